using Markdig.Syntax;

namespace Tinedy.ChatOps.Domain.Runbooks;

/// <summary>The file as headings and what stands under them, before it has a meaning as a runbook.</summary>
internal sealed class Outline
{
    public string? Title { get; set; }

    public List<DraftPhase> Phases { get; } = [];

    /// <summary>Small headings and lines in bold that open nothing, and whose words may mean a rollback, signatures or contacts.</summary>
    public List<(string Title, int Line)> DoubtfulLines { get; } = [];

    /// <summary>1-based lines of fenced blocks, with their fences: what stands in one that HTML has swallowed is none.</summary>
    public HashSet<int> CodeLines { get; } = [];

    /// <summary>1-based lines of what is a heading to Markdown.</summary>
    public HashSet<int> HeadingLines { get; } = [];

    /// <summary>Each heading's line, and the last line before the next one of whatever level.</summary>
    public IEnumerable<(int Heading, int LastLine)> Parts(SourceText source)
    {
        var lines = HeadingLines.Order().ToList();
        return lines.Zip(lines.Skip(1).Select(next => next - 1).Append(source.LineCount));
    }

    /// <summary>From one line to another, both of them too; none where the second stands before the first.</summary>
    public static IEnumerable<int> Span(int first, int last) => Enumerable.Range(first, Math.Max(0, last - first + 1));

    public IEnumerable<DraftSection> Sections => Phases.SelectMany(phase => phase.Sections);
}

/// <summary>A <c>##</c> heading, or the file itself where items stand before any (<see cref="Line"/> is then 0).</summary>
internal sealed class DraftPhase(int number, DraftHeading heading)
{
    public int Number => number;

    public DraftHeading Heading => heading;

    public string Title => heading.Title;

    public HeadingKind Kind => heading.Kind;

    public int Line => heading.Line;

    /// <summary>True when anything at all stands under the heading, before the next one of its level.</summary>
    public bool HasContent { get; set; }

    public List<DraftSection> Sections { get; } = [];
}

/// <summary>A heading, or what serves as one: a line in bold, the summary of a details block.</summary>
/// <param name="Level">1 to 6 as in Markdown; <see cref="Bold"/> and <see cref="Summary"/> stand below all of these.</param>
/// <param name="Title">Without what stands in front of its words.</param>
/// <param name="Words">As in <paramref name="Title"/>, with its number: keys are made of these.</param>
/// <param name="Kind">Its own meaning, else that of the headings around it.</param>
/// <param name="HasOwnKind">Its own words say so.</param>
/// <param name="IsDoubtful">Its words may mean a rollback, signatures or contacts, and it was read as work.</param>
internal sealed record DraftHeading(int Level, string Title, string Words, HeadingKind Kind, bool HasOwnKind, bool IsDoubtful, int Line)
{
    public const int Summary = 7;
    public const int Bold = 8;

    /// <summary>The outermost heading that its meaning comes from: itself, or one around it.</summary>
    public DraftHeading Root => Origin ?? this;

    public DraftHeading? Origin { get; init; }

    /// <summary>A details block within a section: only its end has to be known.</summary>
    public bool OpensNothing { get; init; }

    public static DraftHeading None { get; } = new(2, "", "", HeadingKind.Work, false, false, 0);
}

/// <summary>A <c>###</c> heading, a deeper one with a meaning, or what stands directly under a phase (its title is then empty).</summary>
internal sealed class DraftSection(DraftPhase phase, int number, DraftHeading heading, bool isContinued)
{
    public DraftPhase Phase => phase;

    public int Number => number;

    public DraftHeading Heading => heading;

    public string Title => heading.Title;

    /// <summary>The rest of a section behind a part of it that had a heading of its own.</summary>
    public bool IsContinued => isContinued;

    public HeadingKind Kind => heading.Kind;

    public int Line => heading.Line;

    /// <summary>True when anything at all stands under the heading.</summary>
    public bool HasContent { get; set; }

    /// <summary>Position just behind the last block.</summary>
    public int End { get; set; }

    /// <summary>1-based line of the last block.</summary>
    public int LastLine { get; set; }

    /// <summary>The heading and what stands under it.</summary>
    public IEnumerable<int> Lines => Outline.Span(Line, LastLine);

    /// <summary>In document order: what is no prose, whichever kind the section has.</summary>
    public List<DraftItem> Items { get; } = [];

    /// <summary>Paragraphs and rules that are no item: fields, blanks, signature lines without a box, tables, prose.</summary>
    public List<(int Start, int End)> Texts { get; } = [];

    /// <summary>Blocks that belong to no item, paragraphs within one, and HTML: where each starts and what it is.</summary>
    public List<(int Line, string What)> Strays { get; } = [];

    public string NameForPeople => Title.Length > 0 ? Title : phase.Title;
}

/// <summary>A list line: a task; in a section with a meaning of its own any line.</summary>
internal sealed class DraftItem
{
    /// <summary>Position of the paragraph's first character and just behind its last.</summary>
    public required int Start { get; init; }

    public required int End { get; init; }

    public required int Line { get; init; }

    /// <summary>Position of the character between the brackets; null for a plain line.</summary>
    public int? Box { get; init; }

    /// <summary>Where a line begins that Markdown glues to this one and that is no part of it; null without.</summary>
    public int? GluedAt { get; init; }

    /// <summary>Just behind its own words.</summary>
    public int WordsEnd => GluedAt ?? End;

    /// <summary>What it is a part of, the outermost first, as Markdown: the list lines that it is nested under, with boxes or without.</summary>
    public List<string> Above { get; } = [];

    /// <summary>The line that it is nested under; null at the top of its list.</summary>
    public DraftItem? Parent { get; init; }

    /// <summary>"1. text".</summary>
    public bool IsNumbered { get; init; }

    public List<(FencedCodeBlock Fence, int Start)> Fences { get; } = [];

    /// <summary>What the comments say, and where: <c>chatops: role=x</c>.</summary>
    public List<(string Text, int Line)> Comments { get; } = [];
}
