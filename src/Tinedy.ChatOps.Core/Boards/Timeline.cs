using System.Collections.Immutable;
using Tinedy.ChatOps.Core.Words;

namespace Tinedy.ChatOps.Core.Boards;

/// <summary>The picture of planned and actual time: two bars a row (conversation, section 9). Every number stands below it in words as well.</summary>
/// <param name="From">The left edge.</param>
/// <param name="To">The right edge, never before <paramref name="Now"/>.</param>
/// <param name="Now">Where the running bar ends; the end of the run once it has ended.</param>
public sealed record Timeline(DateTimeOffset From, DateTimeOffset To, DateTimeOffset Now, ImmutableArray<TimelineRow> Rows, ImmutableArray<Flag> Flags);

/// <param name="Label">"2 Migration Execution" or "2.2.2 Run Prisma migration".</param>
/// <param name="IsStep">A step within the phase above it.</param>
/// <param name="Plan">As the rehearsal or earlier runs took; null: no plan.</param>
/// <param name="Real">From its first event to its last, or to now while it goes on; null before it began.</param>
/// <param name="ExpectedEnd">Where the running bar goes on to, dotted; null when unknown or over.</param>
/// <param name="Words">The same in a sentence: "12 min so far, expected 22:34".</param>
public sealed record TimelineRow(string Key, string Label, bool IsStep, Span? Plan, Span? Real, bool IsRunning, DateTimeOffset? ExpectedEnd, Prose Words);

public readonly record struct Span(DateTimeOffset From, DateTimeOffset To)
{
    public TimeSpan Length => To - From;
}

/// <summary>A failure, a signature, a rollback: a flag with a word.</summary>
public sealed record Flag(DateTimeOffset At, Mark Mark, Prose Text);
