using Tinedy.ChatOps.Core.Tests.Runs;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Events;

namespace Tinedy.ChatOps.Core.Tests.Rollbacks;

public sealed class RollbackTests
{
    private readonly Story story = new();

    [Fact]
    public void The_typed_id_starts_it_and_stops_what_runs() =>
        story.Ran("1.2.1", outcome: null).When(Crew.DevOps, new Command.RollBack(" PROD-17 ", "queries are slow")).Then(
            new RunEvent.RollbackStarted("queries are slow"), new RunEvent.StepCancelled(story.Key("1.2.1"), 1));

    [Fact]
    public void Another_id_starts_nothing() =>
        story.When(Crew.DevOps, new Command.RollBack("prod-71", "")).Refused(RefusalReason.WrongTypedId,
            "Not started: the id does not match: you typed prod-71, this run is prod-17.");

    [Fact]
    public void Neither_operator_nor_contact_starts_nothing() =>
        story.When(Crew.Sam, new Command.RollBack("prod-17", "")).Refused(RefusalReason.NotAnOperator);

    [Fact]
    public void A_contact_that_somebody_filled_in_is_paged_but_gains_no_right()
    {
        story.Given(Crew.Sam, new RunEvent.FieldFilled("Database Admin", "sam"));
        story.When(Crew.Sam, new Command.RollBack("prod-17", "")).Refused(RefusalReason.NotAnOperator);
    }

    [Fact]
    public void A_configured_contact_may_start_it()
    {
        var contacts = new Story(Paper.Read("---\ncontacts:\n  Database Admin: sam\n---\n" + Paper.SmallText));
        contacts.When(Crew.Sam, new Command.RollBack("prod-17", "")).Events.ShouldHaveSingleItem();
    }

    [Fact]
    public void While_it_goes_back_only_rollback_steps_move()
    {
        story.RollingBack();
        var sentence = "run 17 is rolling back; only rollback steps can start. @devops has led it since 21:31.";

        story.When(Crew.Dba, new Command.RunStep("1.2.1")).Refused(RefusalReason.RollingBack, $"Not started: {sentence}");
        story.When(Crew.Sam, new Command.Tick("1.1.1")).Refused(RefusalReason.RollingBack, $"Not done: {sentence}");
        story.When(Crew.Po, new Command.Sign("Product Owner")).Refused(RefusalReason.RollingBack, $"Not signed: {sentence}");
        story.When(Crew.DevOps, new Command.Abort("prod-17", "enough for today")).Refused(RefusalReason.RollingBack, $"Not aborted: {sentence}");
        story.When(Crew.DevOps, new Command.RollBack("prod-17", "again")).Refused(RefusalReason.RollingBack, $"Not started: {sentence}");
    }

    [Fact]
    public void The_restore_is_bound_to_the_one_backup_of_this_run()
    {
        story.Ran("1.2.1", Outcome.Succeeded, story.Backup()).RollingBack().Ticked(Crew.Dba, "3.1.1");

        story.When(Crew.Dba, new Command.RunStep("3.1.2")).Events.ShouldHaveSingleItem().ShouldBeOfType<RunEvent.StepStarted>()
            .Command.ShouldBe("psql < backup_20261122_214103.sql");
    }

    [Fact]
    public void Without_a_backup_nothing_is_restored()
    {
        story.RollingBack().Ticked(Crew.Dba, "3.1.1").When(Crew.Dba, new Command.RunStep("3.1.2")).Refused(RefusalReason.NoSingleBackup,
            "Not started: 3.1.2 needs exactly one file of this run for backup_YYYYMMDD_HHMMSS.sql and there is none. "
            + "An operator can do it by hand and mark 3.1.2 done with a note.");
    }

    [Fact]
    public void With_two_backups_nobody_guesses()
    {
        story.Ran("1.2.1", Outcome.Succeeded, story.Backup(), story.Backup("backup_20261122_220000.sql")).RollingBack().Ticked(Crew.Dba, "3.1.1");
        story.When(Crew.Dba, new Command.RunStep("3.1.2")).Refused(RefusalReason.NoSingleBackup).ShouldContain("there are 2.");
    }

    [Fact]
    public void The_last_step_ends_it_and_the_environment_stays_locked_until_the_cause_is_noted()
    {
        story.RollingBack().Ticked(Crew.Dba, "3.1.1").Skipped(Crew.Dba, "3.1.2");
        story.When(Crew.Sam, new Command.Tick("3.1.3")).Then(new RunEvent.ItemTicked(story.Key("3.1.3"), null), new RunEvent.RolledBack());
        story.Done(Crew.Sam, new Command.Tick("3.1.3")).Run.HoldsEnvironment.ShouldBeTrue();

        story.When(Crew.DevOps, new Command.Unlock()).Refused(RefusalReason.CauseNotNoted,
            "Not unlocked: the cause of the rollback of run 17 is not noted. @dba or @devops can note it.");
        story.When(Crew.Sam, new Command.NoteCause("a wrong index")).Refused(RefusalReason.NotAnOperator);
        story.When(Crew.Dba, new Command.NoteCause("index")).Refused(RefusalReason.ReasonTooShort);
        story.Done(Crew.Dba, new Command.NoteCause("a wrong index")).When(Crew.Chief, new Command.Unlock()).Then(new RunEvent.Unlocked());
        story.Done(Crew.Chief, new Command.Unlock()).Run.HoldsEnvironment.ShouldBeFalse();
        story.When(Crew.DevOps, new Command.Unlock()).Refused(RefusalReason.NothingToDecide, "Not unlocked: prod is not locked by run 17. Nothing changed.");
    }

    [Fact]
    public void A_runbook_without_rollback_steps_has_nothing_to_start() =>
        new Story(Paper.Read("# A\n## B\n- [ ] c\n")).When(Crew.DevOps, new Command.RollBack("prod-17", "")).Refused(RefusalReason.NoRollbackSteps);
}
