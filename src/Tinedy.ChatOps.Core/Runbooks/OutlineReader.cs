using System.Buffers;
using System.Text.RegularExpressions;
using Markdig;
using Markdig.Parsers;
using Markdig.Syntax;

namespace Tinedy.ChatOps.Core.Runbooks;

/// <summary>
/// Walks Markdig's blocks in document order. Only blocks: inline Markdown is read line by line where its words are
/// needed (<see cref="PlainText"/>), because on a whole file some of its forms take the square of the length.
/// </summary>
internal sealed partial class OutlineReader(SourceText source, int bodyStart, Findings findings)
{
    private static readonly MarkdownPipeline Blocks = BlocksOnly();

    private static readonly SearchValues<char> Marks = SearchValues.Create(" \t>-*+0123456789.)");

    private readonly Outline outline = new();
    private DraftPhase? phase;
    private DraftSection? section;
    private DraftItem? latest;
    private int topHeadings;

    /// <summary>Null when the nesting is deeper than anybody could mean.</summary>
    public Outline? Read()
    {
        MarkdownDocument document;
        try
        {
            document = Markdown.Parse(source.Text[bodyStart..], Blocks);
        }
        catch (ArgumentException)
        {
            // Markdig's only complaint about an input: a depth limit.
            findings.Error(DeepestLine(), "too-deep", "Lists or quotes are nested too deeply to be read. Use at most a few levels.");
            return null;
        }
        foreach (var block in document)
        {
            if (block is HeadingBlock { Level: <= 3 } heading) Open(heading);
            else
            {
                phase?.HasContent = true;
                Visit(block, null);
            }
        }
        return outline;
    }

    private void Open(HeadingBlock heading)
    {
        var line = LineOf(heading);
        var title = HeadingWords.Clean(PlainText.Of(HeadingMarks().Replace(source.Text[Start(heading)..End(heading)], "")));
        latest = null;
        section = null;
        switch (heading.Level)
        {
            case 1 when topHeadings++ == 0 && phase is null:
                outline.Title = title;
                break;
            case 1 or 2:
                // A second title can only mean a further part of the work, so it is counted as one.
                phase = new DraftPhase(outline.Phases.Count + 1, title, HeadingWords.KindOf(title), line);
                outline.Phases.Add(phase);
                break;
            default:
                OpenSection(title, HeadingWords.KindOf(title), line);
                break;
        }
    }

    private DraftSection OpenSection(string title, HeadingKind kind, int line)
    {
        if (phase is null) outline.Phases.Add(phase = new DraftPhase(1, "", HeadingKind.Work, 0));
        section = new DraftSection(phase, phase.Sections.Count + 1, title, kind, line);
        phase.Sections.Add(section);
        return section;
    }

    private DraftSection Here() => section ?? OpenSection("", HeadingKind.Work, phase?.Line ?? 0);

    private void Visit(Block block, DraftItem? owner)
    {
        switch (block)
        {
            case ListItemBlock line: VisitLine(line, owner); break;
            case FencedCodeBlock fence: VisitFence(fence, owner); break;
            case HtmlBlock html: VisitComment(html, owner); break;
            case ContainerBlock container:
                foreach (var inner in container) Visit(inner, owner);
                break;
            // Prose above the first item of a phase is no section: it would shift every number beneath it.
            case ParagraphBlock or ThematicBreakBlock or HeadingBlock when section is not null || phase is { Kind: not HeadingKind.Work }:
                Here().Texts.Add((Start(block), End(block)));
                break;
        }
        if (section is null) return;
        section.HasContent = true;
        section.End = Math.Max(section.End, End(block));
    }

    private void VisitLine(ListItemBlock line, DraftItem? owner)
    {
        var item = AsItem(line);
        if (item is not null)
        {
            Here().Items.Add(item);
            latest = item;
            owner = item;
        }
        for (var i = 0; i < line.Count; i++)
            if (i > 0 || item is null) Visit(line[i], owner);
    }

