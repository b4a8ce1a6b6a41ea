using Tinedy.ChatOps.Domain.Text;

namespace Tinedy.ChatOps.Domain.Runs;

/// <summary>How long something is planned to take and how late it is, in words.</summary>
public static class ForecastWords
{
    /// <summary>Less than this is not late, on any board.</summary>
    private static readonly TimeSpan Noticeable = TimeSpan.FromMinutes(1);

    /// <summary>"rehearsed 33 min, usually 31 min"; "no plan".</summary>
    public static Prose Of(PlannedDuration? planned) => planned is null ? $"no plan" : Prose.Join(", ",
    [
        planned.Rehearsed is { } rehearsed ? $"rehearsed {rehearsed}" : Prose.Empty,
        planned.Usually is { } usually ? $"usually {usually}" : Prose.Empty,
    ]);

    /// <summary>"14 min (rehearsed)", "16 min (as usual)".</summary>
    public static Prose WithSource(PlannedDuration planned) => $"{planned.Length} ({(Prose)(planned.Rehearsed is null ? "as usual" : "rehearsed")})";

    /// <summary>", 2 min late"; empty when it is not.</summary>
    public static Prose Late(TimeSpan by, string before) => by >= Noticeable ? (Prose)$"{(Prose)before}{by} late" : Prose.Empty;
}
