using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Execution.Folders;

namespace Tinedy.ChatOps.Execution.Running;

/// <summary>What the database has written down about the launches.</summary>
internal enum RowState
{
    /// <summary>Nothing: no row, or one of a version that wrote no orders.</summary>
    Nothing,

    /// <summary>Every launch there ever was is closed, or there was none.</summary>
    NothingOrdered,

    /// <summary>One launch is ordered and not closed.</summary>
    Ordered,

    /// <summary>Nothing was ordered, and yet a command has shown progress; or more was closed than ordered.</summary>
    Contradiction,
}

internal enum LeaseState { Ours, TakenOver, Lost }

/// <summary>About the folder of the launch in question: the one that the row names, or else the newest.</summary>
internal enum FolderState { Missing, Present, AnotherLaunch }

internal enum ClaimState { Missing, Taken, StartedNothing, Unreadable }

internal enum FileState { Missing, Present, Unreadable }

/// <summary>About the supervisor; missing: nothing names one.</summary>
internal enum ProcessState { Missing, Alive, Gone }

/// <summary>Whether the machine is still in the same start as when the supervisor was.</summary>
internal enum BootState { Missing, Same, Another }

/// <summary>Everything that is known of an attempt when it comes into this host's hands.</summary>
internal sealed record LaunchEvidence(RowState Row, LeaseState Lease, FolderState Folder, ClaimState Claim, FileState Ending, ProcessState Process, BootState Boot)
{
    /// <summary>Looks at what is there; changes nothing.</summary>
    /// <param name="orders">Null: this host does not hold the attempt any more.</param>
    /// <param name="launch">The launch in question; null where no folder holds any.</param>
    /// <param name="isUnbound">The folder does not say of which start it is: of another one that had the same number, perhaps.</param>
    /// <param name="remembered">How many launches of this start this host has ordered, as it remembers outside the database.</param>
    public static LaunchEvidence Of(Origin origin, LaunchOrders? orders, LaunchFolder? launch, bool isUnbound = false, int remembered = 0)
    {
        var supervisor = launch?.Claim?.Supervisor ?? launch?.Supervisor;
        return new(
            RowOf(orders, remembered),
            orders is null ? LeaseState.Lost : origin == Origin.Elsewhere ? LeaseState.TakenOver : LeaseState.Ours,
            FolderOf(orders, launch, isUnbound),
            ClaimOf(launch),
            launch?.Ending is not null ? FileState.Present : launch is { HasEnding: true } ? FileState.Unreadable : FileState.Missing,
            supervisor is null ? ProcessState.Missing : supervisor.IsAlive ? ProcessState.Alive : ProcessState.Gone,
            supervisor is null ? BootState.Missing : supervisor.IsOfThisBoot ? BootState.Same : BootState.Another);
    }

    private static RowState RowOf(LaunchOrders? orders, int remembered = 0) => orders switch
    {
        null or { Ordered: null } => RowState.Nothing,
        // The database went back behind an order.
        { Ordered: { } ordered } when ordered < remembered => RowState.Contradiction,
        { Ordered: 0, HasShown: true } => RowState.Contradiction,
        { Ordered: { } ordered, Closed: var closed } when closed > ordered => RowState.Contradiction,
        { Ordered: { } ordered, Closed: var closed } => ordered == closed ? RowState.NothingOrdered : RowState.Ordered,
    };

    private static FolderState FolderOf(LaunchOrders? orders, LaunchFolder? launch, bool isUnbound)
    {
        if (launch is not { Exists: true }) return FolderState.Missing;
        var named = RowOf(orders) == RowState.Ordered ? orders!.Launch : null;
        if (isUnbound && named is null) return FolderState.AnotherLaunch;
        return named is null || named == launch.Name ? FolderState.Present : FolderState.AnotherLaunch;
    }

    private static ClaimState ClaimOf(LaunchFolder? launch) => launch switch
    {
        null or { HasClaim: false } => ClaimState.Missing,
        { Claim: null } => ClaimState.Unreadable,
        { Claim.IsVoid: true } => ClaimState.StartedNothing,
        _ => ClaimState.Taken,
    };
}
