using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Domain.Text;

namespace Tinedy.ChatOps.Presentation.Boards;

/// <summary>What comes before the phases: gaps, running steps, decisions; and the sum of a finished run.</summary>
public static class AttentionRows
{
    private const int MostGaps = 3;
    private const int MostNamed = 5;

    public static ImmutableArray<Row> Of(RunView view) => view.Run.Divergence is { } found
        ? [DivergenceRows.Row(view.Run, found), .. DivergenceRows.Quiet(Known(view))]
        : Known(view);

    private static ImmutableArray<Row> Known(RunView view)
    {
        var run = view.Run;
        if (run.Status is RunStatus.Completed or RunStatus.Aborted) return [.. Summary(view), .. GonePlaceRows(view)];
        if (run.Status == RunStatus.RolledBack) return [.. RolledBack(run), .. GonePlaceRows(view)];
        var steps = run.Runbook.Tickable.Select(item => run.StatusOf(item) switch
        {
            ItemStatus.Running when view.LacksRunner(item) => Waiting(view, item),
            ItemStatus.Running => Running(view, item),
            ItemStatus.Failed when IsUndecided(run, item) => Failed(view, item),
            ItemStatus.Unknown when IsUndecided(run, item) => Unknown(view, item),
            _ => null,
        });
        return [.. AlertRows.Of(view), .. CalendarRows.Of(view), .. WatchRows.Of(view), .. GapRows(view), .. OnPaper(run), .. WhyRollback(run), .. Beside(run), .. steps.OfType<Row>()];
    }

    /// <summary>Somebody has to answer for what nobody is known to have done; one button does it for all.</summary>
    private static IEnumerable<Row> OnPaper(Run run)
    {
        var items = run.TickedOnPaper.ToList();
        if (items.Count > 0)
            yield return new("on-paper", Mark.Waiting, $"{Durations.Count(items.Count, "open item")} {(Prose)(items.Count == 1 ? "is" : "are")} ticked on the paper, by whom unknown: {Named(items)}.", [], [], [Buttons.AcceptPaper(run)]);
    }

    private static Prose Named(List<Item> items)
    {
        var names = items.Take(MostNamed).Select(item => (Prose)$"{item.Number}").ToList();
        return items.Count > MostNamed ? (Prose)$"{Prose.Join(", ", names)} and {items.Count - MostNamed} more" : Prose.List(names);
    }

    public static Row Running(RunView view, Item item)
    {
        var attempt = view.Run[item].LastAttempt!;
        if (view.Run.IsSpoken(item))
            return new(item.Key.Value, Mark.Running, $"{Refusals.Named(item)} · calling for {view.Now - attempt.At}, until somebody answers",
                [$"started {attempt.At} by {attempt.By}; what comes behind it waits"], [], [Buttons.Cancel(view.Run, item)]);
        var progress = view.Progress.GetValueOrDefault(new AttemptId(view.Run.Id, item.Key, attempt.Number));
        var words = attempt.Cancel is { } cancel
            ? (Prose)$"{Refusals.Named(item)} · running {view.Now - attempt.At} · {cancel.By} asked to cancel at {cancel.At}"
            : $"{Refusals.Named(item)} · running {view.Now - attempt.At} · {PlanRows.Expected(view, item)}";
        var limit = (Prose)$"attempt {attempt.Number}, started {attempt.At} by {attempt.By}, is stopped at {item.Command!.Timeout}";
        ImmutableArray<Prose> limits = PlanRows.Before(view, item) is { IsEmpty: false } before ? [before, limit] : [limit];
        Prose printed = progress is null ? (Prose)"nothing printed yet"
            : progress.LastAt is { } last ? (Prose)$"{(int)progress.Lines} {Lines(progress.Lines)}, the last {view.Now - last} ago · secrets masked"
            : $"nothing printed yet";
        return new(item.Key.Value, Mark.Running, words, [.. limits, printed], progress?.Tail ?? [],
            attempt.Cancel is null ? [Buttons.Cancel(view.Run, item), Buttons.FullOutput(view.Run, item)] : [Buttons.FullOutput(view.Run, item)]);
    }

