using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Domain.SignOffs;
using Tinedy.ChatOps.Evidence;

namespace Tinedy.ChatOps.Core.Tests.Runs;

/// <summary>Whatever people ask, in whatever order: what a run promises.</summary>
public sealed class InterleavingProperties
{
    [Fact]
    public void No_tick_and_no_start_passes_a_gate_that_is_not_met() => RandomRun.Always(walk =>
    {
        foreach (var stride in walk.Strides)
        {
            // A rollback that goes on by itself starts a step in the same request that ended the one before.
            var run = stride.Before;
            foreach (var entry in stride.Entries)
            {
                if (entry.Event is RunEvent.ItemTicked { Item: var ticked } && run[ticked].Glass is null) MustBeMet(run, ticked, isStart: false);
                else if (entry.Event is RunEvent.StepStarted { Item: var started } && run[started].Glass is null) MustBeMet(run, started, isStart: true);
                run = run.Apply(entry);
            }
        }
    });

    [Fact]
    public void A_scheduled_run_begins_at_most_once_never_by_itself_before_its_moment_and_nothing_behind_its_preparation_happens_before() => RandomRun.Always(walk =>
    {
        walk.Journal.Count(entry => entry.Event is RunEvent.Begun).ShouldBeLessThanOrEqualTo(1);
        foreach (var stride in walk.Strides.Where(stride => stride.Before.Status == RunStatus.Scheduled))
        {
            var touched = stride.Entries.Select(entry => entry.Event switch
            {
                RunEvent.ItemTicked e => e.Item,
                RunEvent.ItemSkipped e => e.Item,
                RunEvent.StepStarted e => e.Item,
                RunEvent.GlassBroken e => e.Item,
                _ => (ItemKey?)null,
            }).OfType<ItemKey>();
            touched.ShouldAllBe(key => walk.Runbook.Phases[0].Items.Any(item => item.Key == key));
            if (stride.Of<RunEvent.Begun>().Any() && stride.By.Via is null)
            {
                stride.Entries[0].At.ShouldBeGreaterThanOrEqualTo(stride.Before.Appointment!.At);
                walk.Runbook.Phases[0].Items.All(stride.Before.IsSettled).ShouldBeTrue();
            }
        }
    });

    [Fact]
    public void A_role_is_signed_once_and_a_human_signs_once_and_the_final_role_last() => RandomRun.Always(walk =>
    {
        foreach (var stride in walk.Strides)
        {
            foreach (var signed in stride.Of<RunEvent.SignedOff>())
            {
                stride.Before.Signatures.ShouldNotContainKey(signed.Role);
                Crew.Access.HoldersOf(walk.Runbook, signed.Role).ShouldContain(person => person.Identities.Contains(stride.By.Via!.Value));
                if (signed.Role == "Technical Lead") stride.Before.Signatures.Count.ShouldBe(walk.Runbook.SignOffs.Count() - 1);
                stride.Before.AllItemsSettled.ShouldBeTrue();
            }
            var names = stride.After.Signatures.Values.Select(signature => signature.By.Name).ToList();
            names.Distinct().Count().ShouldBe(names.Count);
        }
    });

    [Fact]
    public void A_once_step_starts_again_only_after_an_ending_that_was_not_success_and_two_people_where_nobody_knew() => RandomRun.Always(walk =>
    {
        foreach (var item in walk.Runbook.Tickable.Where(item => item.Command?.Contract == Contract.Once))
        {
            Ending? ending = null;
            var notDone = new HashSet<string>();
            var starts = 0;
            foreach (var entry in walk.Journal)
                switch (entry.Event)
                {
                    case RunEvent.StepStarted e when e.Item == item.Key:
                        if (++starts > 1) ending.ShouldNotBeNull().Outcome.ShouldNotBe(Outcome.Succeeded);
                        if (starts > 1 && ending!.Outcome == Outcome.Unknown) notDone.Count.ShouldBeGreaterThanOrEqualTo(2);
                        (ending, notDone) = (null, []);
                        break;
                    case RunEvent.StepEnded e when e.Item == item.Key: ending = e.Ending; break;
                    case RunEvent.OutcomeJudged { Done: false } e when e.Item == item.Key: notDone.Add(entry.By.Name); break;
                    case RunEvent.OutcomeJudged { Done: true } e when e.Item == item.Key: notDone.Remove(entry.By.Name); break;
                }
        }
    });

    [Fact]
    public void Two_commands_never_run_at_once() => RandomRun.Always(walk =>
    {
        foreach (var stride in walk.Strides) stride.After.RunningSteps.Count().ShouldBeLessThanOrEqualTo(1);
    });

    [Fact]
    public void While_it_rolls_back_no_forward_step_starts() => RandomRun.Always(walk =>
    {
        foreach (var stride in walk.Strides.Where(stride => stride.Before.Status == RunStatus.RollingBack))
            foreach (var started in stride.Of<RunEvent.StepStarted>()) walk.Runbook.RollbackSteps.ShouldContain(item => item.Key == started.Item);
    });

