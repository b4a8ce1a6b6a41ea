using Tinedy.ChatOps.Domain.Alerts;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Decisions;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Domain.SignOffs;
using Tinedy.ChatOps.Domain.Text;

namespace Tinedy.ChatOps.Presentation.Boards;

/// <summary>The first three lines of a board, and the sentence that is read aloud.</summary>
public static class Headline
{
    public static string Say(BoardState state) => state switch
    {
        BoardState.Scheduled => "Scheduled",
        BoardState.Running => "Running",
        BoardState.NeedsDecision => "Needs a decision",
        BoardState.WaitingForSignOff => "Waiting for sign-off",
        BoardState.Alert => "Alert",
        BoardState.RollingBack => "Rolling back",
        BoardState.RolledBack => "Rolled back",
        BoardState.Completed => "Completed",
        BoardState.Aborted => "Aborted",
        _ => throw new System.Diagnostics.UnreachableException(state.ToString()),
    };

    /// <summary>State, place, number: "Running · prod · 8 of 47 done". A rehearsal says so first.</summary>
    public static Prose Header(RunView view) => Rehearsed(view.Run, StateLine(view));

    /// <summary>Everything that is said of a rehearsal begins with that word.</summary>
    public static Prose Rehearsed(Run run, Prose text) => run.Rehearsal is null || text.IsEmpty ? text : $"Rehearsal · {text}";

    private static Prose StateLine(RunView view)
    {
        var run = view.Run;
        var state = (Prose)Say(view.State);
        if (run.Rollback is { } rollback)
        {
            var steps = run.Runbook.RollbackSteps;
            var place = run.Status == RunStatus.RolledBack && run.HoldsEnvironment ? (Prose)$"{run.Environment} is locked" : $"{run.Environment}";
            var took = rollback.EndedAt is { } ended ? (Prose)$", {ended - rollback.StartedAt}" : Prose.Empty;
            return $"{state} · {place} · {steps.Count(run.IsSettled)} of {Durations.Count(steps.Length, "step")}{took}";
        }
        var signed = view.State == BoardState.Completed && run.Runbook.SignOffs.Any()
            ? (Prose)$" · {run.Signatures.Count} of {run.Runbook.SignOffs.Count()} signed"
            : Prose.Empty;
        var moment = view.State == BoardState.Scheduled ? (Prose)$" · {run.Appointment!.When}" : Prose.Empty;
        return $"{state} · {run.Environment}{moment} · {Progress(view)}{signed}";
    }

    /// <summary>"8 of 47 done", "20 of 47, 1 skipped".</summary>
    public static Prose Progress(RunView view)
    {
        var skipped = view.Run.Runbook.Items.Count(item => view.Run.StatusOf(item) == ItemStatus.Skipped);
        return skipped > 0 ? (Prose)$"{view.Settled} of {view.Total}, {skipped} skipped" : $"{view.Settled} of {view.Total} done";
    }

    public static Prose Id(RunView view)
    {
        var run = view.Run;
        if (run.EndedAt is { } ended && run.Status != RunStatus.RolledBack)
        {
            var plan = run.Status == RunStatus.Completed ? PlanRows.OfRun(view) : Prose.Empty;
            return Prose.Join(" · ", [$"{MigrationId(run)}", $"run {run.Id}", $"{run.StartedAt} to {ended}, {ended - run.StartedAt}", plan, $"{run.StartedBy}"]);
        }
        return $"{MigrationId(run)} · run {run.Id} · since {run.StartedAt} · {run.StartedBy}";
    }

    /// <summary>What is missing and who can give it; empty when the run has ended.</summary>
    public static Prose Now(RunView view)
    {
        var run = view.Run;
        if (run.Divergence is { } found) return DivergenceRows.Now(view, found);
        return view.State switch
        {
            BoardState.Alert => AlertRows.Now(view, run.OpenAlert!),
            BoardState.NeedsDecision => Decision(view, run.Undecided.First()),
            BoardState.Scheduled => CalendarRows.Now(view),
            BoardState.Running when run.RunningSteps.FirstOrDefault(view.LacksRunner) is { } waiting => Waiting(view, waiting),
            BoardState.Running => RunningSteps(run) is { } running ? $"{running} {(Prose)(IsCalling(run) ? "Whoever answers ends it." : "Nothing is needed from you.")}" : Open(view),
            BoardState.WaitingForSignOff => Unsigned(view),
            BoardState.RollingBack => RollingBack(view),
            BoardState.RolledBack when run.HoldsEnvironment => Locked(view),
            _ => Prose.Empty,
        };
    }

