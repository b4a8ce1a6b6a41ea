using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runbooks;

namespace Tinedy.ChatOps.Domain.Runs;

/// <summary>What each event does to the state. Judges nothing: what is in the journal has happened.</summary>
internal static class RunFold
{
    public static Run Begin(Runbook runbook, JournalEntry first) => first.Event is RunEvent.Started started
        ? new Run
        {
            Id = first.RunId,
            Environment = started.Environment,
            RunbookName = started.RunbookName,
            Runbook = runbook,
            StartedBy = first.By,
            StartedAt = first.At,
            Seq = first.Seq,
            TargetDigest = started.TargetDigest,
            Pinned = started.Pinned,
            Rehearsal = started.Rehearsal,
            MovedAt = first.At,
            BegunAt = first.At,
            Usually = started.Usually,
        }
        : throw new InvalidOperationException($"Run {first.Run} does not begin with its start but with {first.Event.GetType().Name}.");

    public static Run Apply(Run run, JournalEntry entry)
    {
        var next = WatchFold.Apply(AlertFold.Apply(Change(run, entry), entry), entry) with { Seq = entry.Seq, MovedAt = entry.By.Via is null ? run.MovedAt : entry.At };
        var mayAffectItems = entry.Event is RunEvent.ItemTicked or RunEvent.ItemSkipped or RunEvent.ItemUndone or RunEvent.StepEnded or RunEvent.StepFound or RunEvent.OutcomeJudged;
        if (!mayAffectItems) return next;
        return next with { SignOffSince = next.AllItemsSettled ? run.SignOffSince ?? entry.At : null };
    }

