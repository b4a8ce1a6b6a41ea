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

    /// <summary>False where an id in front means nothing: a run is begun, or none is looked at.</summary>
    public virtual bool TakesRun => true;

    /// <summary>Words of the line that the verb has no place for; null where it takes all of them. A line is acted on whole or not at all.</summary>
    public virtual string? Leftover(TypedLine line) =>
        line.Run is { } run && !TakesRun ? run
        : Operands.Length == 0 && line.Rest.Length > 0 ? line.Rest
        : null;
}
