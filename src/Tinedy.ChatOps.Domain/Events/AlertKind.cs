namespace Tinedy.ChatOps.Domain.Events;

/// <summary>Why people are called.</summary>
public enum AlertKind
{
    /// <summary>A rollback criterion has tripped: steps are held until people decide.</summary>
    Criterion,

    /// <summary>A step failed or its outcome is unknown, and nobody has taken the decision.</summary>
    Decision,

    /// <summary>Somebody asked for somebody.</summary>
    Call,

    /// <summary>A rehearsal: are the contacts there?</summary>
    Drill,
}
