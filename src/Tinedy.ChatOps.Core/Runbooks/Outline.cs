using Markdig.Syntax;

namespace Tinedy.ChatOps.Core.Runbooks;

/// <summary>The file as headings and what stands under them, before it has a meaning as a runbook.</summary>
internal sealed class Outline
{
    public string? Title { get; set; }

    public List<DraftPhase> Phases { get; } = [];

    public IEnumerable<DraftSection> Sections => Phases.SelectMany(phase => phase.Sections);
}

/// <summary>A <c>##</c> heading, or the file itself where items stand before any (<see cref="Line"/> is then 0).</summary>
internal sealed class DraftPhase(int number, string title, HeadingKind kind, int line)
{
    public int Number => number;

    public string Title => title;

    public HeadingKind Kind => kind;

    public int Line => line;

    /// <summary>True when anything at all stands under the heading, before the next one of its level.</summary>
    public bool HasContent { get; set; }

    public List<DraftSection> Sections { get; } = [];
}

/// <summary>A <c>###</c> heading, or what stands directly under a phase (<see cref="Title"/> is then empty).</summary>
internal sealed class DraftSection(DraftPhase phase, int number, string title, HeadingKind kind, int line)
{
    public DraftPhase Phase => phase;

    public int Number => number;

    public string Title => title;

    /// <summary>Its own heading's kind, else its phase's.</summary>
    public HeadingKind Kind => kind != HeadingKind.Work ? kind : phase.Kind;

    public int Line => line;

    /// <summary>True when anything at all stands under the heading.</summary>
    public bool HasContent { get; set; }

    /// <summary>Position just behind the last block.</summary>
    public int End { get; set; }

    public List<DraftItem> Items { get; } = [];

    /// <summary>Paragraphs and rules that are no item: fields, blanks, signature lines without a box, prose.</summary>
    public List<(int Start, int End)> Texts { get; } = [];
}

/// <summary>A list line: a task, or under "Rollback Criteria" and "Sign-off" any line.</summary>
internal sealed class DraftItem
{
    /// <summary>Position of the paragraph's first character and just behind its last.</summary>
    public required int Start { get; init; }

    public required int End { get; init; }

    public required int Line { get; init; }

    /// <summary>Position of the character between the brackets; null for a plain line.</summary>
    public int? Box { get; init; }

    public List<(FencedCodeBlock Fence, int Start)> Fences { get; } = [];

    /// <summary>What the comments say, and where: <c>chatops: role=x</c>.</summary>
    public List<(string Text, int Line)> Comments { get; } = [];
}
