using System.Collections.Immutable;

namespace Tinedy.ChatOps.Domain.Decisions;

/// <summary>What a runner saw when it looked, before anybody judges it. Everything in it is masked.</summary>
/// <param name="Errand">What it looked for.</param>
public sealed record WatchObservation(WatchPurpose Errand, DateTimeOffset BeganAt, DateTimeOffset EndedAt)
{
    /// <summary>Why there is nothing to judge; null: there is.</summary>
    public string? Trouble { get; init; }

    /// <summary>What was expected and not found, as the block itself says it; null: nothing.</summary>
    public string? Unmet { get; init; }

    /// <summary>The number that the block gave, as it gave it; null: none.</summary>
    public string? Value { get; init; }

    /// <summary>How long each run behind the warm-up took.</summary>
    public ImmutableArray<TimeSpan> Samples { get; init; } = [];

    /// <summary>The last run had not come back after this time and was stopped; null: every run came back.</summary>
    public TimeSpan? AtLeast { get; init; }
}
