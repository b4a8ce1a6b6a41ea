using Tinedy.ChatOps.Application.Conversations;
using Tinedy.ChatOps.Core.Tests.Boards;
using Tinedy.ChatOps.Domain.Access;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Evidence;
using Tinedy.ChatOps.Presentation.Boards;
using Tinedy.ChatOps.Presentation.Dialogs;

namespace Tinedy.ChatOps.Core.Tests.Runs;

/// <summary>Nobody knows how a step ended: people say what they saw.</summary>
public sealed class JudgingTests
{
    private const string Looked = "I looked at the database";
    private readonly Story story = new Story().Ran("1.2.1", Outcome.Unknown);

    [Fact]
    public void Nothing_starts_a_once_step_again_before_two_people_have_said_that_it_was_not_done()
    {
        story.When(Crew.Dba, new Command.Retry("1.2.1", Looked)).Refused(RefusalReason.OutcomeUnknown);
        Judge(Crew.Dba, done: false).When(Crew.Dba, new Command.Retry("1.2.1", Looked)).Refused(RefusalReason.OutcomeUnknown);
        Judge(Crew.Lead, done: false).When(Crew.Dba, new Command.Retry("1.2.1", Looked)).Events.ShouldHaveSingleItem();
    }

    [Fact]
    public void What_was_judged_not_done_is_so_since_the_second_person_said_it()
    {
        Judge(Crew.Dba, done: false);
        Judge(Crew.Lead, done: false);

        ExampleRun.Draw(story).Now.ToString().ShouldStartWith($"1.2.1 was judged not done at {story.Now:HH:mm} ");
    }

    [Theory]
    [InlineData(true, "done")]
    [InlineData(false, "not done")]
    public void The_paper_names_both_who_judged_an_outcome_that_nobody_knew(bool done, string word)
    {
        Judge(Crew.Dba, done);
        Judge(Crew.Lead, done);

        var paper = System.Text.Encoding.UTF8.GetString(RunbookExport.Write(story.Runbook, RunReport.Of(story.Run, story.Access, new string('a', 64), RunForecast.None)));
        foreach (var judge in new[] { "@dba", "@lead" }) paper.ShouldMatch($"outcome unknown .*judged {word} .* by {judge}: {Looked}");
    }

    [Fact]
    public void Who_goes_back_reads_that_a_step_whose_end_nobody_knows_may_still_be_running() =>
        DialogWriter.For(new(story.Run, story.Access, Crew.DevOps, story.Now), Buttons.RollBack(story.Run)).ShouldBeOfType<Reply.Ask>()
            .Dialog.Lead.ToString().ShouldContain("We do not know how 1.2.1 ended: it may still be running.");

    [Fact]
    public void A_phase_in_which_a_step_was_started_was_begun_although_nothing_of_it_is_settled()
    {
        var begun = new Story().Ran("1.2.1", Outcome.Unknown).Done(Crew.DevOps, new Command.Abort("prod-17", "it is not tonight any more"));
        Panels.Lines(ExampleRun.Look(begun))[0].Text.ToString().ShouldEndWith(" · not finished");
    }

    [Fact]
    public void The_paper_says_that_entries_of_the_journal_were_lost_and_who_went_on()
    {
        story.Given(Crew.Dba, new RunEvent.JournalAccepted(12, new string('b', 64), 3, new string('c', 64), story.Now, Looked));
        RunReport.Of(story.Run, story.Access, new string('a', 64), RunForecast.None).Closing
            .ShouldContain(line => line.Contains("known up to entry 12 and ended at entry 3. Accepted") && line.EndsWith($"by @dba: {Looked}"));
    }

    [Fact]
    public void Two_people_who_say_done_make_it_done() =>
        Judge(Crew.Dba, done: true).Given(Crew.Po, new RunEvent.OutcomeJudged(story.Key("1.2.1"), 1, true, Looked)).Run.IsSettled(story.Runbook.Find("1.2.1")!).ShouldBeTrue();

    [Fact]
    public void One_human_on_two_platforms_is_one_voice()
    {
        Judge(Crew.Dba, done: false);

        story.When(Crew.InTeams(Crew.Dba), new Command.Judge("1.2.1", false, Looked)).Refused(RefusalReason.AlreadyDone,
            "Already judged not done: 1.2.1 was judged not done by @dba at 21:33. Nothing changed.");
    }

