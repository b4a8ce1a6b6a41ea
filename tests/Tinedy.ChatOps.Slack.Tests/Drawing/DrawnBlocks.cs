using System.Text;
using System.Text.Json;
using Tinedy.ChatOps.Presentation.Boards;
using Tinedy.ChatOps.Presentation.Screens;
using Tinedy.ChatOps.Slack.BlockKit;
using Tinedy.ChatOps.Slack.Dialogs;
using Tinedy.ChatOps.Slack.Drawing;
using Tinedy.ChatOps.SlackDouble.BlockKit;

namespace Tinedy.ChatOps.Slack.Tests.Drawing;

/// <summary>What we draw, held against the rules of Slack as its double knows them, and read as a person reads it.</summary>
internal static class DrawnBlocks
{
    public static Markup Markup { get; } = new("T1");

    /// <summary>Board, thread, notices, letters and every page of every phase.</summary>
    public static void AllFits(Screen screen)
    {
        BoardFits(screen.Board);
        foreach (var reply in screen.Thread) Fits(Posts.Reply(reply, Markup));
        foreach (var notice in screen.Notices) Fits(Posts.Notice(notice.Text, Markup, "https://slack.example/board"));
        foreach (var letter in screen.Letters) Fits(Posts.Letter(letter, Markup, "https://slack.example/board"));
        for (var panel = 0; panel < screen.Panels.Length; panel++)
            for (var from = 0; from < screen.Panels[panel].Sections.Sum(section => section.Rows.Length); from += 30)
                Fits(PhasesView.Draw(screen, new ViewState("slack:T1/C1") { Phases = 17, Panel = panel, From = from }, Markup));
    }

    public static void BoardFits(Board board)
    {
        var message = BoardMessage.Draw(board, Markup);
        Fits(message);
        message.Blocks.Length.ShouldBeLessThanOrEqualTo(Limits.OwnMessageBlocks);
        SlackJson.Write(message.Blocks).Length.ShouldBeLessThanOrEqualTo(Limits.OwnMessageLetters);
    }

    public static void Fits(Message message) => BlockKitValidator.ErrorsOfMessage(Json(new { message.Text, message.Blocks })).ShouldBeEmpty();

    public static void Fits(View view) => BlockKitValidator.ErrorsOfView(Json(view)).ShouldBeEmpty();

    public static JsonElement Json<T>(T value) => JsonSerializer.SerializeToElement(value, SlackJson.Options);

    /// <summary>As a person sees it: the words, and the buttons in round brackets.</summary>
    public static string Words(Message message)
    {
        var text = new StringBuilder("aloud: ").Append(message.Text).Append('\n');
        foreach (var block in message.Blocks)
            text.Append(block switch
            {
                Block.Header header => "# " + Text(header.Text),
                Block.Section section => Text(section.Text) + (section.Accessory is { } accessory ? " " + Words(accessory) : ""),
                Block.Actions actions => string.Join(' ', actions.Elements.Select(Words)),
                Block.Context context => "(" + string.Join(' ', context.Elements.Select(Text)) + ")",
                _ => block.GetType().Name,
            }).Append('\n');
        return text.ToString();
    }

    private static string Words(Element element) => element switch
    {
        Element.Button { Style: "danger" } button => $"(! {Text(button.Text)} )",
        Element.Button button => $"( {Text(button.Text)} )",
        Element.Overflow more => $"[v {string.Join(" · ", more.Options.Select(option => Text(option.Text)))} ]",
        _ => element.GetType().Name,
    };

    private static string Text(TextObject text) => text switch
    {
        TextObject.PlainText plain => plain.Text,
        TextObject.Mrkdwn marked => marked.Text,
        _ => "",
    };
}
