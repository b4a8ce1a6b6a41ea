using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Text;
using Tinedy.ChatOps.Presentation.Boards;
using Tinedy.ChatOps.Slack.BlockKit;

namespace Tinedy.ChatOps.Slack.Drawing;

/// <summary>A message: what is seen, and what is read aloud.</summary>
internal sealed record Message(string Text, ImmutableArray<Block> Blocks);

/// <summary>The board as one message, always in the order of <see cref="Board"/> and always within what Slack takes.</summary>
internal static class BoardMessage
{
    /// <summary>Letters of a row: an item's text may be a paragraph, and thirty of them must fit.</summary>
    private const int RowLetters = 500;

    /// <summary>Of <c>"block_id":"44.0123456789",</c></summary>
    private const int StampLetters = 30;

    public static Message Draw(Board board, Markup markup)
    {
        var head = Head(board, markup);
        var foot = Foot(board, markup);
        var middle = Middle(board, markup, Limits.OwnMessageBlocks - head.Count - foot.Count, Limits.OwnMessageLetters - LettersOf(head) - LettersOf(foot));
        return new(Markup.Aloud(board.Aloud), BlockBuilder.Stamp([.. head, .. middle, .. foot]));
    }

    private static IReadOnlyList<Block> Head(Board board, Markup markup)
    {
        var flow = new BlockBuilder(markup)
            .Block(new Block.Header(TextObject.Plain(Legible.Visible(board.Header.ToString()), Limits.HeaderText)))
            .Line(markup.Write(board.Id, 600));
        if (!board.Now.IsEmpty) Now(flow, $"*Now:* {markup.Write(board.Now, 1_000)}", board.NowButtons);
        foreach (var row in board.Attention) flow.Row(row, RowLetters);
        return flow.Blocks;
    }

    private static void Now(BlockBuilder flow, string text, ImmutableArray<Button> buttons)
    {
        if (buttons.IsEmpty) flow.Line(text);
        else flow.Block(new Block.Section(TextObject.Marked(text), ButtonWriter.Of(buttons[0])));
        if (buttons.Length > 1) flow.Block(new Block.Actions([.. buttons.Skip(1).Select(ButtonWriter.Of)]));
    }

    private static IReadOnlyList<Block> Foot(Board board, Markup markup)
    {
        var flow = new BlockBuilder(markup);
        var phases = Markup.Lines([.. board.Phases.Select(phase => markup.Write(phase.Text, 200))]);
        var all = board.More.FirstOrDefault(button => button.Verb == Verb.AllPhases);
        if (phases.Length > 0) flow.Block(new Block.Section(TextObject.Marked(phases), all is null ? null : ButtonWriter.Of(all)));
        var buttons = board.Buttons.Select(ButtonWriter.Of).ToList();
        buttons.AddRange(ButtonWriter.More(board.More.Where(button => button != all)));
        if (buttons.Count > 0) flow.Block(new Block.Actions([.. buttons]));
        flow.Block(new Block.Context([TextObject.Marked(markup.Write(board.Facts, 1_000))]));
        return flow.Blocks;
    }

    /// <summary>The active part, as far as it fits; what does not is counted, and <c>All phases…</c> shows it.</summary>
    private static IReadOnlyList<Block> Middle(Board board, Markup markup, int mostBlocks, int mostLetters)
    {
        if (board.Active is not { } panel) return [];
        var rows = panel.Sections.Sum(section => section.Rows.Length);
        for (var shown = rows; ; shown--)
        {
            var blocks = PanelOf(panel, markup, shown, rows - shown);
            if (shown == 0 || (blocks.Count <= mostBlocks && LettersOf(blocks) <= mostLetters)) return blocks;
        }
    }

    private static IReadOnlyList<Block> PanelOf(Panel panel, Markup markup, int shown, int hidden)
    {
        var flow = new BlockBuilder(markup).Line($"*{markup.Write(panel.Heading, 300)}*");
        foreach (var section in panel.Sections)
        {
            if (shown == 0 && section.Rows.Length > 0) break;
            if (!section.Heading.IsEmpty) flow.Line($"{(section.Mark == Mark.Done ? Mark.Done.Sign() + " " : "")}{markup.Write(section.Heading, 300)}");
            foreach (var row in section.Rows.Take(shown)) flow.Row(row, RowLetters);
            shown -= Math.Min(shown, section.Rows.Length);
        }
        if (hidden > 0) flow.Line(FormattableString.Invariant($"{hidden} more. All phases… shows them."));
        return flow.Blocks;
    }

    /// <summary>With the id that each block will get.</summary>
    private static int LettersOf(IReadOnlyList<Block> blocks) => SlackJson.Write(blocks).Length + (blocks.Count * StampLetters);
}