    [Fact]
    public void Who_changes_their_mind_is_counted_with_the_last_word()
    {
        Judge(Crew.Dba, done: true);
        Judge(Crew.Dba, done: false);
        Judge(Crew.Lead, done: true);

        story.Run.StatusOf(story.Runbook.Find("1.2.1")!).ShouldBe(ItemStatus.Unknown);
    }

    [Fact]
    public void Only_operators_and_holders_judge_and_they_say_how_they_know()
    {
        story.When(Crew.Sam, new Command.Judge("1.2.1", true, Looked)).Refused(RefusalReason.NotAnOperator);
        story.When(Crew.Po, new Command.Judge("1.2.1", true, "yes")).Refused(RefusalReason.ReasonTooShort,
            "Not recorded: the answer to how you know needs 10 letters or more.");
    }

    [Fact]
    public void An_idempotent_step_needs_one_voice()
    {
        var other = new Story().Ran("1.2.1").Ran("1.2.2", Outcome.Unknown).Done(Crew.Dba, new Command.Judge("1.2.2", false, Looked));

        other.When(Crew.Dba, new Command.Retry("1.2.2", null)).Events.ShouldHaveSingleItem();
    }

    [Fact]
    public void A_button_drawn_for_an_earlier_attempt_does_not_judge_the_next_one()
    {
        var seen = story.Run[story.Key("1.2.1")].Version;
        Judge(Crew.Dba, done: false);
        story.When(Crew.Lead, new Command.Judge("1.2.1", false, Looked, seen)).Events.ShouldHaveSingleItem("what others said about this attempt does not matter");
        Judge(Crew.Lead, done: false).Ran("1.2.1", Outcome.Unknown);

        story.When(Crew.Po, new Command.Judge("1.2.1", true, Looked, seen)).Refused(RefusalReason.StaleButton);
    }

    [Fact]
    public void Somebody_owns_the_decision_and_the_next_one_learns_who()
    {
        story.When(Crew.Sam, new Command.TakeDecision("1.2.1")).Refused(RefusalReason.NotAnOperator);
        story.Done(Crew.DevOps, new Command.TakeDecision("1.2.1")).When(Crew.Dba, new Command.TakeDecision("1.2.1")).Refused(RefusalReason.AlreadyDone,
            "Already taken: 1.2.1 was taken by @devops at 21:33. Nothing changed.");
    }

    [Fact]
    public void Who_can_say_the_same_is_somebody_else_than_who_has_said_it()
    {
        Judge(Crew.Dba, done: false);

        Now(story).ShouldBe("@dba says 1.2.1 is not done. A second person must agree: @devops.");
        Judge(Crew.DevOps, done: true);
        Now(story).ShouldBe("@devops says 1.2.1 is done. A second person must agree: @lead, @omar or @po.", "the operators do not agree");
    }

    [Fact]
    public void Where_nobody_else_can_agree_what_is_left_is_said_before_and_after_and_in_the_dialog()
    {
        var alone = new Story(access: new AccessDirectory([Crew.Dba], Crew.Access.Environments)).Ran("1.2.1", Outcome.Unknown);

        Now(alone).ShouldBe("we do not know how 1.2.1 ended. Two people must agree, and there are not two. @dba can roll back or abort. Whoever runs this service can name a second operator of prod.");
        var dialog = DialogWriter.For(new(alone.Run, alone.Access, Crew.Dba, alone.Now), Buttons.IsNotDone(alone.Run, alone.Runbook.Find("1.2.1")!)).ShouldBeOfType<Reply.Ask>().Dialog;
        dialog.Lead.ToString().ShouldEndWith("There is nobody else. @dba can roll back or abort. Whoever runs this service can name a second operator of prod.");
        alone.Done(Crew.Dba, new Command.TakeDecision("1.2.1")).Done(Crew.Dba, new Command.Judge("1.2.1", false, Looked));
        Now(alone).ShouldBe("@dba says 1.2.1 is not done. A second person must agree, and there is nobody else. @dba can roll back or abort. Whoever runs this service can name a second operator of prod.");
        alone.When(Crew.Dba, new Command.RollBack("prod-17", "it is not known", DespiteUnknown: true)).Events.ShouldNotBeEmpty();
        alone.When(Crew.Dba, new Command.Abort("prod-17", "nobody else is here")).Events.ShouldNotBeEmpty();
    }

    private static string Now(Story at) => BoardWriter.Draw(new RunView(at.Run, at.Access, new Dictionary<AttemptId, Progress>(), "", at.Now)).Now.ToString();

    private Story Judge(Person by, bool done) => story.Done(by, new Command.Judge("1.2.1", done, Looked));
}
