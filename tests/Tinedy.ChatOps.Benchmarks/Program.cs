using Tinedy.ChatOps.Benchmarks.Comparisons;
using Tinedy.ChatOps.Benchmarks.Measuring;
using Tinedy.ChatOps.Benchmarks.Stage;

if (args is [BareApp.Verb, var url]) return await BareApp.RunAsync(url);

(string Name, Func<BenchServer, IAsyncEnumerable<Line>> Compare)[] comparisons =
[
    ("sign-offs", SignOffs.CompareAsync),
    ("history", LongHistory.CompareAsync),
    ("counters", ClickCounters.CompareAsync),
    ("journal", JournalReading.CompareAsync),
    ("runbook", LargeRunbook.CompareAsync),
    ("pages", Pages.CompareAsync),
    ("timers", Timers.CompareAsync),
    ("idle", IdleHost.CompareAsync),
    ("start", StartToReady.CompareAsync),
    ("output", StepOutputs.CompareAsync),
    ("slack", SlackCommands.CompareAsync),
    ("slack-calls", SlackCalls.CompareAsync),
    ("forged", ForgedRequests.CompareAsync),
    ("teams", TeamsClicks.CompareAsync),
];

var chosen = args.Length == 0 ? comparisons : [.. comparisons.Where(one => args.Contains(one.Name))];
if (chosen.Length < Math.Max(1, args.Length))
{
    await Console.Error.WriteLineAsync($"Names: {string.Join(", ", comparisons.Select(one => one.Name))}. Without a name all of them run.");
    return 1;
}

try
{
    await using var server = await BenchServer.StartAsync();
    Console.WriteLine(await server.DescribeAsync());
    Table.WriteHead();
    foreach (var (_, compare) in chosen)
        await foreach (var line in compare(server)) Table.Write(line);
    return 0;
}
catch (Exception failure)
{
    // Caught, so that the server has been stopped and its data removed by now.
    await Console.Error.WriteLineAsync(failure.ToString());
    return 1;
}
