using Tinedy.ChatOps.Domain.Text;
using Tinedy.ChatOps.Presentation.Boards;
using Tinedy.ChatOps.Presentation.Posts;
using Tinedy.ChatOps.Slack.BlockKit;

namespace Tinedy.ChatOps.Slack.Drawing;

/// <summary>Everything that is not the board: notices, replies in the thread, letters to one person, private answers.</summary>
internal static class Posts
{
    public static Message Notice(Prose text, Markup markup, string? board) => Of(text, markup, board is null ? [] : [ButtonWriter.To("Open the board", board)]);

    public static Message Letter(Post.OfPerson letter, Markup markup, string? board) =>
        Of(letter.Text, markup, [.. letter.Buttons.Select(ButtonWriter.Of), .. board is null ? (Element[])[] : [ButtonWriter.To("Open the board", board)]]);

    public static Message Reply(ThreadEntry entry, Markup markup)
    {
        var text = entry.Withdrawn.IsEmpty ? markup.Write(entry.Text, 2_000) : $"{Struck(markup.Write(entry.Text, 2_000))}\n{markup.Write(entry.Withdrawn)}";
        if (entry.Output.Length > 0) text += "\n" + Markup.Code(entry.Output, BlockBuilder.OutputWidth, 900);
        var output = entry.Attempt is { } attempt ? ButtonWriter.Of(Button.FullOutput(attempt, $"Full output of {entry.Text}")) : null;
        return new(Markup.Aloud(entry.Whole), BlockBuilder.Stamp([new Block.Section(TextObject.Marked(text), output)]));
    }

    /// <summary>Line by line: no mark of Slack's reaches over the end of one.</summary>
    private static string Struck(string text) => string.Join('\n', text.Split('\n').Select(line => line.Trim().Length == 0 ? line : $"~{line.Trim()}~"));

    /// <summary>What only one person sees.</summary>
    public static Message Private(IReadOnlyList<Prose> lines, Markup markup, params ReadOnlySpan<Element> buttons)
    {
        var flow = new BlockBuilder(markup);
        foreach (var line in lines) flow.Line(markup.Write(line, 1_500));
        if (buttons.Length > 0) flow.Block(new Block.Actions([.. buttons]));
        return new(Markup.Aloud(Prose.Join("\n", lines)), BlockBuilder.Stamp(flow.Blocks));
    }

    private static Message Of(Prose text, Markup markup, Element[] buttons) => Private([text], markup, buttons);

    /// <summary>Above a file: one line, with the zone of its times.</summary>
    public static string FileTitle(Prose text) => Legible.Visible(text.ToString(TimeZoneInfo.Utc, nameZone: true));
}
