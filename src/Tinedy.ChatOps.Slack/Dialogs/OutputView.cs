using System.Collections.Immutable;
using System.Text;
using Tinedy.ChatOps.Domain.Text;
using Tinedy.ChatOps.Presentation.Boards;
using Tinedy.ChatOps.Presentation.Posts;
using Tinedy.ChatOps.Slack.BlockKit;
using Tinedy.ChatOps.Slack.Drawing;

namespace Tinedy.ChatOps.Slack.Dialogs;

/// <summary>The end of what a step printed; the whole is a file in the thread.</summary>
internal static class OutputView
{
    private const int Sections = 15;
    private const int LinesASection = 25;

    /// <param name="file">The kept output; null while the step runs.</param>
    public static View Draw(Asked what, RunFile? file, ThreadEntry? entry)
    {
        var lines = file is null ? entry?.Output ?? [] : Lines(file.Bytes);
        var shown = lines.TakeLast(Sections * LinesASection).ToList();
        var flow = new BlockBuilder(what.Markup).Line(what.Markup.Write(OutputWords.Lead(what.Text, file, lines.Length, shown.Count, $"The whole is a file in the thread.")));
        foreach (var part in shown.Chunk(LinesASection)) flow.Block(new Block.Section(TextObject.Marked(Markup.Code(part, BlockBuilder.OutputWidth, Limits.SectionText))));
        return Views.Modal("Output", [.. flow.Blocks]);
    }

    private static ImmutableArray<string> Lines(byte[] output) => [.. Encoding.UTF8.GetString(output).TrimEnd('\n').Split('\n').Where((line, at) => at > 0 || line.Length > 0)];

    /// <param name="Text">What it is the output of.</param>
    public sealed record Asked(Prose Text, Markup Markup);
}
