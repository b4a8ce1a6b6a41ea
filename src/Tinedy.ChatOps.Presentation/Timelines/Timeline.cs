using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Domain.Text;
using Tinedy.ChatOps.Presentation.Boards;

namespace Tinedy.ChatOps.Presentation.Timelines;

/// <summary>The picture of planned and actual time: two bars a row. Every number stands below it in words as well.</summary>
/// <param name="From">The left edge. What was prepared in the days before a scheduled night may lie before it.</param>
/// <param name="To">The right edge, never before <paramref name="Now"/>.</param>
/// <param name="Now">Where the running bar ends; the end of the run once it has ended. Before <paramref name="From"/> while a night is still to come.</param>
public sealed record Timeline(DateTimeOffset From, DateTimeOffset To, DateTimeOffset Now, ImmutableArray<TimelineRow> Rows, ImmutableArray<Flag> Flags)
{
    /// <summary>The agreed hours behind the bars.</summary>
    public ImmutableArray<Band> Bands { get; init; } = [];
}

/// <param name="Label">"2 Migration Execution" or "2.2.2 Run Prisma migration".</param>
/// <param name="IsStep">A step within the phase above it.</param>
/// <param name="Plan">When it is planned to be; null: no plan.</param>
/// <param name="Planned">How long that is, and who says so.</param>
/// <param name="Real">From its first event to its last, or to now while it goes on; null before it began.</param>
/// <param name="ExpectedEnd">Where the running bar goes on to, dotted; null when unknown or over.</param>
/// <param name="Words">What is real in a sentence: "12 min so far, expected 22:34".</param>
public sealed record TimelineRow(string Key, string Label, bool IsStep, Span? Plan, PlannedDuration? Planned, Span? Real, bool IsRunning, DateTimeOffset? ExpectedEnd, Prose Words)
{
    /// <summary>"rehearsed 33 min, usually 31 min"; "no plan".</summary>
    public Prose PlanWords => ForecastWords.Of(Planned);
}

public readonly record struct Span(DateTimeOffset From, DateTimeOffset To)
{
    public TimeSpan Length => To - From;
}

/// <summary>Hours that were agreed on: the maintenance window, or how long there is a way back.</summary>
/// <param name="Opens">The name of its beginning: "22:00 opens".</param>
/// <param name="Closes">The name of its end: "23:30 window closes".</param>
public sealed record Band(string Key, string Label, Span Span, Prose Opens, Prose Closes);

/// <summary>A failure, an alert, a page, a signature, a rollback: a flag with a word.</summary>
public sealed record Flag(DateTimeOffset At, Mark Mark, Prose Text);