    private static Run Change(Run run, JournalEntry entry)
    {
        var (by, at) = (entry.By, entry.At);
        return entry.Event switch
        {
            RunEvent.ItemTicked e => Touch(run, entry, e.Item, state => state with { Ticks = state.Ticks.Add(new(by, at, e.Note)), FollowsTick = e.Follows == true }),
            RunEvent.ItemSkipped e => Touch(run, entry, e.Item, state => state with { Skipped = new(by, at, e.Reason) }),
            RunEvent.ItemUndone e => Touch(run, entry, e.Item, state => state with
            {
                Ticks = state.Ticks.RemoveAll(tick => tick.By.IsSameHuman(by)),
                Skipped = state.Skipped is { } skip && skip.By.IsSameHuman(by) ? null : state.Skipped,
            }),
            RunEvent.StepStarted e => Touch(run, entry, e.Item, state => state with
            {
                Attempts = state.Attempts.Add(new(e.Attempt, by, at, e.Command, e.CommandDigest, e.Bindings, e.Reason, null, null) { Seq = entry.Seq }),
                Judgements = [],
                DecidedBy = null,
            }),
            RunEvent.StepTaken e => run with { Items = run.Items.SetItem(e.Item, Changed(run[e.Item], e.Attempt, attempt => attempt with { Taken = new(e.Runner, at) })) },
            RunEvent.StepCancelled e => Attempt(run, entry, e.Item, e.Attempt, attempt => attempt with { Cancel = new(by, at, null) }),
            RunEvent.StepEnded e => Attempt(run, entry, e.Item, e.Attempt, attempt => attempt with { Ending = e.Ending }),
            RunEvent.StepFound e => Touch(run, entry, e.Item, state => state with
            {
                Attempts = state.Attempts.Add(Found(entry, e)),
                Judgements = [],
                DecidedBy = null,
            }),
            RunEvent.OutcomeJudged e => Touch(run, entry, e.Item, state => state with { Judgements = state.Judgements.Add(new(by, at, e.Done, e.HowKnown)) }),
            RunEvent.DecisionTaken e => Touch(run, entry, e.Item, state => state with { DecidedBy = new(by, at, null) }),
            RunEvent.SignedOff e => run with
            {
                Signatures = run.Signatures.SetItem(e.Role, new(e.Role, by, at, e.Content, e.Remark)),
                NotSigned = run.NotSigned.Remove(e.Role),
            },
            RunEvent.SignOffDeclined e => run with { NotSigned = run.NotSigned.SetItem(e.Role, new(e.Role, by, at, Void: false, e.Remark)) },
            RunEvent.SignOffVoided e => run with
            {
                Signatures = run.Signatures.Remove(e.Role),
                NotSigned = run.NotSigned.SetItem(e.Role, new(e.Role, run.Signatures[e.Role].By, run.Signatures[e.Role].At, Void: true, e.Why)),
            },
            RunEvent.Scheduled e => run with
            {
                Status = RunStatus.Scheduled,
                BegunAt = null,
                Appointment = new(e.At, e.Zone, e.Typed, by, at) { Closes = e.Closes },
            },
            RunEvent.StartReminded e => run with { Appointment = run.Appointment! with { Reminded = e.Ahead } },
            RunEvent.StartMissed e => run with { Appointment = run.Appointment! with { Missed = new(at, e.Missing) } },
            RunEvent.Begun => run with { Status = RunStatus.Running, BegunAt = at },
            RunEvent.TimeWarned e => run with { Warnings = run.Warnings.Add((e.What, e.Moment)) },
            RunEvent.GlassBroken e => Touch(run, entry, e.Item, state => state with { Glass = new(by, at, e.Reason) }),
            RunEvent.JournalAccepted e => run with
            {
                Divergence = null,
                FoundStarts = [],
                // What follows by itself rests on what was done before, which may be lost: from here on a person starts each.
                Rollback = run.Rollback is { } rollback ? rollback with { OneAfterAnother = false } : null,
                AcceptedJournals = run.AcceptedJournals.Add((new(e.KnownSeq, e.KnownHead, e.FoundSeq, e.FoundHead, e.NoticedAt) { Cause = e.Cause }, new(by, at, e.Reason))),
            },
            RunEvent.Mirrored e => run with { Mirrors = run.Mirrors.Add(e.Place) },
            RunEvent.NoteWritten e => run with { Notes = run.Notes.Add(new(by, at, e.Text)) },
            RunEvent.FieldFilled e => run with { Fields = run.Fields.SetItem(e.Label, e.Value) },
            RunEvent.RollbackApproved e => run with { RollbackApprovals = run.RollbackApprovals.SetItem(e.Role, new(by, at, null)) },
            RunEvent.ToolsSeen e => run with { Pinned = (run.Pinned ?? ImmutableSortedDictionary<string, string>.Empty).SetItems(e.Tools) },
            RunEvent.TargetChanged e => run with { TargetDigest = e.TargetDigest, RollbackApprovals = run.RollbackApprovals.Clear() },
            RunEvent.RollbackStarted e => run with
            {
                Status = RunStatus.RollingBack,
                Rollback = new(by, at, string.IsNullOrWhiteSpace(e.Why) ? "" : e.Why, run.Runbook.Items.Count(run.IsSettled))
                {
                    OneAfterAnother = e.OneAfterAnother == true,
                    DespiteUnknown = e.DespiteUnknown == true ? [.. run.OfUnknownEnd.Select(item => item.Key)] : [],
                },
            },
            RunEvent.RolledBack => run with { Status = RunStatus.RolledBack, EndedAt = at, Rollback = run.Rollback! with { EndedAt = at } },
            RunEvent.CauseNoted e => run with { Rollback = run.Rollback! with { Cause = new(by, at, e.Cause) } },
            RunEvent.Unlocked => run with { Rollback = run.Rollback! with { Unlocked = new(by, at, null) } },
            RunEvent.Completed => run with { Status = RunStatus.Completed, EndedAt = at },
            RunEvent.Aborted e => run with { Status = RunStatus.Aborted, EndedAt = at, Aborted = new(by, at, e.Reason) },
            RunEvent.StakeholdersTold e => run with { Told = run.Told.Add(new(entry.Seq, e.About, e.Text, e.To, by, at)) },
            RunEvent.PageTried { Alert: 0 } e => run with { Told = [.. run.Told.Select(told => told.Seq == e.Page ? told with { Last = new(at, e.Result, e.Proof) } : told)] },
            RunEvent.Reminded e => run with { Reminders = run.Reminders.SetItem(e.Role, (run.Reminders.GetValueOrDefault(e.Role).Times + 1, at)) },
            RunEvent.AlertRaised or RunEvent.AlertAnswered or RunEvent.AnswerLapsed or RunEvent.AlertClosed or RunEvent.Paged or RunEvent.PageTried or RunEvent.NobodyReached => run,
            RunEvent.BaselineTaken or RunEvent.WatcherChanged => run,
            _ => throw new System.Diagnostics.UnreachableException($"{entry.Event.GetType().Name} does not happen to a run that has begun."),
        };
    }

    private static Attempt Found(JournalEntry entry, RunEvent.StepFound found) => new(
        found.Attempt, entry.By, found.StartedAt ?? entry.At, "", "", ImmutableSortedDictionary<string, string>.Empty, null, null,
        new(Outcome.Unknown, null, null, found.StartedAt ?? entry.At, entry.At, 0, 0, null, [], [], found.Known))
    {
        Seq = entry.Seq,
        Taken = new(found.Runner, entry.At),
        Start = found.Start,
        HasMoment = found.StartedAt is not null,
    };

    private static Run Touch(Run run, JournalEntry entry, ItemKey item, Func<ItemState, ItemState> change) =>
        run with { Items = run.Items.SetItem(item, change(run[item]) with { Version = entry.Seq, LastBy = entry.By }) };

    private static Run Attempt(Run run, JournalEntry entry, ItemKey item, int number, Func<Attempt, Attempt> change) =>
        Touch(run, entry, item, state => Changed(state, number, change));

    private static ItemState Changed(ItemState state, int number, Func<Attempt, Attempt> change) => state with
    {
        Attempts = [.. state.Attempts.Select(attempt => attempt.Number == number ? change(attempt) : attempt)],
    };
}
