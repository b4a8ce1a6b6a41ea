using Tinedy.ChatOps.Domain.Runbooks;

namespace Tinedy.ChatOps.Domain.Events;

/// <summary>One start of one step of one run.</summary>
public readonly record struct AttemptId(RunId Run, ItemKey Item, int Number)
{
    public override string ToString() => $"{Run}/{Item}/{Number}";
}
