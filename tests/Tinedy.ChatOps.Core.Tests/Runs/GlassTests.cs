using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.SignOffs;

namespace Tinedy.ChatOps.Core.Tests.Runs;

/// <summary>A gate that is passed although it is not met: by an operator, with a reason, for all to see.</summary>
public sealed class GlassTests
{
    private const string Reason = "the replica is down for good";

    private readonly Story story = new();

    [Fact]
    public void An_operator_with_a_reason_passes_a_gate_for_one_item()
    {
        story.Done(Crew.Dba, new Command.BreakGlass("2.1.1", Reason));

        story.When(Crew.Sam, new Command.Tick("2.1.1")).Events.ShouldHaveSingleItem();
        story.When(Crew.Dba, new Command.RunStep("2.1.2")).Refused(RefusalReason.WaitsForGate);
    }

    [Fact]
    public void Nobody_else_and_nobody_without_a_reason()
    {
        story.When(Crew.Sam, new Command.BreakGlass("2.1.1", Reason)).Refused(RefusalReason.NotAnOperator);
        story.When(Crew.Dba, new Command.BreakGlass("2.1.1", "now")).Refused(RefusalReason.ReasonTooShort);
    }

    [Fact]
    public void Where_nothing_is_in_the_way_there_is_no_glass() =>
        story.When(Crew.Dba, new Command.BreakGlass("1.1.1", Reason)).Refused(RefusalReason.NothingToDecide);

    [Fact]
    public void It_lets_no_second_command_run_beside_the_first()
    {
        story.Ran("1.2.1", outcome: null).Done(Crew.Dba, new Command.BreakGlass("2.1.2", Reason));

        story.When(Crew.Dba, new Command.RunStep("2.1.2")).Refused(RefusalReason.WaitsForGate);
    }

    [Fact]
    public void It_is_part_of_what_people_sign()
    {
        var before = ContentHash.Of(story.Run);

        ContentHash.Of(story.Done(Crew.Dba, new Command.BreakGlass("2.1.1", Reason)).Run).ShouldNotBe(before);
    }
}
