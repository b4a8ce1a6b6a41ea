using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Measurements;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Domain.Text;
using Tinedy.ChatOps.Domain.Watchers;

namespace Tinedy.ChatOps.Presentation.Boards;

/// <summary>Watchers on the board and in the thread: how many there are, what they cannot judge, and that one is quiet again.</summary>
internal static class WatchRows
{
    /// <summary>Criteria that nobody but people can judge now, and those whose alert they have ended although it goes on.</summary>
    public static IEnumerable<Row> Of(RunView view) => view.Run.Status == RunStatus.Running
        ? view.Run.Runbook.Criteria.Where(criterion => !IsDryRun(criterion)).Select(criterion => Row(view, criterion)).OfType<Row>()
        : [];

    private static Row? Row(RunView view, Item criterion)
    {
        var watcher = view.Run.WatcherOf(criterion);
        return watcher.State switch
        {
            WatchState.Inconclusive or WatchState.Error => new($"watch/{criterion.Key}", Mark.Unknown, $"{criterion.Text} · cannot be judged since {watcher.At}", [$"{watcher.Sentence}.", Ask(view)], [], []),
            WatchState.Failed when !IsAlerted(view.Run, criterion) => new($"watch/{criterion.Key}", Mark.Gap, $"{criterion.Text} · still met since {watcher.At}",
                [$"{watcher.Sentence}.", $"Its alert was ended. It is raised again when it was quiet in between."], [], []),
            _ => null,
        };
    }

    /// <summary>"2 of 5 criteria watched" before anything was heard of them, then "2 of 5 criteria quiet"; empty without criteria.</summary>
    public static Prose Fact(Run run)
    {
        var criteria = run.Runbook.Criteria;
        if (criteria.IsEmpty || run.Status != RunStatus.Running) return Prose.Empty;
        var watched = criteria.Where(criterion => criterion.IsWatched).ToList();
        var heard = watched.Any(criterion => run.WatcherOf(criterion).State is not null);
        var count = heard ? watched.Count(criterion => IsQuiet(run, criterion)) : watched.Count;
        return $"{count} of {criteria.Length} {(Prose)(criteria.Length == 1 ? "criterion" : "criteria")} {(Prose)(heard ? "quiet" : "watched")}";
    }

    /// <summary>
    /// The reply to a change that people must hear of, edited when it is over; null for one they see elsewhere: an alert has a line of its own,
    /// and a watcher that is quiet only changes the board.
    /// </summary>
    public static Prose? Said(RunView view, JournalEntry entry, RunEvent.WatcherChanged changed)
    {
        if (view.Run.Runbook.Criteria.FirstOrDefault(item => item.Key == changed.Criterion) is not { } criterion) return null;
        var isDryRun = IsDryRun(criterion);
        Prose? what = changed.Result switch
        {
            WatchState.Ok => null,
            WatchState.Failed => isDryRun ? (Prose)$"Dry run · {criterion.Text} would be raised: {changed.Sentence}." : null,
            _ => isDryRun ? (Prose)$"Dry run · {criterion.Text} cannot be judged: {changed.Sentence}." : $"{criterion.Text} cannot be judged: {changed.Sentence}. {Ask(view)}",
        };
        var now = view.Run.WatcherOf(criterion);
        return what is not null && now.State == WatchState.Ok && now.At > entry.At ? $"{what} Quiet again since {now.At}." : what;
    }

    private static Prose Ask(RunView view) => $"{PersonNames.List(view.OperatorsAndContacts)} can look and raise it.";

    private static bool IsAlerted(Run run, Item criterion) => run.Alerts.Any(alert => alert.HoldsSteps && alert.About == criterion.Key);

    private static bool IsDryRun(Item criterion) => criterion.Command?.Watch is { DryRun: true };

    private static bool IsQuiet(Run run, Item criterion) =>
        !IsAlerted(run, criterion)
        && (criterion.WatchesMigration ? !run.Undecided.Any(item => item.Command?.Proof == Proof.Prisma) : run.WatcherOf(criterion).State == WatchState.Ok);
}
