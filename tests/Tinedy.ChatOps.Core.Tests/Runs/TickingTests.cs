using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Domain.Text;

namespace Tinedy.ChatOps.Core.Tests.Runs;

public sealed class TickingTests
{
    private readonly Story story = new();

    [Fact]
    public void Every_known_person_may_tick_an_item() =>
        story.When(Crew.Sam, new Command.Tick("1.1.1")).Then(new RunEvent.ItemTicked(story.Key("1.1.1"), null));

    [Fact]
    public void A_note_is_kept_letter_by_letter() =>
        story.When(Crew.Sam, new Command.Tick("1.1.1", "  in staging \n")).Then(new RunEvent.ItemTicked(story.Key("1.1.1"), "  in staging \n"));

    [Fact]
    public void An_account_that_nobody_configured_may_nothing_and_learns_what_to_add() =>
        story.When(new Actor("dba", null, Crew.Stranger, [Crew.Stranger]), new Command.Tick("1.1.1")).Refused(RefusalReason.NotOnPeopleList,
            "Not done: this Slack account is not on the People list. Whoever runs this service can add T024BE7LH/U0G9QF9C6.");

    [Fact]
    public void The_second_tick_names_the_first() =>
        story.Ticked(Crew.Dba, "1.1.1").When(Crew.Sam, new Command.Tick("1.1.1")).Refused(RefusalReason.AlreadyDone,
            "Already done: 1.1.1 was marked done by @dba at 21:31. Nothing changed.");

    [Fact]
    public void An_unknown_item_is_named_with_those_there_are() =>
        story.When(Crew.Sam, new Command.Tick("9.9.9")).Refused(RefusalReason.UnknownItem,
            "Not done: this run has no item \"9.9.9\". Its items are 1.1.1 to 2.2.2, its rollback steps 3.1.1 to 3.1.3; the board shows them.");

    [Fact]
    public void An_item_with_a_role_is_for_its_holders_only()
    {
        story.Ticked(Crew.Dba, "1.1.1", "1.1.2").Ran("1.2.1").Ran("1.2.2").Ticked(Crew.Dba, "2.1.1").Ran("2.1.2");

        story.When(Crew.Po, new Command.Tick("2.2.1")).Refused(RefusalReason.NotAHolder,
            "Not done: Database Administrator is held by @dba. You hold Product Owner.");
        story.When(Crew.Dba, new Command.Tick("2.2.1")).Then(new RunEvent.ItemTicked(story.Key("2.2.1"), null));
    }

    [Fact]
    public void A_quorum_counts_different_people_whichever_account_they_click_from()
    {
        story.Ticked(Crew.Dba, "1.1.1", "1.1.2").Ran("1.2.1").Ran("1.2.2").Ticked(Crew.Dba, "2.1.1").Ran("2.1.2").Ticked(Crew.Sam, "2.2.2");

        story.Run.IsSettled(story.Runbook.Find("2.2.2")!).ShouldBeFalse();
        story.When(Crew.InTeams(Crew.Sam), new Command.Tick("2.2.2")).Refused(RefusalReason.AlreadyDone);
        story.Ticked(Crew.Po, "2.2.2").Run.IsSettled(story.Runbook.Find("2.2.2")!).ShouldBeTrue();
    }

    [Fact]
    public void A_step_is_marked_done_by_hand_only_by_an_operator_who_says_how()
    {
        story.When(Crew.Sam, new Command.Tick("1.2.1", "copied from the standby")).Refused(RefusalReason.NotAnOperator);
        story.When(Crew.Dba, new Command.Tick("1.2.1")).Refused(RefusalReason.NeedsANote,
            "Not done: 1.2.1 Make the backup runs a command. To mark it done by hand, say how in 10 letters or more: done 1.2.1 NOTE.");
        story.When(Crew.Dba, new Command.Tick("1.2.1", "copied from the standby"))
            .Then(new RunEvent.ItemTicked(story.Key("1.2.1"), "copied from the standby"));
    }

    [Fact]
    public void A_step_that_succeeded_says_so_and_not_that_somebody_ticked_it() =>
        story.Ran("1.2.1").When(Crew.Sam, new Command.Tick("1.2.1")).Refused(RefusalReason.AlreadyDone,
            "Already done: 1.2.1 succeeded at 21:32, started by @dba. Nothing changed.");

    [Fact]
    public void A_text_longer_than_any_input_field_is_refused_wherever_it_stands()
    {
        var endless = new string('x', TextLimits.Text + 1);
        foreach (var command in new Command[]
        {
            new Command.Tick("1.1.1", endless), new Command.Tick(endless), new Command.Skip("1.1.1", endless), new Command.WriteNote(endless),
            new Command.Sign("Product Owner", null, endless), new Command.Sign(endless), new Command.Fill(endless, "x"), new Command.Fill("Rollback Window", endless),
            new Command.RollBack(endless, "why"), new Command.Abort("prod-17", endless),
        })
            story.When(Crew.Dba, command).Refused(RefusalReason.TooLong,
                "Not done: the text is longer than 3,000 letters. Shorten it, or put it into a file and name the file.");
    }
}
