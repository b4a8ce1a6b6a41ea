using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Calendar;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Domain.Text;
using Tinedy.ChatOps.Presentation.Boards;

namespace Tinedy.ChatOps.Presentation.Posts;

/// <summary>Letters about a scheduled start: to those who owe something for it, and, when it did not come about, to all who can mend that.</summary>
internal static class StartLetters
{
    /// <summary>Items that a letter names before it counts the rest.</summary>
    private const int MostNamed = 5;

    public static IEnumerable<Post.OfPerson> Write(RunView view, IEnumerable<JournalEntry> journal) => journal.SelectMany(entry => entry.Event switch
    {
        RunEvent.StartReminded => Reminders(view, entry),
        RunEvent.StartMissed => Missed(view, entry),
        _ => [],
    });

    /// <summary>Whoever owes nothing when it is sent gets none; whoever has got one reads there that it is over.</summary>
    private static IEnumerable<Post.OfPerson> Reminders(RunView view, JournalEntry entry)
    {
        var run = view.Run;
        var owing = run.Status == RunStatus.Scheduled ? Readiness.Owing(run, view.Access).ToDictionary(one => one.Person, one => one.Owes) : [];
        foreach (var person in Concerned(view))
        {
            var owes = owing.GetValueOrDefault(person);
            yield return new(run.Id, FormattableString.Invariant($"start/{entry.Seq}/{person.Name}"), person, owes.IsDefault
                ? (Prose)$"Run {run.Id} on {run.Environment}: you owe nothing for its start. Nothing to do."
                : $"Run {run.Id} starts on {run.Environment} {run.Appointment!.When}. You still owe: {Named(owes)}.", [])
            {
                IsOver = owes.IsDefault,
            };
        }
    }

    private static IEnumerable<Post.OfPerson> Missed(RunView view, JournalEntry entry)
    {
        var run = view.Run;
        var waits = run is { Status: RunStatus.Scheduled, Appointment.Missed: { } missed } && missed.At == entry.At;
        foreach (var person in LetterWriter.Everyone(view))
            yield return new(run.Id, FormattableString.Invariant($"missed/{entry.Seq}/{person.Name}"), person, waits
                ? (Prose)$"Run {run.Id} on {run.Environment}. {CalendarRows.Missed(run, entry, (RunEvent.StartMissed)entry.Event)} {PersonNames.List(view.Operators)} can start it now, move it or abort it."
                : $"Run {run.Id} on {run.Environment} did not start at {entry.At}. It has been seen to. Nothing to do.",
                waits && view.Operators.Contains(person) ? [Buttons.Begin(run)] : [])
            {
                IsOver = !waits,
            };
    }

    /// <summary>Operators, and whoever holds the role of an item of the preparation.</summary>
    private static IEnumerable<Person> Concerned(RunView view) =>
        view.Operators.Concat((view.Run.Preparation?.Items ?? []).Select(item => item.Role).OfType<string>().SelectMany(role => view.Access.HoldersOf(view.Run.Runbook, role))).Distinct();

    private static Prose Named(ImmutableArray<Prose> owes) => owes.Length <= MostNamed
        ? Prose.Join("; ", owes)
        : $"{Prose.Join("; ", owes.Take(MostNamed))}; and {owes.Length - MostNamed} more";
}