    /// <summary>Roles that one line names; whoever needs the others reads them below it.</summary>
    private const int MostRoles = 5;

    /// <summary>An item's words may be a page long; nobody listens to it in every notification.</summary>
    private const int AloudLetters = 120;

    public static Prose Aloud(RunView view) => Rehearsed(view.Run, AloudState(view)).Shortened(AloudLetters);

    private static Prose AloudState(RunView view)
    {
        var run = view.Run;
        Prose on = $"{(Prose)Say(view.State)} on {run.Environment}";
        if (run.Divergence is { } found) return $"{on}: {DivergenceRows.Aloud(view, found)}";
        return view.State switch
        {
            BoardState.Completed => $"{on}: {Progress(view)}, {run.Signatures.Count} of {run.Runbook.SignOffs.Count()} signed, in {run.EndedAt!.Value - run.StartedAt}.",
            BoardState.Aborted => $"{on}, {Progress(view)}. The reason: {run.Aborted!.Text}",
            BoardState.RolledBack when !run.HoldsEnvironment => $"Rolled back: {run.Environment} is free again.",
            BoardState.RolledBack => $"Rolled back: {run.Environment} is locked. Nothing starts until {(Prose)(run.Rollback!.Cause is null ? "the cause is noted" : "somebody unlocks it")}.",
            BoardState.RollingBack => $"Rolling back {run.Environment}, {run.Runbook.RollbackSteps.Count(run.IsSettled)} of {Durations.Count(run.Runbook.RollbackSteps.Length, "step")} done. {AloudStep(run)}Only the rollback steps can start.",
            BoardState.Alert => AloudAlert(view, run.OpenAlert!),
            BoardState.NeedsDecision => $"{on}, {view.Settled} of {view.Total}. {Failure(run, run.Undecided.First())} {PersonNames.List(view.Deciders)} decides.",
            BoardState.Scheduled => $"{on} for {run.Appointment!.When}, {Progress(view)}. {CalendarRows.Aloud(view)}{AloudGaps(view)}",
            _ => $"{on}, {Progress(view)}. {AloudNow(view)}{AloudGaps(view)}",
        };
    }

    public static Prose MigrationId(Run run) =>
        run.Runbook.Information.FirstOrDefault(field => field.Label.Equals("Migration ID", StringComparison.OrdinalIgnoreCase)) is { } field
        && (run.Fields.GetValueOrDefault(field.Label) ?? field.Value) is { } id
            ? (Prose)$"{id.Trim('`')}"
            : $"{run.Runbook.Title}";

    private static Prose? RunningSteps(Run run)
    {
        var running = run.RunningSteps.ToList();
        if (running.Count == 0) return null;
        var attempt = run[running[0]].LastAttempt!;
        return running.Count == 1
            ? (Prose)$"{running[0].Number} is {(Prose)(run.IsSpoken(running[0]) ? "calling" : "running")}, started {attempt.At} by {attempt.By}."
            : $"{Prose.List([.. running.Select(item => (Prose)$"{item.Number}")])} are running.";
    }

    /// <summary>"2.2.2 waits for a runner db1 since 22:16. @dba can start one or cancel the step. At 22:21 @devops is paged."</summary>
    private static Prose Waiting(RunView view, Item item)
    {
        var called = view.Run.Alerts.LastOrDefault(alert => alert.IsOpen && alert.Kind == AlertKind.Decision && alert.About == item.Key);
        var paged = called is { Pages: [.., var last] } ? (Prose)$" Paged: {view.Access.Naming(last.Rung.Person)} {last.At}."
            : Agenda.NextCallForRunner(view.Run, view.Access) is { } next ? $" At {next.At} {view.Access.Naming(next.Rung.Person)} is paged."
            : Prose.Empty;
        return $"{item.Number} {view.Waiting(item)}. {PersonNames.List(view.Operators)} can cancel it or mark it done.{paged}";
    }

    private static Prose Open(RunView view)
    {
        var phase = view.ActivePhase!;
        var open = phase.Items.Where(item => !view.Run.IsSettled(item)).ToList();
        var next = open.FirstOrDefault(item => Gate.For(view.Run, item).IsOpen) ?? open[0];
        if (next.IsStep && open.Where(item => Gate.For(view.Run, item).IsOpen).All(item => item.IsStep))
            return $"{Refusals.Named(next)} is next. {PersonNames.List(view.Operators)} can run it.";
        return open.Count == 1
            ? (Prose)$"1 item is open in phase {phase.Number}. {WhoTicks(view, next)} can mark it done."
            : $"{open.Count} items are open in phase {phase.Number}. Anyone on the People list can mark them done.";
    }

