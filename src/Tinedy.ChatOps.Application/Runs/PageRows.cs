using System.Collections.Immutable;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Domain.Alerts;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runs;

namespace Tinedy.ChatOps.Application.Runs;

/// <summary>What an append tells whoever delivers pages, read off the run before and after it.</summary>
internal static class PageRows
{
    /// <summary>A provider that does not answer is asked again after 5, 15, 45 seconds.</summary>
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(5);

    public static ImmutableArray<(int Seq, int Alert, PageKind Kind)> Queued(Run? before, Run after, IReadOnlyList<JournalEntry> entries) =>
    [
        .. entries.Where(entry => entry.Event is RunEvent.Paged paged && after.Alerts[paged.Alert - 1].IsCalling)
            .Select(entry => (entry.Seq, ((RunEvent.Paged)entry.Event).Alert, PageKind.Call)),
        .. entries.Where(entry => entry.Event is RunEvent.StakeholdersTold).Select(entry => (entry.Seq, 0, PageKind.News)),
        .. after.Alerts.SelectMany(alert => Ends(before?.Alerts.ElementAtOrDefault(alert.Number - 1), alert)),
    ];

    public static ImmutableArray<int> Stopped(Run? before, Run after) =>
        [.. (before?.Alerts ?? []).Where(alert => alert.IsCalling && !after.Alerts[alert.Number - 1].IsCalling).Select(alert => alert.Number)];

    public static ImmutableArray<(int Seq, TimeSpan? Again)> Tried(Run after, IEnumerable<JournalEntry> entries) =>
        [.. entries.Select(entry => entry.Event).OfType<RunEvent.PageTried>().Select(tried => (tried.Page, tried.Alert == 0 ? null : Again(after.Alerts[tried.Alert - 1], tried)))];

    /// <summary>Whoever was reached hears that somebody is on it and that it is over; also a page that arrived after that.</summary>
    private static IEnumerable<(int, int, PageKind)> Ends(Alert? before, Alert after)
    {
        if (before is null || after.IsCalling) return [];
        var kind = after.IsOpen ? PageKind.Answered : PageKind.Over;
        var reachedOnlyNow = after.Pages.Where(page => page.IsDelivered && before.Pages.Any(was => was.Seq == page.Seq && !was.IsDelivered));
        var changed = before.IsCalling || before.IsOpen != after.IsOpen;
        return (changed ? after.Pages.Where(page => page.IsDelivered) : reachedOnlyNow).Select(page => (page.Seq, after.Number, kind));
    }

    private static TimeSpan? Again(Alert alert, RunEvent.PageTried tried) => tried.Result == DeliveryResult.Failed && alert.IsCalling
        ? FirstWait * Math.Pow(3, Math.Min(6, alert.Pages.First(page => page.Seq == tried.Page).Tries.Length - 1))
        : null;
}
