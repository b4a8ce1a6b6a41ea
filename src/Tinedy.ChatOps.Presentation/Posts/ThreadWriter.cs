using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Domain.Text;
using Tinedy.ChatOps.Presentation.Boards;

namespace Tinedy.ChatOps.Presentation.Posts;

/// <summary>
/// What a run says beside its board: replies in the thread, one for each event that matters and
/// edited while it goes on, and the few messages that a channel sees.
/// </summary>
public static class ThreadWriter
{
    public static ImmutableArray<ThreadEntry> Thread(RunView view, IReadOnlyList<JournalEntry> journal) =>
        [.. journal.Select(entry => Reply(view, entry) is { } reply ? reply with { Withdrawn = Withdrawal(journal, entry) } : null).OfType<ThreadEntry>()];

    /// <summary>What was said and was taken back later says so itself: a reply that stays as it was would still be believed.</summary>
    private static Prose Withdrawal(IReadOnlyList<JournalEntry> journal, JournalEntry entry) => entry.Event switch
    {
        RunEvent.ItemSkipped e when After(journal, entry, later => later is RunEvent.ItemUndone undone && undone.Item == e.Item) is { } undo => $"undone {undo.At} by {undo.By}",
        RunEvent.SignedOff e when After(journal, entry, later => later is RunEvent.SignOffVoided voided && voided.Role == e.Role) is { } end => $"void since {end.At}",
        RunEvent.RollbackApproved when After(journal, entry, later => later is RunEvent.TargetChanged) is { } end => $"void since {end.At}",
        _ => Prose.Empty,
    };

    private static JournalEntry? After(IReadOnlyList<JournalEntry> journal, JournalEntry entry, Func<RunEvent, bool> ends) =>
        journal.FirstOrDefault(later => later.Seq > entry.Seq && ends(later.Event));

    /// <summary>Start, alert, rollback and end: two messages for a good run.</summary>
    public static ImmutableArray<Post.OfChannel> Channel(RunView view, IEnumerable<JournalEntry> journal) =>
        [.. journal.Select(entry => Notice(view, entry)).OfType<Post.OfChannel>(), .. view.Run.Divergence is { } found ? [Diverged(view, found)] : ImmutableArray<Post.OfChannel>.Empty];

    private static ThreadEntry? Reply(RunView view, JournalEntry entry) => entry.Event switch
    {
        RunEvent.StepStarted e => Step(view, entry, e),
        RunEvent.StepEnded { Ending.Outcome: Outcome.Failed or Outcome.TimedOut or Outcome.Unknown } e => Said(entry,
            $"{Refusals.Named(view.Run.Runbook.Find(e.Item)!)} · {Endings.Say(view.Run[e.Item].Attempts[e.Attempt - 1])}. {PersonNames.List(view.Deciders, "and")}: decide on the board."),
        RunEvent.StepFound e => Said(entry,
            $"{Refusals.Named(view.Run.Runbook.Find(e.Item)!)} · outcome unknown: {e.Runner} had started it. {PersonNames.List(view.Deciders, "and")}: decide on the board."),
        RunEvent.ItemSkipped e => Said(entry, $"{Refusals.Named(view.Run.Runbook.Find(e.Item)!)} · skipped {entry.At} by {entry.By}: \"{e.Reason}\""),
        RunEvent.NoteWritten e => Said(entry, $"Note · {entry.By} {entry.At}: \"{e.Text}\""),
        RunEvent.SignedOff e => Said(entry, Signed(entry, e)),
        RunEvent.SignOffDeclined e => Said(entry, $"{e.Role} · not yet, {entry.By} {entry.At}: \"{e.Remark}\""),
        RunEvent.SignOffVoided e => Said(entry, $"{e.Role}'s signature is void: {e.Why}. {PersonNames.List(view.Access.HoldersOf(view.Run.Runbook, e.Role))} can sign again."),
        RunEvent.OutcomeJudged e => Said(entry,
            $"{Refusals.Named(view.Run.Runbook.Find(e.Item)!)} · {entry.By} {entry.At}: {(Prose)(e.Done ? "it is done" : "it is not done")}, \"{e.HowKnown}\""),
        RunEvent.RollbackApproved e => Said(entry, $"Rollback approved in advance · {e.Role} · {entry.By} {entry.At}"),
        RunEvent.TargetChanged => Said(entry, $"The settings of {view.Run.Environment} changed at {entry.At}. Signatures over the old ones are void."),
        RunEvent.AlertRaised e => Said(entry, AlertRows.Log(view, view.Run.Alerts[e.Alert - 1])),
        RunEvent.WatcherChanged e when WatchRows.Said(view, entry, e) is { } said => Said(entry, said),
        RunEvent.StakeholdersTold e => Said(entry, $"Stakeholders · {entry.By} {entry.At}, to {e.To}: \"{e.Text}\"{Arrived(view.Run, entry)}"),
        RunEvent.Scheduled e => Said(entry, $"{entry.By} {entry.At}: {CalendarRows.Said(e)}."),
        RunEvent.StartMissed e => Said(entry, $"{CalendarRows.Missed(view.Run, entry, e)} {PersonNames.List(view.Operators)} can start it now, move it or abort it."),
        RunEvent.TimeWarned e => Said(entry, $"{CalendarRows.Warning(e.What, e.Moment, entry.At)}. {PersonNames.List(view.Operators)}: look at the board."),
        RunEvent.CauseNoted e => Said(entry, $"Cause · {entry.By} {entry.At}: \"{e.Cause}\""),
        _ => null,
    };

