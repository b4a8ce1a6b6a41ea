using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Execution.Folders;

namespace Tinedy.ChatOps.Execution.Running;

/// <summary>What the database has written down about the launches.</summary>
internal enum RowSays
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

internal enum LeaseSays { Ours, TakenOver, Lost }

/// <summary>About the folder of the launch in question: the one that the row names, or else the newest.</summary>
internal enum FolderSays { Missing, Present, AnotherLaunch }

internal enum ClaimSays { Missing, Taken, StartedNothing, Unreadable }

internal enum FileSays { Missing, Present, Unreadable }

/// <summary>About the supervisor; missing: nothing names one.</summary>
internal enum ProcessSays { Missing, Alive, Gone }

/// <summary>Whether the machine is still in the same start as when the supervisor was.</summary>
internal enum BootSays { Missing, Same, Another }

/// <summary>Everything that is known of an attempt when it comes into this host's hands.</summary>
internal sealed record LaunchEvidence(RowSays Row, LeaseSays Lease, FolderSays Folder, ClaimSays Claim, FileSays Ending, ProcessSays Process, BootSays Boot)
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
            orders is null ? LeaseSays.Lost : origin == Origin.Elsewhere ? LeaseSays.TakenOver : LeaseSays.Ours,
            FolderOf(orders, launch, isUnbound),
            ClaimOf(launch),
            launch?.Ending is not null ? FileSays.Present : launch is { HasEnding: true } ? FileSays.Unreadable : FileSays.Missing,
            supervisor is null ? ProcessSays.Missing : supervisor.IsAlive ? ProcessSays.Alive : ProcessSays.Gone,
            supervisor is null ? BootSays.Missing : supervisor.IsOfThisBoot ? BootSays.Same : BootSays.Another);
    }

    private static RowSays RowOf(LaunchOrders? orders, int remembered = 0) => orders switch
    {
        null or { Ordered: null } => RowSays.Nothing,
        // The database went back behind an order.
        { Ordered: { } ordered } when ordered < remembered => RowSays.Contradiction,
        { Ordered: 0, HasShown: true } => RowSays.Contradiction,
        { Ordered: { } ordered, Closed: var closed } when closed > ordered => RowSays.Contradiction,
        { Ordered: { } ordered, Closed: var closed } => ordered == closed ? RowSays.NothingOrdered : RowSays.Ordered,
    };

    private static FolderSays FolderOf(LaunchOrders? orders, LaunchFolder? launch, bool isUnbound)
    {
        if (launch is not { Exists: true }) return FolderSays.Missing;
        var named = RowOf(orders) == RowSays.Ordered ? orders!.Launch : null;
        if (isUnbound && named is null) return FolderSays.AnotherLaunch;
        return named is null || named == launch.Name ? FolderSays.Present : FolderSays.AnotherLaunch;
    }

    private static ClaimSays ClaimOf(LaunchFolder? launch) => launch switch
    {
        null or { HasClaim: false } => ClaimSays.Missing,
        { Claim: null } => ClaimSays.Unreadable,
        { Claim.IsVoid: true } => ClaimSays.StartedNothing,
        _ => ClaimSays.Taken,
    };
}
