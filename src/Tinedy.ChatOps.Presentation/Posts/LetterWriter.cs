using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Alerts;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Domain.SignOffs;
using Tinedy.ChatOps.Domain.Text;
using Tinedy.ChatOps.Presentation.Boards;

namespace Tinedy.ChatOps.Presentation.Posts;

/// <summary>What is said to one person and to nobody else, because it is they who must act.</summary>
public static class LetterWriter
{
    public static ImmutableArray<Post.OfPerson> Write(RunView view, IEnumerable<JournalEntry> journal) =>
        [.. Letters(view, journal).Select(letter => letter with { Text = Headline.Rehearsed(view.Run, letter.Text) })];

    private static IEnumerable<Post.OfPerson> Letters(RunView view, IEnumerable<JournalEntry> journal) =>
        [.. Unreached(view), .. Asked(view), .. StartLetters.Write(view, journal), .. journal.SelectMany(entry => Glass(view, entry)), .. journal.Select(entry => Void(view, entry)).OfType<Post.OfPerson>()];

    /// <summary>Each holder is asked once the turn of their role has come; the letter changes when somebody has signed.</summary>
    private static IEnumerable<Post.OfPerson> Asked(RunView view)
    {
        var run = view.Run;
        if (!run.AllItemsSettled) yield break;
        foreach (var line in run.Runbook.SignOffs.Where(line => run.Signatures.ContainsKey(line.Role) || SignOffOrder.RolesBefore(run, line).Count == 0))
            foreach (var holder in view.Access.HoldersOf(run.Runbook, line.Role))
                yield return new(run.Id, $"ask/{line.Role}/{holder.Name}", holder, Ask(view, line), IsWanted(run, line) ? [Buttons.SignOff(run, line.Role)] : [])
                {
                    IsOver = !IsWanted(run, line),
                };
    }

    /// <summary>When nobody could be reached, everyone with a role hears of it: it may be anybody who is awake.</summary>
    private static IEnumerable<Post.OfPerson> Unreached(RunView view)
    {
        var run = view.Run;
        foreach (var alert in run.Alerts.Where(alert => alert is { Kind: not AlertKind.Drill } && (alert.Unreached is not null || alert.Round > 1)))
            foreach (var person in Everyone(view))
                yield return new(run.Id, FormattableString.Invariant($"unreached/{alert.Number}/{person.Name}"), person,
                    alert.IsCalling
                        ? (Prose)$"Nobody could be reached on {run.Environment}, run {run.Id}: {AlertRows.What(view, alert)} since {alert.Since}. Can you answer?"
                        : $"Run {run.Id} on {run.Environment}: {AlertRows.What(view, alert)}. Somebody has answered. Nothing to do.",
                    alert.IsCalling ? [Buttons.Acknowledge(run, alert)] : [])
                {
                    IsOver = !alert.IsCalling,
                };
    }

    private static IEnumerable<Post.OfPerson> Glass(RunView view, JournalEntry entry) => entry.Event is not RunEvent.GlassBroken broken
        ? []
        : Everyone(view).Where(person => !person.Identities.Any(entry.By.Accounts.Contains)).Select(person => new Post.OfPerson(
            view.Run.Id, FormattableString.Invariant($"glass/{entry.Seq}/{person.Name}"), person,
            $"Glass broken on {view.Run.Environment}, run {view.Run.Id}: {entry.By} lets {Refusals.Named(view.Run.Runbook.Find(broken.Item)!)} go before what it waits for. The reason: \"{broken.Reason}\"", []));

    internal static IEnumerable<Person> Everyone(RunView view) =>
        view.OperatorsAndContacts.Concat(view.Run.Runbook.SignOffs.SelectMany(line => view.Access.HoldersOf(view.Run.Runbook, line.Role))).Distinct();

    private static bool IsWanted(Run run, SignOffLine line) => run.Status == RunStatus.Running && !run.Signatures.ContainsKey(line.Role);

    private static Prose Ask(RunView view, SignOffLine line)
    {
        var run = view.Run;
        if (run.Signatures.GetValueOrDefault(line.Role) is { } signed)
            return $"{line.Role} signed run {run.Id} on {run.Environment}: {signed.By} at {signed.At}. Nothing to do.";
        if (run.IsOver || run.Status == RunStatus.RollingBack)
            return $"Run {run.Id} on {run.Environment} goes on without a signature of {line.Role}. Nothing to do.";
        var reminded = run.Reminders.GetValueOrDefault(line.Role) is { Times: > 0 } last ? (Prose)$" Asked {SignOffOrder.WantedSince(run, line) ?? last.At}, reminded {last.At}." : Prose.Empty;
        return $"Run {run.Id} on {run.Environment} waits for your signature as {line.Role}: {Headline.Progress(view)}.{reminded}";
    }

    private static Post.OfPerson? Void(RunView view, JournalEntry entry)
    {
        if (entry.Event is not RunEvent.SignOffVoided voided) return null;
        var signer = view.Run.NotSigned.GetValueOrDefault(voided.Role) is { Void: true } withheld ? withheld.By
            : view.Run.Signatures.GetValueOrDefault(voided.Role)?.By;
        return signer?.Via is { } account && view.Access.Find(account) is { } person
            ? new(view.Run.Id, FormattableString.Invariant($"void/{entry.Seq}"), person,
                $"Your signature as {voided.Role} for run {view.Run.Id} on {view.Run.Environment} is void since {entry.At}: {voided.Why}. You can sign again.", [])
            : null;
    }
}
