using Tinedy.ChatOps.Core.Tests.Runs;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Domain.SignOffs;

namespace Tinedy.ChatOps.Core.Tests.SignOffs;

public sealed class SignOffTests
{
    private readonly Story story = new Story().Finished();

    [Fact]
    public void A_holder_signs_over_the_content() =>
        story.When(Crew.Po, new Command.Sign("product owner", ContentHash.Of(story.Run), "Orders tested."))
            .Then(new RunEvent.SignedOff("Product Owner", ContentHash.Of(story.Run), "Orders tested."));

    [Fact]
    public void Who_does_not_hold_the_role_is_told_who_does() =>
        story.When(Crew.DevOps, new Command.Sign("Product Owner")).Refused(RefusalReason.NotAHolder,
            "Not signed: Product Owner is held by @po. You hold DevOps Engineer.");

    [Fact]
    public void A_role_that_nobody_holds_is_signed_by_nobody() =>
        new Story(access: Crew.Without(Crew.Po)).Finished().When(Crew.Dba, new Command.Sign("Product Owner")).Refused(RefusalReason.NobodyHolds,
            "Not signed: Product Owner is held by nobody. Whoever runs this service names a holder in its settings.");

    [Fact]
    public void Nobody_signs_before_every_item_is_settled() =>
        new Story().When(Crew.Po, new Command.Sign("Product Owner")).Refused(RefusalReason.SignOffNotOpen,
            "Not signed: Product Owner opens when every item is done or skipped. 1.1.1, 1.1.2, 1.2.1, 1.2.2, 2.1.1 and 5 more are open. "
            + "Operators run steps; anyone on the People list can mark the others done.");

    [Fact]
    public void A_second_sign_off_is_refused_and_names_the_first_signer()
    {
        story.Done(Crew.Lead, new Command.Sign("Lead Developer"));
        story.When(Crew.Omar, new Command.Sign("Lead Developer")).Refused(RefusalReason.AlreadySigned)
            .ShouldStartWith("Already signed: Lead Developer was signed by @lead at ");
    }

    [Fact]
    public void The_final_role_comes_after_the_technical_and_the_business_ones()
    {
        story.Done(Crew.Lead, new Command.Sign("Lead Developer"));
        story.When(Crew.Chief, new Command.Sign("Technical Lead")).Refused(RefusalReason.WaitsForGate,
            "Not signed: Technical Lead comes after Database Administrator and Product Owner.");
    }

    [Fact]
    public void One_human_signs_for_one_role_also_from_another_platform()
    {
        story.Later(1).Given(Crew.InTeams(Crew.Omar), new RunEvent.SignedOff("Lead Developer", ContentHash.Of(story.Run), null));
        var at = story.Run.Signatures["Lead Developer"].At;

        story.When(Crew.Omar, new Command.Sign("Technical Lead")).Refused(RefusalReason.OneHumanOnce,
            $"Not counted: you signed Lead Developer at {at:HH:mm} in Teams. One person counts once; Technical Lead needs someone else who holds it.");
    }

    [Fact]
    public void A_runbook_may_allow_one_human_to_sign_twice()
    {
        var twice = new Story(Paper.Read("---\nsame-person-may-sign-twice: true\n---\n" + Paper.SmallText)).Finished();
        twice.Done(Crew.Omar, new Command.Sign("Lead Developer")).Done(Crew.Dba, new Command.Sign("Database Administrator")).Done(Crew.Po, new Command.Sign("Product Owner"));

        twice.When(Crew.Omar, new Command.Sign("Technical Lead")).Events.Length.ShouldBe(2);
    }

    [Fact]
    public void What_was_shown_must_still_be_what_is_signed() =>
        story.When(Crew.Po, new Command.Sign("Product Owner", "a81f3c90")).Refused(RefusalReason.ContentChanged,
            "Not signed: what you were shown for Product Owner has changed since. Open the sign-off again and read it.");

    [Fact]
    public void Undoing_what_was_signed_makes_every_signature_void()
    {
        story.Done(Crew.Lead, new Command.Sign("Lead Developer")).Done(Crew.Po, new Command.Sign("Product Owner"));

        story.When(Crew.Dba, new Command.Undo("1.1.1")).Then(
            new RunEvent.ItemUndone(story.Key("1.1.1")),
            new RunEvent.SignOffVoided("Lead Developer", "1.1.1 was undone"),
            new RunEvent.SignOffVoided("Product Owner", "1.1.1 was undone"));
    }

    [Fact]
    public void A_changed_target_makes_every_signature_void()
    {
        story.Done(Crew.Lead, new Command.Sign("Lead Developer"));

        story.When(Actor.Bot, new Command.ReportTarget("other")).Then(
            new RunEvent.TargetChanged("other"), new RunEvent.SignOffVoided("Lead Developer", "the settings of prod changed"));
    }

    [Fact]
    public void The_last_signature_completes_the_run()
    {
        story.Done(Crew.Dba, new Command.Sign("Database Administrator")).Done(Crew.Lead, new Command.Sign("Lead Developer")).Done(Crew.Po, new Command.Sign("Product Owner"));

        story.When(Crew.Chief, new Command.Sign("Technical Lead")).Then(
            new RunEvent.SignedOff("Technical Lead", ContentHash.Of(story.Run), null), new RunEvent.Completed());
    }

    [Fact]
    public void Not_yet_is_an_answer_with_a_reason()
    {
        story.When(Crew.Po, new Command.Decline("Product Owner", "no")).Refused(RefusalReason.ReasonTooShort);
        story.When(Crew.Po, new Command.Decline("Product Owner", "orders page is empty")).Then(new RunEvent.SignOffDeclined("Product Owner", "orders page is empty"));
    }

    [Fact]
    public void An_unknown_role_is_named_with_those_there_are() =>
        story.When(Crew.Po, new Command.Sign("King")).Refused(RefusalReason.UnknownRole,
            "Not signed: this run has no role \"King\". Its roles are Database Administrator, Lead Developer, Product Owner and Technical Lead.");
}