    /// <summary>Nothing of it runs, so that nothing is in the way of any decision about it.</summary>
    private static Row Waiting(RunView view, Item item)
    {
        var attempt = view.Run[item].LastAttempt!;
        return new(item.Key.Value, Mark.Waiting, $"{Refusals.Named(item)} · {view.Waiting(item)}",
            [$"attempt {attempt.Number}, started {attempt.At} by {attempt.By}; no runner has taken it, nothing was started", $"Cancel ends it at once. A rollback does not wait for it."], [],
            [Buttons.Cancel(view.Run, item), Buttons.MarkDone(view.Run, item), Buttons.Skip(view.Run, item)]);
    }

    public static Row Failed(RunView view, Item item)
    {
        var state = view.Run[item];
        var attempt = state.LastAttempt!;
        var ending = attempt.Ending!;
        var contract = item.Command!.Contract == Contract.Once
            ? (Prose)"Retry asks what you saw (contract: once). Skip is named to all who sign."
            : $"Retry starts it again (contract: idempotent). Skip is named to all who sign.";
        return new(item.Key.Value, Mark.Failed, $"{Refusals.Named(item)} · {Endings.Say(attempt)} · attempt {attempt.Number}",
            [.. Shown(ending), .. Known(ending), .. Judged(state), contract, .. NextBest(view.Run, item)], ending.Tail,
            [Buttons.Retry(view.Run, item), Buttons.Skip(view.Run, item), .. Back(view.Run, item), Buttons.MarkDone(view.Run, item), .. ItemRows.Output(view.Run, item)]);
    }

    public static Row Unknown(RunView view, Item item)
    {
        var state = view.Run[item];
        var attempt = state.LastAttempt!;
        var needed = ItemState.JudgesNeeded(item) == 1
            ? (Prose)"Both answers ask how you know. \"Not done\" then offers Retry."
            : $"Both answers ask how you know, and two people must agree. \"Not done\" then offers Retry.";
        return new(item.Key.Value, Mark.Unknown, $"{Refusals.Named(item)} · outcome unknown · attempt {attempt.Number}, {Started(attempt)}",
            [.. Known(attempt.Ending!), .. Judged(state), needed], attempt.Ending!.Tail,
            [Buttons.IsDone(view.Run, item), Buttons.IsNotDone(view.Run, item), .. Back(view.Run, item), Buttons.FullOutput(view.Run, item)]);
    }

    private static Prose Started(Attempt attempt) => attempt.HasMoment ? (Prose)$"started {attempt.At}" : $"when it was started is not known";

    /// <summary>Beside the first decision, unless an alert has the way back.</summary>
    private static IEnumerable<Button> Back(Run run, Item item) =>
        run.OpenAlert is null && run.Undecided.First() == item && Buttons.WayBack(run) is { } back ? [back] : Enumerable.Empty<Button>();

    public static IEnumerable<Row> GapRows(RunView view)
    {
        if (view.Run.Status == RunStatus.RollingBack) return GonePlaceRows(view);
        var gaps = Gaps.Of(view.Run, view.Access);
        var rows = gaps.Take(MostGaps).Select(gap => GapRow(view, gap));
        return gaps.Length <= MostGaps ? rows : rows.Append(Row.Of("gap/more", Mark.Gap, $"{gaps.Length - MostGaps} more gaps"));
    }

    private static IEnumerable<Row> GonePlaceRows(RunView view) => Gaps.GonePlaces(view.Run, view.Access).Concat(Gaps.UnsentFiles(view.Run, view.Access)).Select(gap => GapRow(view, gap));

    private static Row GapRow(RunView view, Gap gap) => new("gap/" + gap.Key, Mark.Gap, $"Gap: {gap.Text}",
        gap.Remedy.IsEmpty ? [] : [gap.Remedy], [], gap.Contact is null ? [] : [Buttons.Choose(view.Run, gap.Contact)]);

    /// <summary>A rollback step that fails is not the end: what else leads back, and what it would cost.</summary>
    private static IEnumerable<Prose> NextBest(Run run, Item failed)
    {
        if (run.Status != RunStatus.RollingBack) yield break;
        if (run.Runbook.RollbackSteps.SkipWhile(item => item != failed).Skip(1).FirstOrDefault(item => CommandBinding.BoundFile(run, item) is not null) is not { } restore) yield break;
        var backup = CommandBinding.BoundFile(run, restore)!.Value.File;
        yield return $"Next best way: skip {failed.Number}, then {Refusals.Named(restore)}: {(Prose)Durations.Size(backup.Bytes)} of {backup.MadeAt}. Entries made after {backup.MadeAt} would be lost.";
    }

