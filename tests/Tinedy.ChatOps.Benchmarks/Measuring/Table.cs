using System.Globalization;

namespace Tinedy.ChatOps.Benchmarks.Measuring;

/// <summary>The lines as a Markdown table, so that a terminal and a README show the same.</summary>
internal static class Table
{
    public static void WriteHead()
    {
        Row("what", "ours", "theirs", "ratio", "min – max", "aim");
        Row(new('-', 62), new('-', 15), new('-', 27), new('-', 6), new('-', 13), new('-', 14));
    }

    public static void Write(Line line) => Row(
        line.Name, line.Ours, line.Theirs,
        line.Ratio is { } ratio ? Number(ratio.Median) : "",
        line.Ratio is { } spread ? $"{Number(spread.Least)} – {Number(spread.Most)}" : "",
        line is { Aim: { } aim, Ratio: { } reached } ? $"{(aim.IsUpper ? "≤" : "≥")} {Number(aim.Bound)} {(aim.IsMetBy(reached.Median) ? "met" : "missed")}" : "");

    public static string Number(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);

    public static string PerSecond(double value) => value.ToString("#,0", CultureInfo.InvariantCulture) + "/s";

    public static string Milliseconds(double seconds) => (seconds * 1000).ToString("#,0.00", CultureInfo.InvariantCulture) + " ms";

    private static void Row(string what, string ours, string theirs, string ratio, string spread, string aim) =>
        System.Console.WriteLine($"| {what,-62} | {ours,15} | {theirs,27} | {ratio,6} | {spread,13} | {aim,-14} |");
}
