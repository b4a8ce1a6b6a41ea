using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Runbooks;

namespace Tinedy.ChatOps.Evidence;

/// <summary>What is written into the paper's ticks and blanks. Every text may be foreign: it is put on one line and escaped.</summary>
public sealed record ChecklistOutcome
{
    /// <summary>Working items, rollback steps and criteria; what is absent stays as open as the paper's tick says nothing.</summary>
    public ImmutableDictionary<ItemKey, ItemMark> Items { get; init; } = ImmutableDictionary<ItemKey, ItemMark>.Empty;

    /// <summary>By role.</summary>
    public ImmutableDictionary<string, SignatureMark> SignOffs { get; init; } =
        ImmutableDictionary.Create<string, SignatureMark>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Contacts and information, by label.</summary>
    public ImmutableDictionary<string, string> Fields { get; init; } =
        ImmutableDictionary.Create<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>In order; those for which the paper has no line are added behind.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    /// <summary>Lines at the end of the file: the run, its journal's head.</summary>
    public ImmutableArray<string> Closing { get; init; } = [];
}

/// <summary>How an item ended on paper.</summary>
public enum ChecklistState
{
    /// <summary>Ticked.</summary>
    Done,

    /// <summary>Left unticked, with the reason.</summary>
    Skipped,

    /// <summary>Left unticked: it failed, or nobody knows.</summary>
    NotDone,

    /// <summary>Ticked before the run, and nobody in it answered for that: the paper's tick stays.</summary>
    OnPaper,

    /// <summary>A criterion that was met: ticked.</summary>
    Raised,

    /// <summary>A criterion that was raised and not met: left unticked, with who said so.</summary>
    FalseAlarm,
}

/// <param name="Words">Behind the state's own word: "2026-11-22 21:42 UTC by @dba · 1 min 3 s · exit 0".</param>
public sealed record ItemMark(ChecklistState State, string Words);

/// <param name="Name">Who signed: fills the first blank.</param>
/// <param name="Date">When, with its zone: fills the blank behind "Date:".</param>
/// <param name="Words">Behind the line: the content hash, a remark; null for nothing.</param>
public sealed record SignatureMark(string Name, string Date, string? Words = null);

/// <summary>An exported file, read back.</summary>
/// <param name="Runbook">The paper as it was before the run, byte for byte.</param>
public sealed record ReadBack(Runbook Runbook, ChecklistOutcome Outcome);