    private static Prose Arrived(Run run, JournalEntry entry) => run.Told.First(told => told.Seq == entry.Seq).Last switch
    {
        null => $" · being sent",
        { Result: DeliveryResult.Accepted } => $" · delivered",
        { } failed => $" · not delivered: {failed.Proof}",
    };

    private static ThreadEntry Step(RunView view, JournalEntry entry, RunEvent.StepStarted started)
    {
        var attempt = view.Run[started.Item].Attempts[started.Attempt - 1];
        var name = Refusals.Named(view.Run.Runbook.Find(started.Item)!);
        var id = new AttemptId(view.Run.Id, started.Item, started.Attempt);
        if (attempt.Ending is null && view.LacksRunner(view.Run.Runbook.Find(started.Item)!))
            return new(Key(entry), entry.At, $"{name} · {view.Waiting(view.Run.Runbook.Find(started.Item)!)} · {entry.By} · attempt {started.Attempt}", [], id);
        if (attempt.Ending is not { } ending)
            return new(Key(entry), entry.At, $"{name} · running since {entry.At} · {entry.By} · attempt {started.Attempt}", view.Progress.GetValueOrDefault(id)?.Tail ?? [], id);
        var printed = ending.OutputDigest is { } digest
            ? (Prose)$" · {(int)Math.Min(int.MaxValue, ending.Lines)} {(Prose)(ending.Lines == 1 ? "line" : "lines")}, sha256 {(Prose)Durations.Digest(digest)}"
            : Prose.Empty;
        var found = Prose.Join(" · ", [ending is { Outcome: Outcome.Succeeded, Known: { } known } ? $"{known}" : Prose.Empty, ending.Warning is { } warning ? $"warning: {warning}" : Prose.Empty]);
        return new(Key(entry), entry.At, Prose.Join(" · ", [$"{name} · {Endings.Say(attempt)}{printed}", found]), ending.Tail, id);
    }

    private static Prose Signed(JournalEntry entry, RunEvent.SignedOff signed)
    {
        var remark = signed.Remark is { } text ? (Prose)$" · \"{text}\"" : Prose.Empty;
        return $"{signed.Role} signed · {entry.By} {entry.At} · content {(Prose)Durations.Digest(signed.Content)}{remark}";
    }

