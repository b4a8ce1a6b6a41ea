using System.Collections.Immutable;
using System.Text;
using Tinedy.ChatOps.Domain.Text;
using Tinedy.ChatOps.Presentation.Boards;
using Tinedy.ChatOps.Presentation.Posts;
using Tinedy.ChatOps.Teams.AdaptiveCards;
using Tinedy.ChatOps.Teams.Drawing;

namespace Tinedy.ChatOps.Teams.Dialogs;

/// <summary>The end of what a step printed; the whole is a file that whoever wants it is brought.</summary>
internal static class OutputCard
{
    private const int Lines = 150;

    /// <param name="file">The kept output; null while the step runs.</param>
    public static DialogContent Draw(Prose what, RunFile? file, ThreadEntry? entry)
    {
        ImmutableArray<string> lines = file is null ? entry?.Output ?? [] : [.. Encoding.UTF8.GetString(file.Bytes).TrimEnd('\n').Split('\n').Where((line, at) => at > 0 || line.Length > 0)];
        for (var most = Math.Min(Lines, lines.Length); ; most -= 10)
        {
            var kept = lines.TakeLast(Math.Max(0, most)).ToList();
            var markup = Markup.Private();
            var flow = new CardBuilder(markup, button => ButtonWriter.Of(button)).Line(OutputWords.Lead(what, file, lines.Length, kept.Count, $"The whole is offered in the thread."));
            if (kept.Count > 0) flow.Add(CardBuilder.Output(kept));
            var shown = DialogContent.Of("Output", flow.Elements, markup, Markup.Aloud(what));
            if (kept.Count == 0 || TeamsJson.Write(shown.Card).Length <= Limits.CardLetters) return shown;
        }
    }
}
