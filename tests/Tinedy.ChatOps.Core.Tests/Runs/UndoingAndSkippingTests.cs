using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Events;

namespace Tinedy.ChatOps.Core.Tests.Runs;

public sealed class UndoingAndSkippingTests
{
    private readonly Story story = new();

    [Fact]
    public void People_undo_their_own_tick_also_from_their_other_account() =>
        story.Ticked(Crew.Sam, "1.1.1").When(Crew.InTeams(Crew.Sam), new Command.Undo("1.1.1")).Then(new RunEvent.ItemUndone(story.Key("1.1.1")));

    [Fact]
    public void Nobody_undoes_the_tick_of_somebody_else_not_even_an_operator() =>
        story.Ticked(Crew.Sam, "1.1.1").When(Crew.Dba, new Command.Undo("1.1.1")).Refused(RefusalReason.NotYours,
            "Not undone: 1.1.1 Plan reviewed was marked by @sam. Only @sam can undo it.");

    [Fact]
    public void There_is_nothing_to_undo_on_an_open_item() =>
        story.When(Crew.Dba, new Command.Undo("1.1.1")).Refused(RefusalReason.NothingToUndo,
            "Not undone: 1.1.1 Plan reviewed has no tick and no skip. Nothing changed.");

    [Fact]
    public void A_step_that_succeeded_cannot_be_undone_and_so_never_starts_again()
    {
        story.Ran("1.2.1").When(Crew.Dba, new Command.Undo("1.2.1")).Refused(RefusalReason.NothingToUndo);
        story.When(Crew.Dba, new Command.RunStep("1.2.1")).Refused(RefusalReason.AlreadyDone);
        story.When(Crew.Dba, new Command.Retry("1.2.1", "I want it again")).Refused(RefusalReason.AlreadyDone);
    }

    [Fact]
    public void An_operator_skips_with_a_reason() =>
        story.When(Crew.DevOps, new Command.Skip("1.1.2", " in staging on Friday ")).Then(new RunEvent.ItemSkipped(story.Key("1.1.2"), " in staging on Friday "));

    [Fact]
    public void Who_is_no_operator_does_not_skip() =>
        story.When(Crew.Po, new Command.Skip("1.1.2", "in staging on Friday")).Refused(RefusalReason.NotAnOperator,
            "Not skipped: only operators of prod can. @dba or @devops can.");

    [Fact]
    public void A_reason_has_ten_letters_or_more() =>
        story.When(Crew.DevOps, new Command.Skip("1.1.2", "  because   ")).Refused(RefusalReason.ReasonTooShort,
            "Not skipped: the reason needs 10 letters or more.");

    [Fact]
    public void A_skip_button_drawn_before_somebody_touched_the_item_is_stale()
    {
        story.Ticked(Crew.Sam, "1.1.2").Given(Crew.Sam, new RunEvent.ItemUndone(story.Key("1.1.2")));

        story.When(Crew.DevOps, new Command.Skip("1.1.2", "in staging on Friday", Seen: 0)).Refused(RefusalReason.StaleButton,
            "Not skipped: the board has moved on since your button was drawn. @sam changed 1.1.2 since. The board shows what is next.");
    }

    [Fact]
    public void A_step_whose_end_nobody_knows_is_neither_skipped_nor_ticked_away()
    {
        story.Ran("1.2.1", Outcome.Unknown);

        story.When(Crew.Dba, new Command.Skip("1.2.1", "the backup is old anyway")).Refused(RefusalReason.OutcomeUnknown);
        story.When(Crew.Dba, new Command.Tick("1.2.1", "I saw the file there")).Refused(RefusalReason.OutcomeUnknown);
    }
}