    private static Prose WhoTicks(RunView view, Item item) => item.Role is { } role
        ? PersonNames.List(view.Access.HoldersOf(view.Run.Runbook, role))
        : $"Anyone on the People list";

    private static Prose Unsigned(RunView view)
    {
        var run = view.Run;
        var wanted = run.Runbook.SignOffs.Where(candidate => !run.Signatures.ContainsKey(candidate.Role) && SignOffOrder.RolesBefore(run, candidate).Count == 0).ToList();
        if (wanted.Count > 1) return UnsignedBySeveral(view, wanted);
        var line = wanted[0];
        var holders = view.Access.HoldersOf(run.Runbook, line.Role);
        if (holders.IsEmpty) return $"{line.Role} has not signed, and nobody holds it. Whoever runs this service names a holder.";
        return run.SignOffSince is { } since
            ? (Prose)$"{line.Role} has not signed: {PersonNames.List(holders)}, asked {since}{Reminded(run, line)}."
            : $"{line.Role} has not signed: {PersonNames.List(holders)}.";
    }

    /// <summary>"Product Owner (@po) and Operations Manager (@ops) have not signed. Asked 23:05, reminded 23:20."</summary>
    private static Prose UnsignedBySeveral(RunView view, List<SignOffLine> wanted)
    {
        var run = view.Run;
        var named = wanted.Count > MostRoles ? MostRoles - 1 : wanted.Count;
        List<Prose> roles = [.. wanted.Take(named).Select(line => (Prose)$"{line.Role} ({Holders(view, line)})")];
        if (wanted.Count > named) roles.Add($"{wanted.Count - named} more");
        var reminded = wanted.OrderByDescending(line => run.Reminders.GetValueOrDefault(line.Role).At).First();
        var asked = run.SignOffSince is { } since ? (Prose)$" Asked {since}{Reminded(run, reminded)}." : Prose.Empty;
        return $"{Prose.List(roles)} have not signed.{asked}";
    }

    private static Prose Holders(RunView view, SignOffLine line) =>
        view.Access.HoldersOf(view.Run.Runbook, line.Role) is { IsEmpty: false } holders ? PersonNames.List(holders) : $"held by nobody";

    private static Prose Reminded(Run run, SignOffLine line) =>
        run.Reminders.GetValueOrDefault(line.Role) is { Times: > 0 } last ? (Prose)$", reminded {last.At}" : Prose.Empty;

    private static Prose Decision(RunView view, Item item)
    {
        var state = view.Run[item];
        // Who has taken it may have judged: then it is for somebody else, or for nobody.
        if (state.DecidedBy is { } taken && state.Judgements.IsEmpty) return $"{taken.By} has been deciding on {item.Number} since {taken.At}.";
        var who = PersonNames.List(view.Deciders);
        if (view.Run.StatusOf(item) == ItemStatus.Unknown)
        {
            var last = state.Judgements.LastOrDefault();
            if (last is not null) return $"{last.By} says {item.Number} is {(Prose)(last.Done ? "done" : "not done")}. {SecondJudge.Wanted(view.Run, view.Access, item)}";
            return SecondJudge.IsImpossible(view.Run, view.Access, item)
                ? (Prose)$"we do not know how {item.Number} ended. Two people must agree, and there are not two. {SecondJudge.Left(view.Run, view.Access)}"
                : $"we do not know how {item.Number} ended. {who} can decide.";
        }
        // What people judged is so since they agreed, which is later than the end that nobody saw.
        var since = state.Judgements.LastOrDefault()?.At ?? state.LastAttempt!.Ending!.EndedAt;
        return $"{item.Number} {Endings.Verb(state.LastAttempt!)} at {since} and steps are held. {who} can decide. {Untaken(view, item)}";
    }

    /// <summary>"Nobody has taken it. At 22:22 @devops is paged."</summary>
    private static Prose Untaken(RunView view, Item item)
    {
        var called = view.Run.Alerts.LastOrDefault(alert => alert.IsOpen && alert.Kind == AlertKind.Decision && alert.About == item.Key);
        if (called is { Pages: [.., var last] }) return $"Nobody has taken it. Paged: {view.Access.Naming(last.Rung.Person)} {last.At}.";
        return Agenda.NextCallAbout(view.Run, view.Access, item) is { } next ? (Prose)$"Nobody has taken it. At {next.At} {view.Access.Naming(next.Rung.Person)} is paged." : $"Nobody has taken it.";
    }

