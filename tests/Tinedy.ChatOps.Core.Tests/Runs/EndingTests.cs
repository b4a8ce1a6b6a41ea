using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Events;

namespace Tinedy.ChatOps.Core.Tests.Runs;

public sealed class EndingTests
{
    private const string Ended = "Not changed: run 17 ended at 21:31 and can only be read. An operator of prod can start a new one.";
    private readonly Story story = new();

    [Fact]
    public void An_operator_aborts_with_the_typed_id_and_a_reason()
    {
        story.When(Crew.Sam, new Command.Abort("prod-17", "not tonight, sorry")).Refused(RefusalReason.NotAnOperator);
        story.When(Crew.DevOps, new Command.Abort("", "not tonight, sorry")).Refused(RefusalReason.WrongTypedId, "Not aborted: type the run's id to confirm: prod-17.");
        story.When(Crew.DevOps, new Command.Abort("prod-17", "no")).Refused(RefusalReason.ReasonTooShort);
        story.When(Crew.DevOps, new Command.Abort("prod-17", "not tonight, sorry")).Then(new RunEvent.Aborted("not tonight, sorry"));
    }

    [Fact]
    public void A_run_with_a_running_step_is_not_aborted() =>
        story.Ran("1.2.1", outcome: null).When(Crew.DevOps, new Command.Abort("prod-17", "not tonight, sorry")).Refused(RefusalReason.IsRunning,
            "Not aborted: 1.2.1 Make the backup is running, started 21:31 by @dba.");

    [Fact]
    public void A_closed_run_can_only_be_read()
    {
        story.Given(Crew.DevOps, new RunEvent.Aborted("not tonight, sorry"));

        foreach (var command in new Command[]
        {
            new Command.Tick("1.1.1"), new Command.Undo("1.1.1"), new Command.Skip("1.1.1", "in staging on Friday"), new Command.RunStep("1.2.1"),
            new Command.WriteNote("too late"), new Command.Fill("Rollback Window", "1 h"), new Command.Sign("Database Administrator"),
            new Command.Decline("Database Administrator", "orders page is empty"), new Command.RollBack("prod-17", ""), new Command.Abort("prod-17", "once more, please"),
        })
            story.When(Crew.Dba, command).Refused(RefusalReason.RunEnded, Ended);
    }

    [Fact]
    public void Without_signatures_to_wait_for_the_last_tick_completes_the_run()
    {
        var plain = new Story(Paper.Read("# A\n## B\n- [ ] c\n"));
        plain.When(Crew.Sam, new Command.Tick("1.1.1")).Events.ShouldContain(new RunEvent.Completed());
    }

    [Fact]
    public void A_note_says_something() =>
        story.When(Crew.Sam, new Command.WriteNote(" \n ")).Refused(RefusalReason.ReasonTooShort, "Not noted: the note is empty. Write it behind the word note.");
}
