using System.Security.Cryptography;
using System.Text;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Evidence;

namespace Tinedy.ChatOps.Core.Tests.RunServices;

/// <summary>What the run service relies on, whichever journal it writes to. Compiled into every project that has a journal to try.</summary>
public abstract class JournalContract
{
    private static readonly DateTimeOffset At = new(2026, 11, 22, 21, 30, 0, TimeSpan.Zero);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>An empty journal.</summary>
    protected abstract IJournal Contracted { get; }

    [Fact]
    public async Task Entries_come_back_in_order_and_as_they_were_written()
    {
        var run = await OpenAsync("prod");
        (await Contracted.AppendAsync(Next(run, 2, "two", 2), Ct)).ShouldBeOfType<AppendResult.Done>();

        (await Contracted.ReadAsync(run, 1, Ct)).Select(entry => (entry.Seq, entry.Body)).ShouldBe(Next(run, 2, "two", 2).Entries.Select(entry => (entry.Seq, entry.Body)));
        (await Contracted.FindAsync(run, Ct)).ShouldNotBeNull().Environment.ShouldBe("prod");
        (await Contracted.FindAsync(new(4711), Ct)).ShouldBeNull();
    }

    [Fact]
    public async Task Of_two_writers_of_one_place_one_is_overtaken_and_writes_nothing()
    {
        var run = await OpenAsync("prod");
        await Contracted.AppendAsync(Next(run, 2, "first"), Ct);

        (await Contracted.AppendAsync(Next(run, 2, "second"), Ct)).ShouldBeOfType<AppendResult.Overtaken>();
        (await Contracted.FindRequestAsync("second", Ct)).ShouldBeNull();
    }

    [Fact]
    public async Task A_key_counts_once_wherever_it_comes_again()
    {
        var run = await OpenAsync("prod");
        await Contracted.AppendAsync(Next(run, 2, "click"), Ct);

        (await Contracted.AppendAsync(Next(run, 3, "click"), Ct)).ShouldBe(new AppendResult.Repeated(new(run, 2, 2)));
        (await Contracted.ReadAsync(run, 2, Ct)).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_append_proves_the_hash_before_it_and_not_only_the_number()
    {
        var run = await OpenAsync("prod");

        (await Contracted.AppendAsync(Next(run, 2, "another journal") with { Before = SHA256.HashData("another"u8) }, Ct)).ShouldBeOfType<AppendResult.Overtaken>();

        (await Contracted.ReadAsync(run, 1, Ct)).ShouldBeEmpty();
        (await Contracted.AppendAsync(Next(run, 2, "this journal"), Ct)).ShouldBeOfType<AppendResult.Done>();
    }

    [Fact]
    public async Task A_run_whose_journal_diverged_takes_nothing_but_the_entry_that_accepts_it()
    {
        var run = await OpenAsync("prod");
        var divergence = new JournalDivergence(9, Convert.ToHexStringLower(Hash(run, 9)), 1, Convert.ToHexStringLower(Hash(run, 1)), At);

        await Contracted.RecordDivergenceAsync(run, divergence, Ct);
        await Contracted.RecordDivergenceAsync(run, divergence with { KnownSeq = 8, NoticedAt = At.AddMinutes(1) }, Ct);
        await Contracted.RecordDivergenceAsync(run, divergence with { KnownSeq = 10, NoticedAt = At.AddMinutes(2) }, Ct);

        (await Contracted.AppendAsync(Next(run, 2, "a click"), Ct)).ShouldBeOfType<AppendResult.Diverged>();
        (await Contracted.ReadTailAsync(run, 1, Ct)).Divergence.ShouldBe(divergence with { KnownSeq = 10 });
        (await Contracted.AppendAsync(Next(run, 2, "I have looked") with { AcceptsJournal = true }, Ct)).ShouldBeOfType<AppendResult.Done>();
        (await Contracted.ReadTailAsync(run, 2, Ct)).Divergence.ShouldBeNull();
        (await Contracted.AppendAsync(Next(run, 3, "a click"), Ct)).ShouldBeOfType<AppendResult.Done>();
    }

    [Fact]
    public async Task An_environment_is_held_until_it_is_let_go()
    {
        var first = await OpenAsync("prod");
        var second = await Contracted.NextIdAsync(Ct);
        (await Contracted.OpenAsync(Pin(second, "prod"), Next(second, 1, "too early"), Ct)).ShouldBe(new AppendResult.EnvironmentHeld(first));

        await Contracted.AppendAsync(Next(first, 2, "end") with { ReleasesEnvironment = true }, Ct);

        (await Contracted.HolderOfAsync("prod", Ct)).ShouldBeNull();
        (await Contracted.HoldersAsync(Ct)).ShouldNotContain(first);
        (await Contracted.OpenAsync(Pin(second, "prod"), Next(second, 1, "now"), Ct)).ShouldBeOfType<AppendResult.Done>();
        (await Contracted.HoldersAsync(Ct)).ShouldContain(second);
        (await Contracted.ListAsync(1, Ct)).ShouldBe([second]);
    }

    [Fact]
    public async Task A_run_that_waits_for_its_moment_leaves_the_environment_to_others_and_takes_it_then_or_writes_nothing()
    {
        var waiting = await Contracted.NextIdAsync(Ct);
        (await Contracted.OpenAsync(Pin(waiting, "prod"), Next(waiting, 1, "schedule") with { WaitsForEnvironment = true }, Ct)).ShouldBeOfType<AppendResult.Done>();
        (await Contracted.HolderOfAsync("prod", Ct)).ShouldBeNull();
        var today = await OpenAsync("prod");

        (await Contracted.AppendAsync(Next(waiting, 2, "begin") with { TakesEnvironment = true }, Ct)).ShouldBe(new AppendResult.EnvironmentHeld(today));
        (await Contracted.ReadAsync(waiting, 1, Ct)).ShouldBeEmpty();
        await Contracted.AppendAsync(Next(today, 2, "end") with { ReleasesEnvironment = true }, Ct);

        (await Contracted.AppendAsync(Next(waiting, 2, "begin again") with { TakesEnvironment = true }, Ct)).ShouldBeOfType<AppendResult.Done>();
        (await Contracted.HolderOfAsync("prod", Ct)).ShouldBe(waiting);
        (await Contracted.AppendAsync(Next(waiting, 2, "begin twice") with { TakesEnvironment = true }, Ct)).ShouldBeOfType<AppendResult.Overtaken>();
    }

    private async Task<RunId> OpenAsync(string environment)
    {
        var run = await Contracted.NextIdAsync(Ct);
        (await Contracted.OpenAsync(Pin(run, environment), Next(run, 1, $"open {run}"), Ct)).ShouldBeOfType<AppendResult.Done>();
        return run;
    }

    private static PinnedRunbook Pin(RunId run, string environment) =>
        new(run, environment, "plan.md", "# Plan"u8.ToArray(), Convert.ToHexStringLower(SHA256.HashData("# Plan"u8)), At);

    private static Append Next(RunId run, int first, string key, int entries = 1) => new(run, key, [.. Enumerable.Range(first, entries).Select(seq =>
    {
        var body = JournalFormat.Write(new(run.Number, seq, At, Actor.Bot, new RunEvent.NoteWritten(key)));
        return new StoredEntry(seq, At, "note-written", body, Hash(run, seq));
    })])
    { Before = Hash(run, first - 1) };

    /// <summary>Of the place and not of the text, so that any entry may follow any other.</summary>
    private static byte[] Hash(RunId run, int seq) =>
        seq == 0 ? JournalFormat.Origin.ToArray() : SHA256.HashData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{run}/{seq}")));
}
