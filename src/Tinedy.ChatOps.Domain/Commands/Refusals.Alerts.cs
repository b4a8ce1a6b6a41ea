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

    public static Refusal UnknownAlert(Prose notDone, int number) => Of(RefusalReason.NoAlert,
        $"{notDone}: there is no alert {number} in this run.");

    public static Refusal UnknownCriterion(string typed, Runbook runbook) => Of(RefusalReason.UnknownCriterion, runbook.Criteria.IsEmpty
        ? (Prose)$"Not raised: the runbook has no rollback criteria. Page somebody instead."
        : string.IsNullOrWhiteSpace(typed) ? (Prose)$"Not raised: choose which criterion is met."
        : $"Not raised: {Unknown("there is no criterion", typed)}. There is {Prose.List([.. runbook.Criteria.Select(criterion => (Prose)$"{criterion.Number} {criterion.Text}")])}.");

    public static Refusal UnknownContact(string typed, Runbook runbook) => Of(RefusalReason.UnknownContact, runbook.Contacts.IsEmpty
        ? (Prose)$"Not paged: nobody is called {typed}. Name somebody who is on the People list."
        : string.IsNullOrWhiteSpace(typed) ? (Prose)$"Not paged: choose who is called."
        : $"Not paged: {Unknown("there is no contact", typed)}. There is {Prose.List([.. runbook.Contacts.Select(contact => (Prose)$"{contact.Label}")])}.");

    public static Refusal NoStakeholders(string environment) => Of(RefusalReason.NobodyToCall,
        $"Not sent: {environment} has no stakeholders. Whoever runs this service names them in its settings, {$"Environments:{environment}:Stakeholders"}.");

    public static Refusal NobodyToCall(Run run) => Of(RefusalReason.NobodyToCall,
        $"Not paged: run {run.Id} has no contact who can be called. Choose one on the board, or name their means in the settings, under People.");
}
