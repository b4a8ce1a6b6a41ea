using System.Collections.Immutable;
using System.Diagnostics;
using System.Text;
using Tinedy.ChatOps.Benchmarks.Measuring;
using Tinedy.ChatOps.Benchmarks.Stage;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Execution.Bot;

namespace Tinedy.ChatOps.Benchmarks.Comparisons;

/// <summary>
/// A step that prints 2 GB of lines, through supervisor, masking, hash and log, against <c>cat | cat</c> into nothing. Ours is what a person
/// waits for: from the queue to the reported end.
/// </summary>
internal static class StepOutputs
{
    private const int Bytes = 2_000_000_000;
    private const int RoundCount = 3;

    public static async IAsyncEnumerable<Line> CompareAsync(BenchServer server)
    {
        var root = Directory.CreateTempSubdirectory("chatops-bench-").FullName;
        var file = Path.Combine(root, "lines.txt");
        await WriteAsync(file);
        var gateway = new GatewayOnDisk(Path.Combine(root, "gateway"));
        var bot = Path.Combine(AppContext.BaseDirectory, "Tinedy.ChatOps.Execution.Bot" + (OperatingSystem.IsWindows() ? ".exe" : ""));
        using (var host = SmallBot.Build(gateway, Path.Combine(root, "attempts"), new(bot, [])))
        {
            await host.StartAsync();
            var number = 0;
            var measured = await Rounds.CompareAsync(RoundCount, () => StepAsync(gateway, root, file, ++number), () => CatAsync(file));
            await host.StopAsync();
            yield return new("a step that prints 2 GB / cat | cat", Table.Milliseconds(measured.Ours), Table.Milliseconds(measured.Theirs), measured.Ratio, Aim.AtMost(2));
        }
        Directory.Delete(root, recursive: true);
    }

    /// <summary>From the queue to the reported ending: what a person waits for.</summary>
    private static Task<double> StepAsync(GatewayOnDisk gateway, string workspace, string file, int number) => Rounds.SecondsAsync(async () =>
    {
        var attempt = new AttemptId(new(17), new("print"), number);
        gateway.Queue(new(attempt, CommandKind.Bash, $"cat '{file}'", TimeSpan.FromMinutes(1), null, workspace,
            ImmutableSortedDictionary<string, string>.Empty, ImmutableSortedDictionary<string, string>.Empty.Add("PASSWORD", "correct-horse-battery")));
        Ending? ending;
        while ((ending = gateway.EndingOf(attempt)) is null) await Task.Delay(TimeSpan.FromMilliseconds(5));
        if (ending is not { Outcome: Outcome.Succeeded, Bytes: >= Bytes }) throw new InvalidOperationException($"The step ended: {ending}");
    });

    private static Task<double> CatAsync(string file) => Rounds.SecondsAsync(async () =>
    {
        using var process = Process.Start(new ProcessStartInfo("bash", ["-c", $"cat '{file}' | cat"]) { RedirectStandardOutput = true })!;
        await process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, 64 * 1024);
        await process.WaitForExitAsync();
    });

    private static async Task WriteAsync(string file)
    {
        var lines = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 10_000).Select(n => $"COPY public.contacts row {n:00000}: everything as it should be, going on\n")));
        await using var stream = File.Create(file);
        while (stream.Length < Bytes) await stream.WriteAsync(lines);
    }
}
