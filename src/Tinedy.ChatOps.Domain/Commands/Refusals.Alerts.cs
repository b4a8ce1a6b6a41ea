using Tinedy.ChatOps.Domain.Access;
using Tinedy.ChatOps.Domain.Alerts;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Domain.Text;

namespace Tinedy.ChatOps.Domain.Commands;

/// <content>About alerts, and about calling and telling people.</content>
public static partial class Refusals
{
    public static Refusal AlertIsOpen(Prose notDone, Alert alert, IReadOnlyList<Person> deciders) => Of(RefusalReason.AlertIsOpen,
        $"{notDone}: alert {alert.Number} is open and steps are held: {alert.Symptom}. {Can(deciders, "roll back or say that it is a false alarm")}");

    public static Refusal AlreadyRaised(Alert alert) => Of(RefusalReason.AlreadyDone,
        $"Already raised: alert {alert.Number} is open since {alert.At}, by {alert.By}. Nothing changed.");

    public static Refusal AlreadyAnswered(Alert alert) => Of(RefusalReason.AlreadyDone,
        $"Already answered: {alert.Answers[^1].By} has been on alert {alert.Number} since {alert.Answers[^1].At}. Nothing changed.");

    public static Refusal AlertOver(Prose notDone, Alert alert) => Of(RefusalReason.AlreadyDone,
        $"{notDone}: alert {alert.Number} was ended at {alert.Closed!.At} by {alert.Closed.By}. Nothing changed.");

    public static Refusal NoAlert(Prose notDone, Run run) => Of(RefusalReason.NoAlert,
        $"{notDone}: no alert of run {run.Id} waits for anybody. Nothing changed.");

    /// <param name="near">What may have been meant.</param>
    public static Refusal UnknownAlert(Prose notDone, Run run, string typed, IReadOnlyList<Alert> near)
    {
        var open = run.Alerts.Where(alert => alert.IsOpen).Select(alert => AlertNames.Title(run, alert)).ToList();
        var listed = open.Count == 0 ? (Prose)$"None is open." : $"Open: {Prose.Join("; ", open)}.";
        return Of(RefusalReason.NoAlert, $"{notDone}: there is no alert \"{typed}\" in this run.{DidYouMean([.. near.Select(alert => (Prose)$"{alert.Number}")])} {listed}");
    }

    /// <summary>Nothing is done for one of several on a guess.</summary>
    public static Refusal SeveralAlerts(Prose notDone, string verb, Run run, IReadOnlyList<Alert> fitting) => Of(RefusalReason.SeveralAlerts,
        $"{notDone}: {fitting.Count} alerts can be meant: {Prose.Join("; ", fitting.Select(alert => AlertNames.Title(run, alert)))}. Write which: {(Prose)verb} {fitting[^1].Number}.");

    public static Refusal UnknownCriterion(string typed, Runbook runbook) => Of(RefusalReason.UnknownCriterion, runbook.Criteria.IsEmpty
        ? (Prose)$"Not raised: the runbook has no rollback criteria. Page somebody instead."
        : string.IsNullOrWhiteSpace(typed) ? (Prose)$"Not raised: choose which criterion is met."
        : $"Not raised: {Unknown("there is no criterion", RunbookNames.Criterion(runbook, typed), Named)} There is {Prose.List([.. runbook.Criteria.Select(Named)])}.");

    public static Refusal UnknownContact(string typed, Runbook runbook, AccessDirectory access) => Of(RefusalReason.UnknownContact, runbook.Contacts.IsEmpty
        ? (Prose)$"Not paged: {Unknown("nobody is called", AccessDirectory.Called(runbook, access, typed), name => $"{name}")} Name somebody who is on the People list."
        : string.IsNullOrWhiteSpace(typed) ? (Prose)$"Not paged: choose who is called."
        : $"Not paged: {Unknown("there is no contact", AccessDirectory.Called(runbook, access, typed), name => $"{name}")} There is {Prose.List([.. runbook.Contacts.Select(contact => (Prose)$"{contact.Label}")])}.");

    /// <param name="next">The contact that would be called in its place.</param>
    public static Refusal NobodyIsContact(string contact, Run run, string next) => Of(RefusalReason.NobodyToCall,
        $"Not paged: {contact} is nobody yet in run {run.Id}. Choose who on the board, or page {next}.");

    public static Refusal NoStakeholders(string environment) => Of(RefusalReason.NobodyToCall,
        $"Not sent: {environment} has no stakeholders. Whoever runs this service names them in its settings, {$"Environments:{environment}:Stakeholders"}.");

    public static Refusal NobodyToCall(Run run) => Of(RefusalReason.NobodyToCall,
        $"Not paged: run {run.Id} has no contact who can be called. Choose one on the board, or name their means in the settings, under People.");
}