    private static Prose RollingBack(RunView view)
    {
        var run = view.Run;
        var steps = run.Runbook.RollbackSteps;
        var led = (Prose)$"Only {(Prose)(steps.Length == 1 ? "this" : "these")} {Durations.Count(steps.Length, "step")} can start. Led by {run.Rollback!.By} since {run.Rollback.StartedAt}{(Prose)(run.Rollback.OneAfterAnother ? ", one after another" : "")}.";
        if (run.RunningSteps.FirstOrDefault(view.LacksRunner) is { } waiting) return $"{Waiting(view, waiting)} {led}";
        if (RunningSteps(run) is { } running) return $"{running} {led}";
        return steps.FirstOrDefault(item => !run.IsSettled(item)) is { } next ? $"{Refusals.Named(next)} is next, {(Prose)(next.IsStep ? "with Run" : "by hand")}. {led}" : led;
    }

    private static Prose Locked(RunView view) => view.Run.Rollback!.Cause is null
        ? (Prose)$"nothing can start on {view.Run.Environment} until the cause is noted. {PersonNames.List(view.Deciders)} can note it."
        : $"{view.Run.Environment} is still locked. {PersonNames.List(view.Deciders)} can unlock it.";

    private static Prose AloudAlert(RunView view, Alert alert) =>
        $"Alert on {view.Run.Environment}, {view.Settled} of {view.Total}: {alert.Symptom}. {(alert.Answer is { } answer ? (Prose)$"{answer.By} is on it." : $"Nobody has answered.")} Choose: roll back or false alarm.";

    private static Prose AloudNow(RunView view)
    {
        if (view.Run.RunningSteps.FirstOrDefault(view.LacksRunner) is { } waiting) return $"Step {waiting.Number}, {waiting.Text}, waits for a runner{(view.RunnerLabel is { } label ? (Prose)$" {label}" : Prose.Empty)}.";
        if (AloudStep(view.Run) is { IsEmpty: false } running) return $"{running}{(Prose)(IsCalling(view.Run) ? "An answer is needed." : "Nothing is needed.")}";
        if (view.State == BoardState.WaitingForSignOff)
        {
            var missing = view.Run.Runbook.SignOffs.Where(line => !view.Run.Signatures.ContainsKey(line.Role)).ToList();
            return $"Missing: {Prose.List([.. missing.Select(line => (Prose)$"{line.Role}")])}.";
        }
        var phase = view.ActivePhase!;
        var open = phase.Items.Where(item => !view.Run.IsSettled(item)).ToList();
        return $"{open.Count} {(Prose)(open.Count == 1 ? "item is" : "items are")} open in phase {phase.Number}. Next: {Refusals.Named(open[0])}.";
    }

    private static Prose AloudStep(Run run) => run.RunningSteps.FirstOrDefault() is { } running
        ? (Prose)$"Step {running.Number}, {running.Text}, is {(Prose)(run.IsSpoken(running) ? "calling" : "running")}. "
        : Prose.Empty;

    /// <summary>What runs is a call to people, so something is needed: that one of them answers.</summary>
    private static bool IsCalling(Run run) => run.RunningSteps.Any(run.IsSpoken);

    private static Prose AloudGaps(RunView view)
    {
        var gaps = Gaps.Of(view.Run, view.Access);
        return gaps.IsEmpty
            ? Prose.Empty
            : gaps.Length > 3
            ? (Prose)$" {gaps.Length} gaps."
            : $" {gaps.Length} {(Prose)(gaps.Length == 1 ? "gap" : "gaps")}: {Prose.Join("; ", gaps.Select(gap => gap.Short))}.";
    }

    private static Prose Failure(Run run, Item item) => run.StatusOf(item) == ItemStatus.Unknown
        ? (Prose)$"We do not know how step {item.Number}, {item.Text}, ended. Nothing starts by itself."
        : run[item].LastAttempt!.Ending is { Outcome: Outcome.Failed, ExitCode: { } code }
            ? (Prose)$"Step {item.Number}, {item.Text}, failed with exit code {code}."
            : $"Step {item.Number}, {item.Text}, {Endings.Verb(run[item].LastAttempt!)}.";
}
