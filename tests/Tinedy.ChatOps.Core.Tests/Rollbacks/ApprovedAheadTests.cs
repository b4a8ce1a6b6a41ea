using Tinedy.ChatOps.Application.Conversations;
using Tinedy.ChatOps.Application.Verbs;
using Tinedy.ChatOps.Core.Tests.Runs;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Presentation.Boards;
using Tinedy.ChatOps.Presentation.Dialogs;

namespace Tinedy.ChatOps.Core.Tests.Rollbacks;

/// <summary>A rollback that was approved beforehand: at 3 a.m. it need not wait for whoever would have said yes.</summary>
public sealed class ApprovedAheadTests
{
    private const string Po = "Product Owner";

    private readonly Story story = new(Paper.Read("""
        # Back
        ## Work
        ### Do
        - [ ] Back up
          ```bash {name=backup}
          pg_dump > backup_$(date +%Y%m%d_%H%M%S).sql
          ```
        ## Emergency
        ### Rollback Execution
        - [ ] Close the shop <!-- chatops: role="Product Owner" -->
          ```bash
          ./close.sh
          ```
        - [ ] The loss is accepted <!-- chatops: role="Product Owner" -->
        - [ ] Restore the backup
          ```bash
          psql < backup_YYYYMMDD_HHMMSS.sql
          ```
        ## Sign-off
        - [ ] **Lead Developer** - ____ Date: ____
        - [ ] **Product Owner** - ____ Date: ____
        """));

    private Story Approved() => story.Ran("1.1.1").Done(Crew.Po, new Command.ApproveRollback("product owner"));

    private Story GoingBack() => story.Done(Crew.DevOps, new Command.RollBack("prod-17", "slow", OneAfterAnother: true));

    [Fact]
    public void Without_it_the_role_is_waited_for()
    {
        story.Ran("1.1.1");
        GoingBack().Run.RunningSteps.ShouldBeEmpty();
        story.When(Crew.DevOps, new Command.RunStep("2.1.1")).Refused(RefusalReason.NotAHolder);
    }

    [Fact]
    public void With_it_the_steps_go_on_by_themselves_as_far_as_the_restore_and_through_it()
    {
        Approved();
        GoingBack().Run.RunningSteps.Single().Number.ShouldBe("2.1.1");
        story.Ended("2.1.1", Outcome.Succeeded).Done(Crew.DevOps, new Command.Tick("2.1.2"));
        story.Run.RunningSteps.Single().Number.ShouldBe("2.1.3");
        story.Ended("2.1.3", Outcome.Succeeded).Run.Status.ShouldBe(RunStatus.RolledBack);
    }

    [Fact]
    public void It_lets_operators_act_for_the_role_and_nobody_else()
    {
        Approved();
        GoingBack().Ended("2.1.1", Outcome.Succeeded);
        story.When(Crew.Sam, new Command.Tick("2.1.2")).Refused(RefusalReason.NotAHolder);
        story.When(Crew.DevOps, new Command.Tick("2.1.2")).Events.ShouldNotBeEmpty();
    }

    [Fact]
    public void Forward_items_of_the_role_still_wait_for_its_holder()
    {
        var forward = new Story(Paper.Read("""
            # F
            ## Work
            ### Do
            - [ ] Look <!-- chatops: role="Product Owner" -->
            ## Rollback Execution
            - [ ] Back <!-- chatops: role="Product Owner" -->
            """)).Done(Crew.Po, new Command.ApproveRollback(Po));
        forward.When(Crew.DevOps, new Command.Tick("1.1.1")).Refused(RefusalReason.NotAHolder);
    }

    [Fact]
    public void Only_a_holder_gives_it_once_and_not_when_the_rollback_has_begun()
    {
        story.When(Crew.Dba, new Command.ApproveRollback(Po)).Refused(RefusalReason.NotAHolder);
        story.When(Crew.Po, new Command.ApproveRollback("Nobody")).Refused(RefusalReason.UnknownRole, "Not approved: this run has no role \"Nobody\". Its roles are Lead Developer and Product Owner.");
        Approved().When(Crew.Po, new Command.ApproveRollback(Po)).Refused(RefusalReason.AlreadyDone, "Already approved: for Product Owner, by @po at 21:33. Nothing changed.");
        GoingBack().When(Crew.Lead, new Command.ApproveRollback("Lead Developer")).Refused(RefusalReason.RollingBack);
    }

    [Fact]
    public void Other_settings_of_the_target_make_it_void() =>
        Approved().Given(Actor.Bot, new RunEvent.TargetChanged("another")).Run.RollbackApprovals.ShouldBeEmpty();

    [Fact]
    public void Whoever_signs_can_say_it_in_the_same_breath() =>
        story.Ran("1.1.1").When(Crew.Po, new Command.Sign(Po) { ApprovesRollback = true }).Events.Select(happens => happens.GetType().Name)
            .ShouldBe([nameof(RunEvent.SignedOff), nameof(RunEvent.RollbackApproved)]);

    [Fact]
    public void The_board_and_the_dialog_of_the_rollback_say_who_gave_it()
    {
        Boards.ExampleRun.Draw(Approved()).Facts.ToString().ShouldContain("Rollback: ready, backup 412 MB of 21:31 UTC, approved in advance by @po (Product Owner)");
        var context = new DialogContext(story.Run, story.Access, Crew.DevOps, story.Now);
        DialogWriter.For(context, Buttons.RollBack(story.Run)).ShouldBeOfType<Reply.Ask>().Dialog.Lead.ToString().ShouldContain("It was approved in advance by @po (Product Owner).");
    }

    [Fact]
    public void The_dialog_names_what_will_not_wait_and_asks_only_for_roles_one_holds()
    {
        story.Ran("1.1.1");
        var dialog = DialogWriter.For(new(story.Run, story.Access, Crew.Po, story.Now), Buttons.ApproveRollback(story.Run)).ShouldBeOfType<Reply.Ask>().Dialog;
        dialog.Facts[0].Value.ToString().ShouldBe("2.1.1 Close the shop, 2.1.2 The loss is accepted, 2.1.3 Restore the backup");
        dialog.Inputs.ShouldBeEmpty();
        dialog.Carries[DialogFields.Role].ShouldBe(Po);

        DialogWriter.For(new(story.Run, story.Access, Crew.Sam, story.Now), Buttons.ApproveRollback(story.Run)).ShouldBeOfType<Reply.Refused>();
    }
}
