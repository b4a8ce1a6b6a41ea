using System.Collections.Immutable;
using Tinedy.ChatOps.Application.Conversations;
using Tinedy.ChatOps.Application.Verbs;
using Tinedy.ChatOps.Core.Tests.Boards;
using Tinedy.ChatOps.Core.Tests.Conversations;
using Tinedy.ChatOps.Core.Tests.Runs;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Decisions;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Presentation.Boards;

namespace Tinedy.ChatOps.Core.Tests.Rollbacks;

/// <summary>Going back beside a step whose end nobody knows: it may still be writing to the database that would be restored.</summary>
public sealed class BesideUnknownTests
{
    private const string Looked = "ps shows no such process any more";

    private readonly Story story = new(Paper.Read("""
        # Back
        ## Work
        ### Do
        - [ ] Migrate
          ```bash
          npx prisma migrate deploy
          ```
        - [ ] Look at the pages
        ## Emergency
        ### Rollback Execution
        - [ ] Stop the application
          ```bash
          systemctl stop crm
          ```
        - [ ] Look
        """));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_rollback_beside_a_step_that_may_still_be_writing_is_refused_and_names_it(bool oneAfterAnother) =>
        story.Ran("1.1.1", Outcome.Unknown).When(Crew.DevOps, new Command.RollBack("prod-17", "slow", oneAfterAnother)).Refused(RefusalReason.OutcomeUnknown,
            "Not started: we do not know how 1.1.1 Migrate ended. It may still be writing. @dba or @devops can judge 1.1.1. To go back beside it, confirm: rollback prod-17 despite-unknown.");

    [Fact]
    public void Confirmed_in_the_line_it_starts_and_the_journal_says_that_it_was_confirmed()
    {
        story.Ran("1.1.1", Outcome.Unknown).Done(Crew.DevOps, new Command.RollBack("prod-17", "slow", OneAfterAnother: true, DespiteUnknown: true));

        story.Journal.Select(entry => entry.Event).OfType<RunEvent.RollbackStarted>().Single().DespiteUnknown.ShouldBe(true);
        story.Run.RunningSteps.Single().Text.ShouldBe("Stop the application");
    }

    [Fact]
    public void The_board_says_beside_what_the_rollback_goes_on_and_who_has_judged_it()
    {
        story.Ran("1.1.1", Outcome.Unknown).Done(Crew.Dba, new Command.Judge("1.1.1", true, Looked)).Done(Crew.DevOps, new Command.RollBack("prod-17", "slow", DespiteUnknown: true));

        var row = ExampleRun.Draw(story).Attention.Single(one => one.Key == $"unknown/{story.Key("1.1.1").Value}");
        row.Text.ToString().ShouldEndWith("The rollback goes on beside it, as @devops has confirmed.");
        row.Details.Single().ToString().ShouldStartWith("@dba at ");

        story.Given(Crew.DevOps, [.. story.Runbook.RollbackSteps.Select(item => new RunEvent.ItemSkipped(item.Key, "done by hand")), new RunEvent.RolledBack()]);
        var after = ExampleRun.Draw(story).Attention.Single(one => one.Key == row.Key);
        after.Text.ToString().ShouldEndWith("No two people have agreed on it.");
        after.Details.Single().ToString().ShouldContain($"it is done, \"{Looked}\"");
    }

    [Fact]
    public void Judged_it_needs_no_confirmation()
    {
        story.Ran("1.1.1", Outcome.Unknown).Done(Crew.Dba, new Command.Judge("1.1.1", false, Looked)).Done(Crew.DevOps, new Command.Judge("1.1.1", false, Looked));

        story.RollingBack().Run.Status.ShouldBe(RunStatus.RollingBack);
        story.Journal.Select(entry => entry.Event).OfType<RunEvent.RollbackStarted>().Single().DespiteUnknown.ShouldBeNull("there was nothing to confirm");
    }

    [Fact]
    public void A_step_whose_end_is_lost_while_it_is_being_stopped_holds_the_way_back_until_it_is_judged()
    {
        story.Ran("1.1.1", outcome: null).Done(Crew.DevOps, new Command.RollBack("prod-17", "slow", OneAfterAnother: true)).Ended("1.1.1", Outcome.Unknown);

        story.Run.RunningSteps.ShouldBeEmpty();
        story.When(Crew.DevOps, new Command.RunStep("2.1.1")).Refused(RefusalReason.StepsAreHeld);
        ExampleRun.Draw(story).Now.ToString().ShouldContain("do not know how 1.1.1 ended");

        story.Done(Crew.Dba, new Command.Judge("1.1.1", false, Looked)).Done(Crew.DevOps, new Command.Judge("1.1.1", false, Looked));
        story.Run.RunningSteps.Single().Text.ShouldBe("Stop the application");
    }

