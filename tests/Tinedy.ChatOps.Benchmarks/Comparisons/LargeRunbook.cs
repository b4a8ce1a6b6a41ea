using System.Text;
using Markdig;
using Tinedy.ChatOps.Benchmarks.Measuring;
using Tinedy.ChatOps.Benchmarks.Stage;
using Tinedy.ChatOps.Domain.Runbooks;

namespace Tinedy.ChatOps.Benchmarks.Comparisons;

/// <summary>Reading a runbook of 1 MB, with everything it is checked for, against Markdig's bare parsing of the same text.</summary>
internal static class LargeRunbook
{
    private const int Bytes = 1_000_000;
    private const int RoundCount = 9;

    /// <summary>The checklist that a real team uses.</summary>
    public static string Paper { get; } = Path.Combine(AppContext.BaseDirectory, "migration-checklist.md");

    public static async IAsyncEnumerable<Line> CompareAsync(BenchServer server)
    {
        var file = Write();
        var measured = await Rounds.CompareAsync(RoundCount, () => Rounds.Seconds(() => Read(file)), () => Rounds.Seconds(() => Parse(file)));
        yield return new("reading a runbook of 1 MB / bare Markdig", Table.Milliseconds(measured.Ours), Table.Milliseconds(measured.Theirs), measured.Ratio);
    }

    private static void Read(byte[] file)
    {
        var reading = RunbookReader.Read(file, "large.md");
        if (reading.Runbook is null) throw new InvalidOperationException(reading.Diagnostics.First(one => one.Severity == Severity.Error).Message);
    }

    private static void Parse(byte[] file) => Markdown.Parse(Encoding.UTF8.GetString(file));

    /// <summary>The paper's working phases, commands and all, again and again for as long as the file is short.</summary>
    private static byte[] Write()
    {
        var work = File.ReadAllLines(Paper)
            .SkipWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
            .TakeWhile(line => !line.Contains("Rollback", StringComparison.Ordinal)).ToList();
        var text = new StringBuilder("# A large migration\n\n");
        while (text.Length < Bytes) text.AppendJoin('\n', work).Append('\n');
        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
