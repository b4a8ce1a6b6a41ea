using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Events;

namespace Tinedy.ChatOps.Core.Tests.Runs;

public sealed class FillingTests
{
    private readonly Story story = new();

    [Fact]
    public void A_blank_of_the_paper_takes_a_value() =>
        story.When(Crew.Sam, new Command.Fill("rollback window", " 2 h ")).Then(new RunEvent.FieldFilled("Rollback Window", "2 h"));

    [Fact]
    public void What_the_paper_says_stays() =>
        story.When(Crew.Sam, new Command.Fill("Migration ID", "another")).Refused(RefusalReason.AlreadyDone).ShouldStartWith("Already filled in: Migration ID is ");

    [Fact]
    public void A_contact_is_somebody_who_can_be_reached() =>
        story.When(Crew.Sam, new Command.Fill("Database Admin", "nobody I know")).Refused(RefusalReason.NotOnPeopleList,
            "Not filled in: \"nobody I know\" is not on the People list. Choose somebody who is.");

    [Fact]
    public void An_unknown_label_is_named_with_those_there_are() =>
        story.When(Crew.Sam, new Command.Fill("Colour", "red")).Refused(RefusalReason.UnknownLabel,
            "Not filled in: the runbook has no field \"Colour\". Its fields are Migration ID, Rollback Window and Database Admin.");
}
