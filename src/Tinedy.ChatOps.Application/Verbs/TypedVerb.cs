using System.Collections.Immutable;

namespace Tinedy.ChatOps.Application.Verbs;

/// <summary>What a verb is for; help has a line for each.</summary>
internal enum VerbGroup { Look, Items, Steps, People, Plan, Trouble, Careful }

/// <summary>A verb that can be typed, with everything that is said of it: help, completions and hints are made from this.</summary>
/// <param name="name">As it is typed, in lower case.</param>
/// <param name="hint">What it does, in a few words.</param>
internal abstract class TypedVerb(string name, VerbGroup group, string hint)
{
    public string Name => name;

    /// <summary>Other words for the same; they complete and act alike, and help names the first.</summary>
    public virtual ImmutableArray<string> OtherNames => [];

    /// <summary>Every word for it.</summary>
    public IEnumerable<string> Names => OtherNames.Prepend(Name);

    public VerbGroup Group => group;

    public string Hint => hint;

    /// <summary>What is typed behind it, parts that may be missing in brackets; empty for a verb that stands alone.</summary>
    public virtual string Operands => "";

    /// <summary>How help shows it; null for a verb that help does not list.</summary>
    public virtual string? Help => Usage(Name);

    /// <param name="typed">The name or one of the others.</param>
    public string Usage(string typed) => Operands.Length == 0 ? typed : $"{typed} {Operands}";

    /// <summary>True where only a run can be meant.</summary>
    public virtual bool NeedsRun => false;
}
