using System.Buffers;
using System.Text.RegularExpressions;
using Markdig;
using Markdig.Parsers;
using Markdig.Syntax;

namespace Tinedy.ChatOps.Domain.Runbooks;

/// <summary>
/// Walks Markdig's blocks in document order. Only blocks: inline Markdown is read line by line where its words are
/// needed (<see cref="PlainText"/>), because on a whole file some of its forms take the square of the length.
/// </summary>
internal sealed partial class OutlineReader
{
    private readonly Outline outline = new();
    private readonly SourceText source;
    private readonly int bodyStart;
    private readonly Findings findings;

    public OutlineReader(SourceText source, int bodyStart, Findings findings)
    {
        (this.source, this.bodyStart, this.findings) = (source, bodyStart, findings);
        headings = new HeadingTracker(outline);
    }

    private static readonly MarkdownPipeline Blocks = BlocksOnly();

    private static readonly SearchValues<char> Marks = SearchValues.Create(" \t>-*+0123456789.)");

    private readonly HeadingTracker headings;
    private DraftItem? latest;

    /// <summary>The words of the list lines that are being read, the innermost first.</summary>
    private readonly Stack<(int Start, int End)?> above = new();

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
            if (block is HeadingBlock above) outline.HeadingLines.Add(LineOf(above));
            if (block is HeadingBlock heading && Open(heading)) continue;
            headings.Phase?.HasContent = true;
            Visit(block, null);
        }
        return outline;
    }

    /// <summary>False for a heading that is only a line of its section.</summary>
    private bool Open(HeadingBlock heading)
    {
        if (IsTextAboveRule(heading)) return false;
        latest = null;
        var title = HeadingWords.Clean(PlainText.Of(HeadingMarks().Replace(source.Text[Start(heading)..End(heading)], "")));
        var (phase, section) = (headings.Phase, headings.Section);
        headings.Open(heading.Level, title, LineOf(heading), () => LooksSigned(heading));
        return heading.Level <= 3 || (phase, section) != (headings.Phase, headings.Section);
    }

    /// <summary>"**DBA:** ____" with a rule of dashes right beneath it is a heading to Markdown, and a contact to everybody who reads it.</summary>
    private bool IsTextAboveRule(HeadingBlock heading)
    {
        if (!heading.IsSetext || headings.Kind is HeadingKind.Work or HeadingKind.Notes) return false;
        var text = source.Form[Start(heading)..End(heading)];
        return text.Contains("___", StringComparison.Ordinal) || text.Contains(":*", StringComparison.Ordinal) || text.Contains("*:", StringComparison.Ordinal)
            || source.LineAt(End(heading) - 1) - LineOf(heading) > 1;
    }

    /// <summary>"Approvals" is a sign-off where, up to the next heading of its level, a blank to sign or a table with a column for it stands.</summary>
    private bool LooksSigned(HeadingBlock heading)
    {
        for (var line = source.LineAt(End(heading)) + 1; line <= source.LineCount; line++)
        {
            var text = source.FormLine(line);
            if (NextHeading().Match(text) is { Success: true } next && next.Groups["marks"].Length <= heading.Level) return false;
            if (BlankToSign().IsMatch(text) || PaperTable.HasSignatureColumn(text)) return true;
        }
        return false;
    }

    private void Visit(Block block, DraftItem? owner)
    {
        switch (block)
        {
            case ListItemBlock line: VisitLine(line, owner); break;
            case FencedCodeBlock fence: VisitFence(fence, owner); break;
            case HtmlBlock html: VisitHtml(html, owner); break;
            case ContainerBlock container:
                foreach (var inner in container) Visit(inner, owner);
                break;
            case ParagraphBlock text when owner is null && OpensLine(Start(text), End(text)): break;
            // Prose above the first item of a phase is no section: it would shift every number beneath it.
            case LeafBlock text when headings.Section is not null || headings.Phase is { Kind: not HeadingKind.Work }:
                if (owner is null || !HasMeaning) headings.Here().Texts.Add((Start(text), End(text)));
                else if (text is not ThematicBreakBlock) headings.Here().Strays.Add((LineOf(text), "line"));
                break;
        }
        if (headings.Section is not { } section) return;
        section.HasContent = true;
        section.End = Math.Max(section.End, End(block));
        section.LastLine = Math.Max(section.LastLine, source.LineAt(Math.Max(Start(block), End(block) - 1)));
    }

    /// <summary>A heading's own words say what stands here, so that every line of a list is meant.</summary>
    private bool HasMeaning => headings.Kind is HeadingKind.RollbackCriteria or HeadingKind.RollbackSteps or HeadingKind.SignOff or HeadingKind.Contacts;

    private void VisitLine(ListItemBlock line, DraftItem? owner)
    {
        var item = AsItem(line, owner);
        if (item is not null)
        {
            headings.Here().Items.Add(item);
            latest = item;
            owner = item;
            if (item.GluedAt is { } glued && item.End == glued) OpensLine(glued, End(line[0]));
        }
        above.Push(line is [ParagraphBlock words, ..] ? item is null ? (Start(words), End(words)) : (item.Start, item.WordsEnd) : null);
        for (var i = 0; i < line.Count; i++)
            if (i > 0 || item is null) Visit(line[i], owner);
        above.Pop();
    }

    private DraftItem? AsItem(ListItemBlock line, DraftItem? owner)
    {
        if (line.Count == 0 || line[0] is not LeafBlock first || first is not (ParagraphBlock or HeadingBlock or HtmlBlock)) return null;
        var (start, end) = (Start(first), End(first));
        var box = Box().Match(source.Text, start, end - start);
        if (!box.Success && (!HasMeaning || source.Text.AsSpan(start).StartsWith("<!--"))) return null;
        var glued = first is ParagraphBlock ? GluedAt(start, end) : null;
        var opens = glued is { } at && BoldWords(at, Math.Min(end, source.EndOf(source.LineAt(at)))) is { } words && HeadingTracker.Knows(words);
        if (glued is { } lost && !opens)
            findings.Warning(source.LineAt(lost), "glued-line", "Markdown glues this line to the item above it, and it is no part of that and no heading. Put an empty line in front of it.");
        var item = new DraftItem
        {
            Start = box.Success ? start + 3 : start,
            End = opens ? glued!.Value : end,
            GluedAt = glued,
            Line = LineOf(first),
            Box = box.Success ? start + 1 : null,
            Parent = owner,
            IsNumbered = line.Parent is ListBlock { IsOrdered: true },
        };
        item.Above.AddRange(above.OfType<(int Start, int End)>().Reverse().Select(words => source.Text[words.Start..words.End]));
        item.Comments.AddRange(CommentsIn(start, end));
        return item;
    }

    private void VisitFence(FencedCodeBlock fence, DraftItem? owner)
    {
        var start = Start(fence);
        var (first, last) = (LineOf(fence), source.LineAt(Math.Max(start, End(fence) - 1)));
        outline.CodeLines.UnionWith(Enumerable.Range(first, last - first + 1));
        if (owner is null && fence.ClosingFencedCharCount == 0)
            findings.Warning(first, "unclosed-fence", "The block that starts here is never closed: whatever stands beneath it, headings and items too, is its text and nothing else.");
        else if (Enumerable.Range(first + 1, last - first).FirstOrDefault(line => OpensBlock(source.Line(line), fence)) is > 0 and var second)
            findings.Warning(first, "unclosed-fence", FormattableString.Invariant($"Another block seems to start on line {second}, within the one that starts here. Close this one before it."));
        if (owner is not null) owner.Fences.Add((fence, start));
        else if (HasMeaning) headings.Here().Strays.Add((LineOf(fence), "block"));
        else if (CommandReader.IsCommand(fence.Info))
        {
            if (latest is not null) findings.Warning(LineOf(fence), "block-outside-item", "This block belongs to no item, so it is never run. Indent it by two spaces to make it the command of the item above.");
            else findings.Info(LineOf(fence), "block-outside-item", "This block stands above the first item, so it is for readers and never run. A command stands beneath its item, indented by two spaces.");
        }
    }

    /// <summary>Whoever shows a fence within a block gives the block a longer one.</summary>
    private static bool OpensBlock(string line, FencedCodeBlock within) =>
        Fence().Match(line) is { Success: true } fence && fence.Value.TrimStart(' ', '\t', '>') is var marks && marks[0] == within.FencedChar && marks.Length >= within.OpeningFencedCharCount;

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

    [GeneratedRegex(@"^[ \t>]*(?:`{3,}|~{3,})(?=[ \t]*[A-Za-z])")]
    private static partial Regex Fence();

    [GeneratedRegex(@"^ {0,3}(?<marks>#{1,6})(?=\s|$)")]
    private static partial Regex NextHeading();

    [GeneratedRegex(@"_{4,}.*_{4,}|(?:\b|(?<=\s))(?:" + FormWords.Date + @").{0,5}_{3,}|^[\s>]*(?:[-*+][ \t]+)?(?:\[[ xX]\][ \t]+)?[^_]{2,80}_{4,}", RegexOptions.IgnoreCase)]
    private static partial Regex BlankToSign();

    [GeneratedRegex(@"(?<!\\)<!--[ \t]*(chat-?ops?(?![\w-])\s*:?)", RegexOptions.IgnoreCase)]
    private static partial Regex Comment();

    [GeneratedRegex(@"^\s*#{1,6}(?=\s|$)|(?<=\s)#+\s*$|[\r\n]+[ \t>]*(?:=+|-+)\s*$")]
    private static partial Regex HeadingMarks();
}