    [Fact]
    public void Who_breaks_the_glass_of_a_rollback_step_does_not_wait_for_the_judgement()
    {
        story.Ran("1.1.1", outcome: null).RollingBack().Ended("1.1.1", Outcome.Unknown);

        story.Done(Crew.DevOps, new Command.BreakGlass("2.1.1", Looked)).Done(Crew.DevOps, new Command.RunStep("2.1.1"));
        story.Run.RunningSteps.Single().Text.ShouldBe("Stop the application");
    }

    [Theory]
    [InlineData(RollbackVerb.DespiteUnknown, true)]
    [InlineData("", false)]
    [InlineData("judge-first", false)]
    public void The_dialog_asks_for_the_confirmation_where_it_has_shown_the_step_and_nowhere_else(string chosen, bool confirmed)
    {
        Asks(new Story()).ShouldNotContain(input => input.Name == DialogFields.Unknown);
        var asked = Asks(story.Ran("1.1.1", Outcome.Unknown)).Single(input => input.Name == DialogFields.Unknown);
        // Nothing is preselected, and what can be chosen is no answer that could only be refused.
        (asked.Initial, asked.Required, asked.Choices.Single().Value).ShouldBe((null, true, RollbackVerb.DespiteUnknown));

        var inputs = new Dictionary<string, string> { [DialogFields.TypedId] = "prod-17", [DialogFields.Unknown] = chosen };
        CommandParser.ToCommand(Buttons.RollBack(story.Run), inputs).ShouldBe(new Command.RollBack("prod-17", "", false, confirmed));
    }

    [Fact]
    public void The_dialogs_refusal_points_at_the_dialogs_own_answer_and_not_at_a_typed_line()
    {
        var button = Buttons.RollBack(story.Ran("1.1.1", Outcome.Unknown).Run);
        var inputs = new Dictionary<string, string> { [DialogFields.TypedId] = "prod-17", [DialogFields.Unknown] = "" };
        var refused = (Verdict.Refused)Decision.Decide(story.Run, CommandParser.ToCommand(button, inputs)!, Actor.Of(Crew.DevOps), story.Access, story.Now);
        refused.Why.Text.ToString().ShouldContain("despite-unknown");

        var shown = FieldErrors.UnderItsField(new Reply.Refused(refused.Why), button, inputs).ShouldBeOfType<Reply.InField>();
        shown.Input.ShouldBe(DialogFields.Unknown);
        shown.Why.Text.ToString().ShouldBe("Not started: it may still be running. Choose the answer above, or close this and say first how it ended.");
        SentenceRules.OfRefusal(shown.Why.Text);
    }

    [Fact]
    public void Whatever_the_end_of_a_step_only_one_that_nobody_knows_and_nobody_confirmed_is_in_the_way()
    {
        bool[] either = [true, false];
        var cases = from outcome in Enum.GetValues<Outcome>() from confirmed in either from inOrder in either from endsLater in either select (outcome, confirmed, inOrder, endsLater);
        foreach (var (outcome, confirmed, inOrder, endsLater) in cases)
        {
            var night = new Story(story.Runbook).Ran("1.1.1", endsLater ? null : outcome);
            var asked = new Command.RollBack("prod-17", "slow", inOrder, confirmed);
            var isRefused = Decision.Decide(night.Run, asked, Actor.Of(Crew.DevOps), night.Access, night.Now) is Verdict.Refused;
            var what = $"{outcome}, confirmed {confirmed}, in order {inOrder}, ends later {endsLater}";

            // What was confirmed before its end was lost was confirmed for something else.
            isRefused.ShouldBe(outcome == Outcome.Unknown && !endsLater && !confirmed, what);
            if (isRefused) continue;
            night.Done(Crew.DevOps, asked);
            if (endsLater) night.Ended("1.1.1", outcome);
            var step = new Command.RunStep("2.1.1");
            var starts = night.Run.RunningSteps.Any() || Decision.Decide(night.Run, step, Actor.Of(Crew.DevOps), night.Access, night.Now) is Verdict.Accepted;
            starts.ShouldBe(!(outcome == Outcome.Unknown && endsLater), what);
        }
    }

    private static ImmutableArray<Presentation.Dialogs.Input> Asks(Story of) =>
        DialogWriter.For(new(of.Run, of.Access, Crew.DevOps, of.Now), Buttons.RollBack(of.Run)).ShouldBeOfType<Reply.Ask>().Dialog.Inputs;
}