    private static Post.OfChannel? Notice(RunView view, JournalEntry entry)
    {
        var run = view.Run;
        Prose? text = entry.Event switch
        {
            RunEvent.AlertRaised e => AlertRows.Notice(view, run.Alerts[e.Alert - 1]),
            RunEvent.GlassBroken e => $"Glass broken on {run.Environment}, run {run.Id}: {entry.By} lets {Refusals.Named(run.Runbook.Find(e.Item)!)} go before what it waits for, {entry.At}: \"{e.Reason}\"",
            RunEvent.StepStarted e when Passes(run, e.Item) is { } item => NoReturn(run, item, entry),
            RunEvent.ItemTicked e when Passes(run, e.Item) is { } item => NoReturn(run, item, entry),
            RunEvent.StepStarted e when Tells(run, e.Item) => $"{run.Environment}, run {run.Id}: {e.Command.Trim()}",
            RunEvent.Begun => entry.By.Via is null
                ? (Prose)$"Started on {run.Environment}, run {run.Id}, {entry.At}: the moment it was scheduled for has come, and nothing is missing."
                : $"Started on {run.Environment}, run {run.Id}, {entry.At} by {entry.By}.",
            RunEvent.RollbackStarted => $"Rolling back {run.Environment}, run {run.Id}: started {entry.At} by {entry.By}.",
            RunEvent.RolledBack => RolledBack(view, entry),
            RunEvent.JournalAccepted e => $"Run {run.Id} on {run.Environment} goes on from entry {e.FoundSeq}, {entry.At} by {entry.By}: \"{e.Reason}\"",
            RunEvent.Completed => $"Completed on {run.Environment}, run {run.Id}: {run.StartedAt} to {entry.At}, {entry.At - run.StartedAt}.",
            RunEvent.Aborted e => $"Aborted on {run.Environment}, run {run.Id}, {entry.At} by {entry.By}: \"{e.Reason}\"",
            _ => null,
        };
        return text is null ? null : new Post.OfChannel(run.Id, NoticeKey(entry), Headline.Rehearsed(run, text));
    }

    /// <summary>One message, edited until the environment is free again.</summary>
    private static Prose RolledBack(RunView view, JournalEntry entry)
    {
        var run = view.Run;
        return run.Rollback switch
        {
            { Unlocked: { } unlocked } => $"Rolled back: {run.Environment} is free again, unlocked {unlocked.At} by {unlocked.By}. Run {run.Id}, {entry.At}.",
            { Cause: not null } => $"Rolled back: {run.Environment} is locked, the cause is noted. {PersonNames.List(view.Deciders)} can unlock it. Run {run.Id}, {entry.At}.",
            _ => $"Rolled back: {run.Environment} is locked until the cause is noted. Run {run.Id}, {entry.At}.",
        };
    }

    private static Item? Passes(Run run, ItemKey key) => run.Runbook.Find(key) is { IsPointOfNoReturn: true } item ? item : null;

    private static bool Tells(Run run, ItemKey key) =>
        run.Runbook.Find(key) is { Command: { Kind: CommandKind.Notify, To: not CommandBlock.Stakeholders } } item && run.IsSpoken(item);

    private static Prose NoReturn(Run run, Item item, JournalEntry entry) =>
        $"Run {run.Id} on {run.Environment} passes its point of no return: {Refusals.Named(item)}, {entry.At} by {entry.By}.";

    private static ThreadEntry Said(JournalEntry entry, Prose text) => new(Key(entry), entry.At, text, [], null);

    /// <summary>An entry that is told in the thread as well has another message in the channel. The first four names are stored for ever.</summary>
    private static string NoticeKey(JournalEntry entry) => entry.Event is RunEvent.RollbackStarted or RunEvent.RolledBack or RunEvent.Completed or RunEvent.Aborted
        ? Key(entry)
        : FormattableString.Invariant($"notice/{entry.Seq}");

    private static string Key(JournalEntry entry) => FormattableString.Invariant($"entry/{entry.Seq}");

    private static Post.OfChannel Diverged(RunView view, JournalDivergence found) => new(
        view.Run.Id, FormattableString.Invariant($"divergence/{found.KnownSeq}/{found.FoundSeq}/{found.FoundHead[..Math.Min(8, found.FoundHead.Length)]}"),
        Headline.Rehearsed(view.Run, $"Run {view.Run.Id} on {view.Run.Environment} is stopped: {DivergenceRows.Changed(found)}, noticed {found.NoticedAt}. {PersonNames.List(view.Operators)} can look and accept what is there."));
}
