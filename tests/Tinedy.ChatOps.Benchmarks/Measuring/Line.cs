namespace Tinedy.ChatOps.Benchmarks.Measuring;

/// <summary>One line of the table.</summary>
/// <param name="Ours">What we do, with its unit; context and nothing more.</param>
/// <param name="Theirs">What it is held against, with its unit.</param>
/// <param name="Ratio">The median; null for a line that is only counted.</param>
internal sealed record Line(string Name, string Ours, string Theirs, Spread? Ratio, Aim? Aim = null);

/// <summary>The ratios of the rounds.</summary>
internal sealed record Spread(double Median, double Least, double Most);

/// <summary>What the median is meant to reach.</summary>
internal sealed record Aim(double Bound, bool IsUpper)
{
    public static Aim AtLeast(double bound) => new(bound, IsUpper: false);

    public static Aim AtMost(double bound) => new(bound, IsUpper: true);

    public bool IsMetBy(double ratio) => IsUpper ? ratio <= Bound : ratio >= Bound;
}