    private static bool IsUndecided(Run run, Item item) => run.Undecided.Contains(item);

    private static IEnumerable<Prose> Shown(Ending ending) => ending.Lines > ending.Tail.Length
        ? [$"{ending.Tail.Length} of {(int)Math.Min(int.MaxValue, ending.Lines)} lines"]
        : [];

    private static IEnumerable<Prose> Known(Ending ending) => ending.Known is { } known ? [$"{known}"] : [];

    private static IEnumerable<Prose> Judged(ItemState state) => state.Judgements.Select(judgement =>
        (Prose)$"{judgement.By} at {judgement.At}: {(Prose)(judgement.Done ? "it is done" : "it is not done")}, \"{judgement.HowKnown}\"");

    private static IEnumerable<Row> WhyRollback(Run run) => run.Rollback is { } rollback && run.Status == RunStatus.RollingBack
        ? [Row.Of("why", Mark.Gap, rollback.Why.Length == 0
            ? (Prose)$"Forward run stopped {rollback.StartedAt} by {rollback.By} at {rollback.Settled} of {run.Runbook.Items.Count()}."
            : $"Why: {rollback.Why}. Stopped {rollback.StartedAt} at {rollback.Settled} of {run.Runbook.Items.Count()}.")]
        : [];

    private static ImmutableArray<Row> RolledBack(Run run)
    {
        var rollback = run.Rollback!;
        var rows = ImmutableArray.CreateBuilder<Row>();
        rows.Add(Row.Of("rolled-back", Mark.Done, $"Rolled back {rollback.StartedAt} to {rollback.EndedAt!.Value}, led by {rollback.By}"));
        if (Lost(run) is { IsEmpty: false } lost) rows.Add(Row.Of("restored", Mark.Gap, lost));
        rows.AddRange(Accepted(run));
        rows.AddRange(NeverKnown(run));
        rows.AddRange(FailedSteps(run));
        if (rollback.Why.Length > 0) rows.Add(Row.Of("why", Mark.Gap, $"Why: {rollback.Why}"));
        if (rollback.Cause is { } cause) rows.Add(Row.Of("cause", Mark.Done, $"Cause, noted {cause.At} by {cause.By}: \"{cause.Text}\""));
        if (rollback.Unlocked is { } unlocked) rows.Add(Row.Of("unlocked", Mark.Done, $"Unlocked {unlocked.At} by {unlocked.By}"));
        return rows.ToImmutable();
    }

    /// <summary>What the way back has cost: since when entries are missing, or that no backup was restored by this run.</summary>
    private static Prose Lost(Run run)
    {
        if (CommandBinding.Restored(run) is var (backup, at))
            return $"Restored: backup of {backup.MadeAt}, {(Prose)Durations.Size(backup.Bytes)}. {Missing(backup.MadeAt, at)} are not in it.";
        if (run.Runbook.RollbackSteps.FirstOrDefault(item => item.Command?.Placeholders.Length > 0) is not { } restore) return Prose.Empty;
        return run.StatusOf(restore) == ItemStatus.Skipped
            ? (Prose)$"No backup was restored: {restore.Number} was skipped."
            : $"{Refusals.Named(restore)} was done by hand. Entries made after the backup that was used are not in it.";
    }

    /// <summary>Moments are told to the minute: what lies within one is told by its length.</summary>
    private static Prose Missing(DateTimeOffset from, DateTimeOffset to) => to - from < TimeSpan.FromMinutes(1)
        ? (Prose)$"Entries made in the {to - from} after it"
        : $"Entries made from {from} to {to}";

    private static ImmutableArray<Row> Summary(RunView view)
    {
        var run = view.Run;
        var rows = ImmutableArray.CreateBuilder<Row>();
        if (run.Aborted is { } aborted) rows.Add(Row.Of("aborted", Mark.Failed, $"Aborted {aborted.At} by {aborted.By}: \"{aborted.Text}\""));
        rows.AddRange(Accepted(run));
        var skipped = ItemRows.AllSkipped(run);
        if (skipped.Count > 0) rows.Add(Row.Of("skipped", Mark.Skipped, $"Skipped: {Prose.Join(", ", skipped)}"));
        foreach (var item in run.Runbook.Tickable.Where(item => run[item].Glass is not null))
            rows.Add(Row.Of($"glass/{item.Key.Value}", Mark.Failed, $"Glass broken: {Refusals.Named(item)}, {run[item].Glass!.At} by {run[item].Glass!.By}: \"{run[item].Glass!.Text}\""));
        rows.AddRange(Failures(run));
        return rows.ToImmutable();
    }

