using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Domain.Text;

namespace Tinedy.ChatOps.Presentation.Boards;

/// <summary>What is shown of a run whose journal is not the one that was known.</summary>
public static class DivergenceRows
{
    private static readonly Verb[] OnlyLook = [Verb.FullOutput, Verb.AllPhases, Verb.Report, Verb.Evidence, Verb.AcceptJournal];

    public static Prose Now(RunView view, JournalDivergence found) =>
        $"{Changed(found)}, noticed {found.NoticedAt}. Nothing is written to run {view.Run.Id} until {PersonNames.List(view.Operators)} accepts what is there.";

    /// <summary>Read aloud and in notifications, so that it holds no time.</summary>
    public static Prose Aloud(RunView view, JournalDivergence found) =>
        $"{Changed(found)}. Nothing is written to run {view.Run.Id} until {PersonNames.List(view.Operators)} accepts what is there.";

    public static Row Row(Run run, JournalDivergence found) => new(
        "journal", Mark.Failed, $"{Changed(found)}",
        [
            .. found.Cause is null ? [Compared(found)] : ImmutableArray<Prose>.Empty,
            .. run.FoundStarts.Where(one => run.Runbook.Find(one.Item) is not null).Select(one => (Prose)$"{Refusals.Named(run.Runbook.Find(one.Item)!)}: {one.Known}"),
            found.Cause is null
                ? $"What was said here after entry {Math.Min(found.FoundSeq, found.KnownSeq)} may not be in the journal any more. Look at the database before you accept."
                : (Prose)$"What is shown here may not be what happened. Find out what was done to the database or to that host before you accept.",
        ],
        [], [Buttons.AcceptJournal(run)]);

    private static Prose Compared(JournalDivergence found) =>
        $"known: entry {found.KnownSeq}, {(Prose)(found.KnownHead.Length > 0 ? Durations.Digest(found.KnownHead) : "by what refers to it")} · found: entry {found.FoundSeq}, {(Prose)Durations.Digest(found.FoundHead)}";

    /// <summary>"entries 11 to 15 of the journal are gone".</summary>
    public static Prose Changed(JournalDivergence found) => found.Cause is { } cause
        ? (Prose)$"{cause}"
        : !found.IsShorter
        ? (Prose)$"the journal is not the one that was known up to entry {found.KnownSeq}"
        : found.KnownSeq - found.FoundSeq == 1
            ? (Prose)$"entry {found.KnownSeq} of the journal is gone"
            : $"entries {found.FoundSeq + 1} to {found.KnownSeq} of the journal are gone";

    /// <summary>Only what still works: buttons that ask for an entry are left out.</summary>
    public static ImmutableArray<Row> Quiet(IEnumerable<Row> rows) => [.. rows.Select(row => row with { Buttons = Quiet(row.Buttons) })];

    public static ImmutableArray<Button> Quiet(ImmutableArray<Button> buttons) => [.. buttons.Where(button => OnlyLook.Contains(button.Verb))];

    public static Panel Quiet(Panel panel) =>
        panel with { Sections = [.. panel.Sections.Select(section => section with { Rows = Quiet(section.Rows) })] };
}
