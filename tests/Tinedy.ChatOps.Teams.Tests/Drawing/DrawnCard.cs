using System.Text.Json;
using Tinedy.ChatOps.Presentation.Boards;
using Tinedy.ChatOps.Presentation.Screens;
using Tinedy.ChatOps.Teams.AdaptiveCards;
using Tinedy.ChatOps.Teams.Dialogs;
using Tinedy.ChatOps.Teams.Drawing;
using Tinedy.ChatOps.TeamsDouble.Tenants;

namespace Tinedy.ChatOps.Teams.Tests.Drawing;

/// <summary>What we draw, held against the rules of Teams as its double knows them, and read as a person reads it.</summary>
internal static class DrawnCard
{
    public const string Tenant = "tenant";
    private const string Token = "0123456789abcdef0123456789abcdef";

    public static Card BoardOf(Board board) => BoardCard.Draw(board, Tenant, Token);

    /// <summary>Board, thread, notices, letters and every page of every phase.</summary>
    public static void AllFits(Screen screen)
    {
        Fits(BoardOf(screen.Board));
        foreach (var reply in screen.Thread) Fits(Posts.Reply(reply, Tenant));
        foreach (var notice in screen.Notices) Fits(Posts.Notice(notice.Text, Tenant, "https://teams.example/board"));
        foreach (var letter in screen.Letters) Fits(Posts.Letter(letter, "https://teams.example/board"));
        for (var panel = 0; panel < screen.Panels.Length; panel++)
            for (var from = 0; from < screen.Panels[panel].Sections.Sum(section => section.Rows.Length); from += 20)
                Fits(PhasesCard.Draw(screen, new CardState(CardState.Turn) { Run = 17, Panel = panel, From = from }).Card);
    }

    /// <summary>Below what we allow ourselves, as Teams counts: 60 KB in UTF-16, with everything around the card.</summary>
    public static void Fits(Card card)
    {
        CardRules.ErrorsOf(JsonSerializer.SerializeToElement(card, TeamsJson.Options)).ShouldBeEmpty();
        (TeamsJson.Write(OutgoingMessage.Of(card)).Length * 2).ShouldBeLessThanOrEqualTo(60 * 1024);
        foreach (var row in card.Body.SelectMany(RowsOf)) FitsAPhone(row.Actions);
    }

    /// <summary>A client divides a row evenly: of 340 px two labels of fifteen letters can be read, and no third. The dots count as one.</summary>
    public static void FitsAPhone(IReadOnlyList<CardAction> row)
    {
        var shown = row.Where(action => action.Mode != "secondary").ToList();
        (shown.Count + (shown.Count < row.Count ? 1 : 0)).ShouldBeLessThanOrEqualTo(2, string.Join(" | ", row.Select(action => action.Title)));
        shown.ShouldAllBe(action => action.Title.Length <= (shown.Count == 1 ? 30 : 15));
    }

    private static IEnumerable<Element.ActionSet> RowsOf(Element element) => element switch
    {
        Element.ActionSet set => [set],
        Element.Container container => container.Items.SelectMany(RowsOf),
        Element.ColumnSet columns => columns.Columns.SelectMany(column => column.Items).SelectMany(RowsOf),
        _ => [],
    };

    /// <summary>As a person sees it: the words, and the buttons in round brackets.</summary>
    public static string Words(Card card) => $"aloud: {card.Speak}\n{string.Concat(card.Body.Select(element => Words(element, "")))}";

    private static string Words(Element element, string indent) => element switch
    {
        Element.TextBlock { Style: "heading" } heading => $"{indent}# {heading.Text}\n",
        Element.TextBlock { IsSubtle: true } faint => $"{indent}  {faint.Text}\n",
        Element.TextBlock text => $"{indent}{text.Text}\n",
        Element.RichTextBlock literal => $"{indent}| {string.Concat(literal.Inlines.Select(run => run.Text))}\n",
        Element.Container container => string.Concat(container.Items.Select(item => Words(item, indent))),
        Element.ColumnSet { Columns: [var words, var buttons] } => string.Concat(words.Items.Concat(buttons.Items).Select(item => Words(item, indent))),
        Element.ColumnSet columns => string.Concat(columns.Columns.SelectMany(column => column.Items).Select(item => Words(item, indent))),
        Element.ActionSet set => $"{indent}    {string.Join(' ', set.Actions.Select(Words))}\n",
        _ => $"{indent}{element.GetType().Name}\n",
    };

    private static string Words(CardAction action) => (action.Mode, action.Style) switch
    {
        ("secondary", _) => $"[v {action.Title} ]",
        (_, "destructive") => $"(! {action.Title} )",
        _ => $"( {action.Title} )",
    };
}