    private static IEnumerable<Row> Accepted(Run run) => run.AcceptedJournals.Select((accepted, at) => Row.Of(FormattableString.Invariant($"journal/{at}"), Mark.Failed,
        $"{DivergenceRows.Changed(accepted.Found)}: accepted {accepted.By.At} by {accepted.By.By}: \"{accepted.By.Text}\""));

    /// <summary>Steps whose end nobody knows and nobody has judged are named also where nothing more can be decided: they may have written.</summary>
    private static IEnumerable<Row> NeverKnown(Run run) => run.Runbook.Tickable.Where(item => run.StatusOf(item) == ItemStatus.Unknown)
        .Select(item => OfUnknownEnd(run, item, run[item].Judgements.IsEmpty ? (Prose)"Nobody has judged it." : $"No two people have agreed on it."));

    /// <summary>What may still be writing while the way back is gone, because its leader has confirmed that.</summary>
    private static IEnumerable<Row> Beside(Run run) => run.Status != RunStatus.RollingBack ? []
        : run.Rollback!.DespiteUnknown.Select(key => run.Runbook.Find(key)).OfType<Item>().Where(item => run.StatusOf(item) == ItemStatus.Unknown && !IsUndecided(run, item))
            .Select(item => OfUnknownEnd(run, item, $"The rollback goes on beside it, as {run.Rollback.By} has confirmed."));

    private static Row OfUnknownEnd(Run run, Item item, Prose then) => new(
        $"unknown/{item.Key.Value}", Mark.Unknown, $"{Refusals.Named(item)} · outcome unknown · {Started(run[item].LastAttempt!)}. {then}", [.. Judged(run[item])], [], []);

    /// <summary>Every step that did not succeed at once, and what became of it: none is lost because somebody skipped it.</summary>
    private static IEnumerable<Row> Failures(Run run)
    {
        var retried = run.Runbook.Items.Where(item => run[item].Attempts.Length > 1)
            .Select(item => (Prose)$"{item.Number} ({run[item].Attempts.Length - 1} {(Prose)(run[item].Attempts.Length == 2 ? "time" : "times")})").ToList();
        var alerts = run.Alerts.Where(alert => alert.Kind != AlertKind.Drill).ToList();
        var calls = alerts.Sum(alert => alert.Pages.Length);
        yield return Row.Of("retried", retried.Count > 0 || alerts.Count > 0 ? Mark.Failed : Mark.Done, Prose.Join(" · ",
        [
            retried.Count > 0 ? (Prose)$"Failed and retried: {Prose.Join(", ", retried)}" : $"Failed and retried: none",
            alerts.Count > 0 ? (Prose)$"Alerts: {alerts.Count}" : $"Alerts: none",
            calls > 0 ? (Prose)$"Pages: {calls}" : $"Pages: none",
        ]));
        foreach (var alert in alerts.Where(alert => alert.Kind == AlertKind.Criterion)) yield return Row.Of($"alert/{alert.Number}", Mark.Failed, AlertRows.Whole(run, alert));
        foreach (var failed in FailedSteps(run)) yield return failed;
    }

    /// <summary>Each with what became of it; of those whose end is not known, <see cref="NeverKnown"/> says more.</summary>
    private static IEnumerable<Row> FailedSteps(Run run) =>
        from item in run.Runbook.Items
        where run.StatusOf(item) != ItemStatus.Unknown
        let last = run[item].LastAttempt
        where last is { Ending: { Outcome: not Outcome.Succeeded } }
        select Row.Of($"failed/{item.Key.Value}", Mark.Failed, Prose.Join(", ", [$"{Refusals.Named(item)} · {Endings.Say(last)}", Afterwards(run, item)]));

    private static Prose Afterwards(Run run, Item item) => run.StatusOf(item) switch
    {
        ItemStatus.Skipped => $"then {ItemRows.Skipped(run[item].Skipped!)}",
        ItemStatus.Done when run[item].Ticks is [.., var tick] => $"then marked done {tick.At} by {tick.By}: \"{tick.Text}\"",
        ItemStatus.Done => $"then judged to be done",
        _ => Prose.Empty,
    };

    private static Prose Lines(long count) => count == 1 ? (Prose)"line" : $"lines";
}