    [Fact]
    public void After_the_end_there_are_only_notes_calls_the_cause_and_the_unlocking() => RandomRun.Always(walk =>
    {
        foreach (var stride in walk.Strides.Where(stride => stride.Before.IsOver))
            stride.Of<RunEvent>().ShouldAllBe(what => stride.Before.HoldsEnvironment ? MayFollowARollback(what) : MayFollowTheEnd(stride.Before, what));
    });

    [Fact]
    public void A_signature_becomes_void_exactly_when_the_content_changes() => RandomRun.Always(walk =>
    {
        foreach (var stride in walk.Strides.Where(stride => stride.Before.Signatures.Count > 0))
        {
            var changed = ContentHash.Of(stride.Before) != ContentHash.Of(stride.After);
            stride.Of<RunEvent.SignOffVoided>().Select(voided => voided.Role)
                .ShouldBe(changed ? stride.Before.Signatures.Keys : [], ignoreOrder: true);
        }
    });

    [Fact]
    public void A_run_that_goes_on_is_owned_by_somebody_open_something_or_a_signature() => RandomRun.Always(walk =>
    {
        foreach (var stride in walk.Strides.Where(stride => !stride.After.IsOver))
            (stride.After.Status == RunStatus.RollingBack
                ? stride.After.Runbook.RollbackSteps.Any(item => !stride.After.IsSettled(item)) || stride.After.RunningSteps.Any()
                : !stride.After.AllItemsSettled || stride.After.Signatures.Count < walk.Runbook.SignOffs.Count()).ShouldBeTrue();
    });

    [Fact]
    public void The_fold_of_the_journal_is_the_state_wherever_one_stops_and_however_it_was_stored() => RandomRun.Always(walk =>
    {
        var reread = walk.Journal.Select(entry => JournalFormat.Read(JournalFormat.Write(entry))).ToList();
        reread.Select(JournalFormat.Write).ShouldBe(walk.Journal.Select(JournalFormat.Write));
        foreach (var stride in walk.Strides.Where((_, at) => at % 10 == 0))
        {
            var folded = Run.Fold(walk.Runbook, reread.Take(stride.After.Seq));
            ContentHash.Of(folded).ShouldBe(ContentHash.Of(stride.After));
            (folded.Status, folded.Seq, folded.SignOffSince).ShouldBe((stride.After.Status, stride.After.Seq, stride.After.SignOffSince));
            folded.Signatures.Values.ShouldBe(stride.After.Signatures.Values, ignoreOrder: true);
        }
    });

    [Fact]
    public void The_random_walks_reach_what_they_are_meant_to_try()
    {
        var random = new Random(17);
        var seen = Enumerable.Range(0, 300)
            .SelectMany(_ => RandomRun.Of([.. Enumerable.Range(0, 160).Select(_ => random.Next(1_000_000))]).Journal)
            .Select(entry => JournalFormat.KindOf(entry.Event)).ToHashSet();

        string[] wanted = ["item-ticked", "item-skipped", "item-undone", "step-started", "step-cancelled", "step-ended", "outcome-judged", "decision-taken",
            "signed-off", "sign-off-declined", "sign-off-voided", "target-changed", "rollback-started", "rolled-back", "cause-noted", "environment-unlocked",
            "run-completed", "run-aborted"];
        wanted.Except(seen).ShouldBeEmpty();
    }

    /// <summary>The rule of the gates, said a second time and without the code that grants it.</summary>
    private static void MustBeMet(Run run, ItemKey key, bool isStart)
    {
        var runbook = run.Runbook;
        if (isStart) run.RunningSteps.ShouldBeEmpty();
        if (runbook.RollbackSteps.Any(item => item.Key == key))
        {
            runbook.RollbackSteps.TakeWhile(item => item.Key != key).ShouldAllBe(item => run.IsSettled(item));
            return;
        }
        var phase = runbook.PhaseOf(key)!;
        runbook.Phases.TakeWhile(earlier => earlier != phase).SelectMany(earlier => earlier.Items).ShouldAllBe(item => run.IsSettled(item));
        var before = phase.Items.TakeWhile(item => item.Key != key).ToList();
        var isPreparation = phase == runbook.Phases[0];
        var asStep = runbook.Find(key)!.IsStep;
        foreach (var item in before.Where(item => !run.IsSettled(item)))
        {
            var mayBeOpen = (isPreparation && !(asStep && item.IsStep)) || (!asStep && !item.IsStep)
                || (!asStep && item == before[^1] && run.StatusOf(item) == ItemStatus.Running);
            mayBeOpen.ShouldBeTrue($"{key} passed {item.Key}");
        }
    }

    /// <summary>A locked environment still needs people, so they can be called.</summary>
    private static bool MayFollowARollback(RunEvent what) => what
        is RunEvent.NoteWritten or RunEvent.CauseNoted or RunEvent.Unlocked
        or RunEvent.AlertRaised { Why: AlertKind.Call } or RunEvent.AlertAnswered or RunEvent.AlertClosed or RunEvent.Paged or RunEvent.PageTried or RunEvent.NobodyReached;

    /// <summary>What became of a page that was sent before is still written down.</summary>
    private static bool MayFollowTheEnd(Run before, RunEvent what) =>
        what is RunEvent.PageTried || (before.Status == RunStatus.RolledBack && what is RunEvent.NoteWritten);
}
