using Tinedy.ChatOps.Benchmarks.Measuring;
using Tinedy.ChatOps.Benchmarks.Stage;

namespace Tinedy.ChatOps.Benchmarks.Comparisons;

/// <summary>
/// From the commit of an alert to the provider's acceptance of its first page, with an alert open in each of 1,000 runs: further alerts one
/// after another, and many at once. By the whole service, with its boards and its clock.
/// </summary>
internal static class Pages
{
    private const int Open = 1_000;
    private const int Measured = 200;

    public static async IAsyncEnumerable<Line> CompareAsync(BenchServer server)
    {
        await using var stage = await AlarmStage.OpenAsync(await server.CreateDatabaseAsync(), Open);
        var flood = await Task.WhenAll(Enumerable.Range(0, Open).Select(run => stage.RaiseAsync(run, 1)));
        yield return Took($"pages: {Open:#,0} alerts at once, p99", flood, 0.99, null);

        var calm = new List<double>();
        for (var run = 0; run < Measured; run++) calm.Add(await stage.RaiseAsync(run, 2));
        yield return Took($"pages: one after another, {Open:#,0} open, p50", calm, 0.5, Aim.AtMost(1_000));
        yield return Took($"pages: one after another, {Open:#,0} open, p99", calm, 0.99, Aim.AtMost(5_000));

        var rush = await Task.WhenAll(Enumerable.Range(0, Measured).Select(run => stage.RaiseAsync(run, 3)));
        yield return Took($"pages: {Measured} at once, {Open:#,0} open, p50", rush, 0.5, Aim.AtMost(1_000));
        yield return Took($"pages: {Measured} at once, {Open:#,0} open, p99", rush, 0.99, Aim.AtMost(5_000));
    }

    /// <summary>Held against its aim in milliseconds.</summary>
    private static Line Took(string name, IEnumerable<double> took, double share, Aim? aim)
    {
        var seconds = Load.Quantile(took, share);
        return new(name, Table.Milliseconds(seconds), "the commit", new(seconds * 1000, seconds * 1000, seconds * 1000), aim);
    }
}
