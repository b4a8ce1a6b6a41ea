using System.Globalization;
using Tinedy.ChatOps.Domain.Alerts;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Domain.Text;

namespace Tinedy.ChatOps.Presentation.Boards;

/// <summary>Every button there is, in one place: its verb, its words and what a screen reader says.</summary>
public static class Buttons
{
    /// <summary>Letters that a label for screen readers may have.</summary>
    private const int MostAccessible = 75;

    /// <summary>Letters of a button or a dialog's title.</summary>
    private const int MostLetters = 24;

    public static Button MarkDone(Run run, Item item) => About(run, item, Verb.MarkDone, "Mark done", asks: item.IsStep);

    public static Button Undo(Run run, Item item) => About(run, item, Verb.Undo, "Undo", asks: true);

    public static Button Skip(Run run, Item item) => About(run, item, Verb.Skip, "Skip", asks: true);

    public static Button BreakGlass(Run run, Item item) => About(run, item, Verb.BreakGlass, "Break glass", asks: true) with { Danger = true };

    public static Button Run(Run run, Item item) => About(run, item, Verb.Run, "Run", asks: true);

    public static Button Cancel(Run run, Item item) => About(run, item, Verb.Cancel, "Cancel", asks: true);

    public static Button Retry(Run run, Item item) => About(run, item, Verb.Retry, "Retry", asks: true);

    public static Button IsDone(Run run, Item item) => About(run, item, Verb.JudgeDone, "It is done", asks: true);

    public static Button IsNotDone(Run run, Item item) => About(run, item, Verb.JudgeNotDone, "It is not done", asks: true);

    public static Button TakeDecision(Run run, Item item) => About(run, item, Verb.TakeDecision, "I'm on it");

    public static Button FullOutput(Run run, Item item) =>
        About(run, item, Verb.FullOutput, "Full output") with { Target = new ButtonTarget.OfAttempt(item.Key, run[item].Attempts.Length) };

    public static Button SignOff(Run run, string? role = null) => OfRun(run, Verb.SignOff, "Sign off", role is null ? "Sign off" : $"Sign off as {role}", asks: true) with
    { Target = role is null ? new ButtonTarget.WholeRun(run.Seq) : new ButtonTarget.OfRole(role, run.Seq) };

    public static Button Choose(Run run, string contact) => OfRun(run, Verb.Fill, "Choose", $"Choose a person for contact {contact}", asks: true) with
    { Target = new ButtonTarget.OfContact(contact, run.Seq) };

    public static Button RollBack(Run run) => OfRun(run, Verb.RollBack, "Roll back", $"Roll back {run.Environment}", asks: true) with { Danger = true };

    /// <summary>The way back while the run goes forward, whether what was done so far was a command or a person's work; null without one.</summary>
    public static Button? WayBack(Run run) => run.Status == RunStatus.Running && !run.Runbook.RollbackSteps.IsEmpty ? RollBack(run) : null;

    public static Button ApproveRollback(Run run) => OfRun(run, Verb.ApproveRollback, "Approve rollback", $"Approve a rollback of {run.Environment} in advance", asks: true);

    public static Button Acknowledge(Run run, Alert alert) => OfAlert(run, alert, Verb.Acknowledge, "I'm on it", $"I'm on it: alert {alert.Number}");

    public static Button FalseAlarm(Run run, Alert alert) => OfAlert(run, alert, Verb.FalseAlarm, "False alarm", $"False alarm: alert {alert.Number}", asks: true);

    public static Button Raise(Run run) => OfRun(run, Verb.Raise, "Raise an alert", "Raise an alert: a rollback criterion is met", asks: true);

    public static Button Page(Run run) => OfRun(run, Verb.Page, "Page", "Page an emergency contact", asks: true);

    public static Button Drill(Run run) => OfRun(run, Verb.Drill, "Drill", "Drill: try whether the contacts can be reached", asks: true);

    public static Button Tell(Run run) => OfRun(run, Verb.Tell, "Tell stakeholders", "Tell stakeholders", asks: true);

    public static Button NoteCause(Run run) => OfRun(run, Verb.NoteCause, "Note the cause", "Note the cause of the rollback", asks: true);

    public static Button Unlock(Run run) => OfRun(run, Verb.Unlock, Label("Unlock", run.Environment, more: 1), $"Unlock {run.Environment}", asks: true);

    public static Button AcceptJournal(Run run) =>
        OfRun(run, Verb.AcceptJournal, "Accept the journal", $"Accept the journal of run {run.Id} as it is now", asks: true) with { Danger = true };

    public static Button Begin(Run run) => OfRun(run, Verb.Begin, "Start now", $"Start run {run.Id} on {run.Environment} now");

    public static Button AcceptPaper(Run run) => OfRun(run, Verb.AcceptPaper, "Accept ticks", "Accept the ticks of the paper by your name", asks: true);

    public static Button Move(Run run) => OfRun(run, Verb.Schedule, "Move", $"Move run {run.Id} to another moment", asks: true);

    public static Button AllPhases(Run run) => OfRun(run, Verb.AllPhases, "All phases", "Show all phases", asks: true);

    public static Button Report(Run run) => OfRun(run, Verb.Report, "Report", "Report: the filled-in checklist");

    public static Button Evidence(Run run) => OfRun(run, Verb.Evidence, "Evidence", "Evidence: the journal of the run");

    public static Button Note(Run run) => OfRun(run, Verb.Note, "Note", "Write a note", asks: true);

    public static Button Fill(Run run) => OfRun(run, Verb.Fill, "Fill in", "Fill in a field of the checklist", asks: true);

    public static Button Abort(Run run) => OfRun(run, Verb.Abort, "Abort", $"Abort run {run.Id}", asks: true) with { Danger = true };

    /// <summary>A verb with its object; the verb alone where a surface would cut the object.</summary>
    /// <param name="more">Letters that follow it.</param>
    public static string Label(string verb, string what, int more = 0) => verb.Length + 1 + what.Length + more <= MostLetters ? $"{verb} {what}" : verb;

    private static Button About(Run run, Item item, Verb verb, string words, bool asks = false) => new(
        verb, run.Id, new ButtonTarget.OfItem(item.Key, run[item].Version), words, Cut(string.Create(CultureInfo.InvariantCulture, $"{words} {item.Number} {item.Text}")), asks);

    private static Button OfRun(Run run, Verb verb, string words, string accessible, bool asks = false) =>
        new(verb, run.Id, new ButtonTarget.WholeRun(run.Seq), words, Cut(accessible), asks);

    private static Button OfAlert(Run run, Alert alert, Verb verb, string words, FormattableString accessible, bool asks = false) =>
        OfRun(run, verb, words, FormattableString.Invariant(accessible), asks) with { Target = new ButtonTarget.OfAlert(alert.Number, run.Seq) };

    private static string Cut(string text) => Legible.Cut(text, MostAccessible);
}
