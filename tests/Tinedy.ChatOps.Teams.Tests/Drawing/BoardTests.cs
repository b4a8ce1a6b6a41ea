using Tinedy.ChatOps.Core.Tests;
using Tinedy.ChatOps.Core.Tests.Boards;
using Tinedy.ChatOps.Domain.Text;
using Tinedy.ChatOps.Presentation.Boards;
using Tinedy.ChatOps.Teams.AdaptiveCards;
using Tinedy.ChatOps.Teams.Drawing;

namespace Tinedy.ChatOps.Teams.Tests.Drawing;

/// <inheritdoc/>
public sealed class BoardTests() : DrawingContract(DrawnCard.AllFits)
{
    protected override string MomentMark => "{{";

    protected override string Here => File();

    protected override void BoardFits(Board board) => DrawnCard.Fits(DrawnCard.BoardOf(board));

    protected override string Words(Board board) => DrawnCard.Words(DrawnCard.BoardOf(board));

    protected override string? Aloud(Board board) => DrawnCard.BoardOf(board).Speak;

    private static string File([System.Runtime.CompilerServices.CallerFilePath] string here = "") => here;

    [Fact]
    public void A_board_is_wide_read_aloud_folds_its_parts_and_calls_whom_it_waits_for()
    {
        var card = DrawnCard.BoardOf(ExampleRun.States["D-step-failed"]());

        card.Msteams!.Width.ShouldBe("Full");
        card.Speak.ShouldStartWith("Needs a decision on prod");
        var folds = card.Body.OfType<Element.ColumnSet>().Select(columns => columns.SelectAction).OfType<CardAction.ToggleVisibility>().SelectMany(fold => fold.TargetElements);
        folds.ShouldBe(["rows", "phases"]);
    }

    [Fact]
    public void What_needs_no_dialog_is_executed_and_the_rest_opens_a_dialog_and_no_button_is_there_twice()
    {
        var actions = Buttons(DrawnCard.BoardOf(ExampleRun.States["B-half-done"]()));

        var tick = actions.OfType<CardAction.Execute>().First(action => action.Title == "Mark done");
        TeamsJson.Write(tick).Split("chatops").Length.ShouldBe(2);
        TeamsJson.Write(tick).ShouldNotContain("task/fetch");
        actions.ShouldAllBe(action => !action.Title.EndsWith('…') || TeamsJson.Write(action).Contains("\"msteams\":{\"type\":\"task/fetch\"}", StringComparison.Ordinal));
    }

    [Fact]
    public void A_line_break_is_an_empty_line_because_one_alone_is_swallowed()
    {
        Prose typed = $"{"orders time out\nsince ten\r\n\r\n\r\nask dba"}";
        var notice = Posts.Notice(typed, "tenant", null);
        notice.Body.OfType<Element.TextBlock>().Single().Text.ShouldBe("orders time out\n\nsince ten\n\nask dba");
    }

    [Theory]
    [MemberData(nameof(States))]
    public void On_a_phone_no_row_has_more_than_two_short_buttons(string state)
    {
        foreach (var row in All(DrawnCard.BoardOf(ExampleRun.States[state]()).Body).OfType<Element.ActionSet>()) DrawnCard.FitsAPhone(row.Actions);
    }

    [Theory]
    [MemberData(nameof(States))]
    public void Danger_is_red_and_the_state_line_leads_by_its_size(string state)
    {
        var card = DrawnCard.BoardOf(ExampleRun.States[state]());
        var dangerous = BoardText.AllButtons(ExampleRun.States[state]()).Where(button => button.Danger).Select(button => button.Label).ToList();
        Buttons(card).Where(action => action.Style == "destructive").Select(action => action.Title).ShouldBe(dangerous, ignoreOrder: true);

        var texts = All(card.Body).OfType<Element.TextBlock>().ToList();
        texts[0].Size.ShouldBe("large");
        texts.Skip(1).ShouldAllBe(text => text.Size == "small" || text.Size == (text.Style == "heading" ? "medium" : null));
    }

    private static IReadOnlyList<CardAction> Buttons(Card card) => [.. All(card.Body).OfType<Element.ActionSet>().SelectMany(set => set.Actions)];

    private static IEnumerable<Element> All(IEnumerable<Element> elements) => elements.SelectMany(element => element switch
    {
        Element.Container container => All(container.Items),
        Element.ColumnSet columns => columns.Columns.SelectMany(column => All(column.Items)),
        _ => [element],
    });
}
