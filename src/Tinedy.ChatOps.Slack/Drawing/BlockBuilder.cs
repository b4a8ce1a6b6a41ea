using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Tinedy.ChatOps.Presentation.Boards;
using Tinedy.ChatOps.Slack.BlockKit;

namespace Tinedy.ChatOps.Slack.Drawing;

/// <summary>
/// Lines and rows on their way to blocks. Lines without a button share a section, so that a long list stays within the number of blocks
/// that Slack takes; a row with buttons has a section of its own.
/// </summary>
internal sealed class BlockBuilder(Markup markup)
{
    private readonly List<Block> blocks = [];
    private readonly StringBuilder lines = new();

    public IReadOnlyList<Block> Blocks
    {
        get
        {
            Close();
            return blocks;
        }
    }

    public BlockBuilder Line(string mrkdwn)
    {
        if (mrkdwn.Length == 0) return this;
        if (lines.Length + 1 + mrkdwn.Length > Limits.SectionText) Close();
        if (lines.Length > 0) lines.Append('\n');
        lines.Append(mrkdwn);
        return this;
    }

    public BlockBuilder Block(Block block)
    {
        Close();
        blocks.Add(block);
        return this;
    }

    /// <summary>A row with its mark, details, output and buttons.</summary>
    /// <param name="most">Letters of the row's own text.</param>
    public BlockBuilder Row(Row row, int most)
    {
        var text = RowText(row, most);
        return row.Buttons.Length switch
        {
            0 => Line(text),
            1 => Block(new Block.Section(TextObject.Marked(text), ButtonWriter.Of(row.Buttons[0]))),
            _ => Block(new Block.Section(TextObject.Marked(text))).Block(new Block.Actions([.. row.Buttons.Select(ButtonWriter.Of)])),
        };
    }

    /// <summary>Gives every block an id that no other content has: a client that knows the id keeps what it shows.</summary>
    public static ImmutableArray<Block> Stamp(IReadOnlyList<Block> blocks)
    {
        var stamp = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(SlackJson.Write(blocks))).AsSpan(0, 5));
        return [.. blocks.Select((block, at) => block with { BlockId = FormattableString.Invariant($"{at}.{stamp}") })];
    }

    private string RowText(Row row, int most)
    {
        var output = row.Output.Length == 0 ? "" : "\n" + Markup.Code(row.Output, OutputWidth, OutputLetters);
        IReadOnlyList<string> words = [$"{row.Mark.Sign()} {markup.Write(row.Text, most)}", .. row.Details.Select(detail => markup.Write(detail, most))];
        return Markup.Lines(words, Limits.SectionText - output.Length) + output;
    }

    /// <summary>Of a line that a step printed.</summary>
    public const int OutputWidth = 100;

    private const int OutputLetters = 900;

    private void Close()
    {
        if (lines.Length == 0) return;
        blocks.Add(new Block.Section(TextObject.Marked(lines.ToString())));
        lines.Clear();
    }
}
