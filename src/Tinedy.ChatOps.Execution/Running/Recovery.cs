namespace Tinedy.ChatOps.Execution.Running;

/// <summary>What may be done with an attempt, by what is known of it.</summary>
internal enum RecoveryAction
{
    /// <summary>Start its command: the first time, or again because every earlier launch certainly never started it.</summary>
    Start,

    /// <summary>A supervisor is there: wait for what it writes.</summary>
    Follow,

    /// <summary>Its ending is there.</summary>
    Report,

    /// <summary>Its command was certainly never started, and this is not the host to do so.</summary>
    NeverStarted,

    /// <summary>Nobody knows how it ended or whether it was started: people decide.</summary>
    Unknown,

    /// <summary>Somebody else decides over it.</summary>
    Leave,
}

/// <summary>
/// Decides what may be done with an attempt after a crash, and before every first start. One law stands over all of it: a command is started
/// only with positive proof that it was never started. What is missing is no proof of anything.
/// </summary>
internal static class Recovery
{
    public static RecoveryAction Decide(LaunchEvidence seen)
    {
        if (seen.Lease == LeaseState.Lost) return RecoveryAction.Leave;
        if (seen.Folder == FolderState.AnotherLaunch) return RecoveryAction.Unknown;
        if (seen.Folder == FolderState.Present && HasEnded(seen)) return RecoveryAction.Report;
        if (IsProvenUnstarted(seen)) return seen.Lease == LeaseState.Ours ? RecoveryAction.Start : RecoveryAction.NeverStarted;
        return seen.Folder == FolderState.Present && IsAtWork(seen) ? RecoveryAction.Follow : RecoveryAction.Unknown;
    }

    /// <summary>
    /// An ending counts when a supervisor took the launch or the queue ordered it; one says that it has begun. Where the queue says that nothing
    /// was ordered, the ending is of another start of the same name: of one that a restored database has forgotten.
    /// </summary>
    private static bool HasEnded(LaunchEvidence seen) =>
        seen is { Ending: FileState.Present, Row: not RowState.NothingOrdered } && seen.Claim != ClaimState.StartedNothing && (seen.Claim == ClaimState.Taken || seen.Row == RowState.Ordered);

    /// <summary>
    /// Nothing was ordered, says the database, and nothing here says otherwise; or the supervisor of the only open order has itself said that it
    /// has started nothing.
    /// </summary>
    private static bool IsProvenUnstarted(LaunchEvidence seen)
    {
        if (seen.Ending != FileState.Missing) return false;
        return seen.Row switch
        {
            RowState.NothingOrdered => seen.Claim is ClaimState.Missing or ClaimState.StartedNothing,
            RowState.Ordered => seen is { Folder: FolderState.Present, Claim: ClaimState.StartedNothing },
            _ => false,
        };
    }

    private static bool IsAtWork(LaunchEvidence seen) => seen is { Ending: FileState.Missing, Process: ProcessState.Alive, Boot: BootState.Same };
}
