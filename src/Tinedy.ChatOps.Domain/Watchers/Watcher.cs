using Tinedy.ChatOps.Domain.Measurements;

namespace Tinedy.ChatOps.Domain.Watchers;

/// <summary>What the journal has of the watcher of one criterion.</summary>
/// <param name="State">What people were told last; null: nothing yet.</param>
/// <param name="Sentence">Why, as the rest of a sentence.</param>
/// <param name="At">Since when it is so.</param>
public sealed record Watcher(WatchState? State, string Sentence, DateTimeOffset At)
{
    public static Watcher Unheard { get; } = new(null, "", default);

    /// <summary>How long the block took before the migration; null: not measured.</summary>
    public MedianInterval? Baseline { get; init; }

    public DateTimeOffset? BaselineAt { get; init; }
}
