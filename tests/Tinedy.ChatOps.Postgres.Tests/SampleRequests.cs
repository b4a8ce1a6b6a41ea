using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Evidence;

namespace Tinedy.ChatOps.Postgres.Tests;

/// <summary>Requests as the desk would make them, with entries that are real enough to be hashed and read back.</summary>
internal static class SampleRequests
{
    public static DateTimeOffset At { get; } = new(2024, 12, 27, 21, 30, 0, TimeSpan.Zero);

    public static Actor Dba { get; } = new(
        "dba", "dba@example.com", new Identity("slack", "T1", "U7"), [new Identity("slack", "T1", "U7"), new Identity("teams", "tenant", "oid")]);

    public static PinnedRunbook Pin(RunId run, string environment = "prod") =>
        new(run, environment, "migration.md", "# Plan"u8.ToArray(), Convert.ToHexStringLower(SHA256.HashData("# Plan"u8)), At);

    public static Append Append(RunId run, int first, string key, int entries = 1) =>
        new(run, key, [.. Enumerable.Range(first, entries).Select(seq => Entry(run, seq, key))]) { Before = Hash(run, first - 1) };

    public static StoredEntry Entry(RunId run, int seq, string note)
    {
        var what = new RunEvent.NoteWritten(note);
        var body = JournalFormat.Write(new(run.Number, seq, At.AddSeconds(seq), Dba, what));
        return new(seq, At.AddSeconds(seq), JournalFormat.KindOf(what), body, Hash(run, seq));
    }

    /// <summary>Of the place and not of the text, so that any entry may follow any other.</summary>
    private static byte[] Hash(RunId run, int seq) => seq == 0 ? JournalFormat.Origin.ToArray() : SHA256.HashData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{run}/{seq}")));

    public static SignOffRow SignOff(int seq, string role = "Database Administrator", string? remark = null) =>
        new(seq, role, Dba, "c0ffee", remark, At.AddSeconds(seq));

    public static AttemptId Attempt(RunId run, string item, int number = 1) => new(run, new ItemKey(item), number);

    public static Progress Progress(params ImmutableArray<string> tail) => new(At, tail.Length, 10, tail, tail.Length > 0 ? At.AddSeconds(1) : null);

    /// <summary>A run with its first entry, and <paramref name="more"/> in the same request.</summary>
    public static async Task<RunId> OpenRunAsync(this IJournal journal, string environment = "prod", Func<Append, Append>? more = null)
    {
        var run = await journal.NextIdAsync(TestContext.Current.CancellationToken);
        var first = Append(run, 1, $"open-{run}");
        var result = await journal.OpenAsync(Pin(run, environment), more is null ? first : more(first), TestContext.Current.CancellationToken);
        result.ShouldBeOfType<AppendResult.Done>();
        return run;
    }
}
