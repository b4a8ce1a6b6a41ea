using Tinedy.ChatOps.Domain.Runbooks;

namespace Tinedy.ChatOps.Domain.Events;

/// <summary>A step that a host has launched, as the host itself remembers it, outside the database.</summary>
/// <param name="Attempt">Its number in the journal of then; that may have been lost, and the number given again.</param>
/// <param name="Start">The hash of its <see cref="RunEvent.StepStarted"/>, lower-case hex: which start it was, whatever its number.</param>
/// <param name="Runner">The name of the host.</param>
/// <param name="Known">What is left of it there, in sentences.</param>
public sealed record FoundStart(ItemKey Item, int Attempt, string Start, string Runner, string Known)
{
    /// <summary>When the host began it, by the host's clock; null: nothing of it is left there that says so.</summary>
    public DateTimeOffset? StartedAt { get; init; }
}