    private DraftItem? AsItem(ListItemBlock line)
    {
        if (line.Count == 0 || line[0] is not LeafBlock first || first is not (ParagraphBlock or HeadingBlock)) return null;
        var (start, end) = (Start(first), End(first));
        var box = Box().Match(source.Text, start, end - start);
        if (!box.Success && (section?.Kind ?? phase?.Kind) is not (HeadingKind.RollbackCriteria or HeadingKind.SignOff)) return null;
        var item = new DraftItem { Start = box.Success ? start + 3 : start, End = end, Line = LineOf(first), Box = box.Success ? start + 1 : null };
        item.Comments.AddRange(CommentsIn(start, end));
        return item;
    }

    private void VisitFence(FencedCodeBlock fence, DraftItem? owner)
    {
        var start = Start(fence);
        if (owner is not null) owner.Fences.Add((fence, start));
        else if (fence.Info is "bash" or "sh" && latest is not null)
            findings.Warning(LineOf(fence), "block-outside-item",
                "This block belongs to no item, so it is never run. Indent it by two spaces to make it the command of the item above.");
    }

    private void VisitComment(HtmlBlock html, DraftItem? owner)
    {
        foreach (var comment in CommentsIn(Start(html), End(html)))
        {
            if (owner is null && latest is not null && source.LineAt(latest.End) + 1 == comment.Line) owner = latest;
            if (owner is not null) owner.Comments.Add(comment);
            else findings.Error(comment.Line, "item-comment", "This comment for ChatOps belongs to no item. Put it on the item's line or the line beneath.");
        }
    }

    /// <summary>A comment can narrow who may tick, so one that cannot be understood is an error: a door never opens by a typing mistake.</summary>
    private IEnumerable<(string Text, int Line)> CommentsIn(int start, int end)
    {
        for (var at = start; Comment().Match(source.Text, at, end - at) is { Success: true } comment;)
        {
            var line = source.LineAt(comment.Index);
            var text = comment.Index + comment.Length;
            var length = source.Text.AsSpan(text, Math.Min(end - text, 1_000)).IndexOf("-->");
            at = text + Math.Max(0, length);
            if (length >= 0 && comment.Groups[1].Value == "chatops:") yield return (source.Text.Substring(text, length), line);
            else findings.Error(line, "item-comment", "This comment for ChatOps cannot be read. Write <!-- chatops: role=\"Lead Developer\" quorum=2 -->.");
        }
    }

    private int DeepestLine()
    {
        var (deepest, most) = (1, -1);
        for (var line = source.LineAt(bodyStart); line <= source.LineCount; line++)
        {
            var text = source.Line(line);
            var marks = text.AsSpan().IndexOfAnyExcept(Marks);
            if (marks < 0) marks = text.Length;
            if (marks > most) (deepest, most) = (line, marks);
        }
        return deepest;
    }

    private int Start(Block block) => bodyStart + block.Span.Start;

    private int End(Block block)
    {
        var end = Math.Clamp(bodyStart + block.Span.End + 1, Start(block), source.Text.Length);
        while (end > Start(block) && char.IsWhiteSpace(source.Text[end - 1])) end--;
        return end;
    }

    private int LineOf(Block block) => source.LineAt(Start(block));

    private static MarkdownPipeline BlocksOnly()
    {
        var builder = new MarkdownPipelineBuilder().UsePreciseSourceLocation();
        builder.InlineParsers.Clear();
        builder.BlockParsers.Replace<ParagraphBlockParser>(new ParagraphsAsTheyStand());
        return builder.Build();
    }

    /// <summary>
    /// Without link definitions (<c>[a]: b</c>): they change nothing that is read here, and Markdig takes each from the
    /// front of its paragraph, at the cost of all lines behind it.
    /// </summary>
    private sealed class ParagraphsAsTheyStand : ParagraphBlockParser
    {
        public override bool Close(BlockProcessor processor, Block block) => true;
    }

    /// <summary>GitHub's task list form: brackets with a blank or an x, then a blank or nothing.</summary>
    [GeneratedRegex(@"\G\[[ xX]\](?=\s|$)")]
    private static partial Regex Box();

    [GeneratedRegex(@"(?<!\\)<!--[ \t]*(chat-?ops?(?![\w-])\s*:?)", RegexOptions.IgnoreCase)]
    private static partial Regex Comment();

    [GeneratedRegex(@"^\s*#{1,6}(?=\s|$)|(?<=\s)#+\s*$|[\r\n]+[ \t>]*(?:=+|-+)\s*$")]
    private static partial Regex HeadingMarks();
}
