using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Domain.Text;

namespace Tinedy.ChatOps.Presentation.Boards;

/// <summary>Draws the board of a run: pure, the same for every surface, within every surface's limits.</summary>
public static class BoardWriter
{
    public static Board Draw(RunView view)
    {
        var attention = AttentionRows.Of(view);
        return new(
            view.Run.Id,
            view.Run.Seq,
            view.State,
            Headline.Header(view),
            Headline.Id(view),
            Headline.Now(view),
            NowButtons(view),
            attention,
            Panels.Active(view),
            // On the way back the forward phases are history: whoever wants them finds all on the run's page.
            view.Run.Rollback is null ? Panels.Lines(view) : [],
            MainButtons(view, attention),
            Facts(view),
            Headline.Aloud(view))
        {
            More = Seldom(view),
        };
    }

    private static ImmutableArray<Button> NowButtons(RunView view) => view.State switch
    {
        _ when view.Run.Divergence is not null => [],
        BoardState.Alert when view.Run.OpenAlert!.Answer is null => [Buttons.Acknowledge(view.Run, view.Run.OpenAlert)],
        BoardState.NeedsDecision when view.Run[view.Run.Undecided.First()].DecidedBy is null => [Buttons.TakeDecision(view.Run, view.Run.Undecided.First())],
        BoardState.Scheduled when view.Run.Appointment!.Missed is not null => [Buttons.Begin(view.Run)],
        BoardState.RolledBack when view.Run.HoldsEnvironment => [view.Run.Rollback!.Cause is null ? Buttons.NoteCause(view.Run) : Buttons.Unlock(view.Run)],
        _ => [],
    };

    /// <summary>Buttons that cannot work now are left out; their order never changes.</summary>
    private static ImmutableArray<Button> MainButtons(RunView view, ImmutableArray<Row> attention)
    {
        var run = view.Run;
        if (run.Divergence is not null) return [Buttons.Report(run), Buttons.Evidence(run)];
        if (run.IsOver) return [Buttons.Report(run), Buttons.Evidence(run), .. Tell(view)];
        var buttons = ImmutableArray.CreateBuilder<Button>();
        if (view.State == BoardState.WaitingForSignOff) buttons.Add(Buttons.SignOff(run));
        buttons.Add(Buttons.Page(run));
        if (CanRaise(run)) buttons.Add(Buttons.Raise(run));
        // Beside an alert or a failed step the way back stands there; no action has two buttons.
        if (Buttons.WayBack(run) is { } back && !attention.Any(row => row.Buttons.Contains(back))) buttons.Add(back);
        return buttons.ToImmutable();
    }

    private static ImmutableArray<Button> Tell(RunView view) =>
        view.Access.Environment(view.Run.Environment) is { Stakeholders.IsEmpty: false } ? [Buttons.Tell(view.Run)] : [];

    private static bool CanRaise(Run run) => run.Status is RunStatus.Running or RunStatus.Scheduled && !run.Runbook.Criteria.IsEmpty;

    private static ImmutableArray<Button> Seldom(RunView view)
    {
        var run = view.Run;
        if (run.IsOver || run.Divergence is not null) return [];
        var forward = run.Status is RunStatus.Running or RunStatus.Scheduled;
        var hasBlanks = run.Runbook.Information.Any(field => field.Value is null) || !run.Runbook.Contacts.IsEmpty;
        return
        [
            Buttons.AllPhases(run), Buttons.Drill(run), .. forward && RollbackApproval.IsOfUse(run) ? [Buttons.ApproveRollback(run)] : ImmutableArray<Button>.Empty, .. Tell(view), Buttons.Note(run), .. hasBlanks ? [Buttons.Fill(run)] : ImmutableArray<Button>.Empty,
            .. run.Status == RunStatus.Scheduled ? [Buttons.Move(run)] : ImmutableArray<Button>.Empty,
            Buttons.Report(run), Buttons.Evidence(run), .. forward ? [Buttons.Abort(run)] : ImmutableArray<Button>.Empty,
        ];
    }

    private static Prose Facts(RunView view)
    {
        var run = view.Run;
        if (run.IsOver) return $"Log: {run.Seq} {(Prose)(run.Seq == 1 ? "entry" : "entries")}, head {(Prose)Durations.Digest(view.Head)}{Checked(run, view.Check)}";
        return Prose.Join(" · ", [$"As of {view.Now}", CalendarRows.Windows(view), Prose.Join(", ", [WayBack(run), RollbackTime(view), RollbackApproval.By(run)]), WatchRows.Fact(run)]);
    }

    /// <summary>The chain of what is there proves nothing of what was lost before somebody went on without it.</summary>
    private static Prose Checked(Run run, Check? check) => check switch
    {
        null => Prose.Empty,
        { Flaw: null } when run.AcceptedJournals is [.., var last] => $", checked {check.At}, accepted with a loss {last.By.At} by {last.By.By}",
        { Flaw: null } => $", checked {check.At}, intact",
        { Flaw: var flaw } => $", checked {check.At}, not intact: {flaw!}",
    };

    private static Prose RollbackTime(RunView view) =>
        view.Run.Runbook.RollbackSteps.IsEmpty || view.Forecast.Rollback is not { } planned ? Prose.Empty : $"about {ForecastWords.WithSource(planned)}";

    private static Prose WayBack(Run run)
    {
        var restore = run.Runbook.RollbackSteps.FirstOrDefault(item => item.Command?.Placeholders.Length > 0);
        if (restore is null) return run.Runbook.RollbackSteps.IsEmpty ? (Prose)"Rollback: the runbook has none" : $"Rollback: {Durations.Count(run.Runbook.RollbackSteps.Length, "step")}";
        return CommandBinding.BoundFile(run, restore) is { } bound
            ? (Prose)$"Rollback: ready, backup {(Prose)Durations.Size(bound.File.Bytes)} of {bound.File.MadeAt}"
            : $"Rollback: not ready, no backup yet";
    }
}
