using System.Collections.Immutable;

namespace Tinedy.ChatOps.Domain.Text;

/// <summary>What typed words come to among the names they were read against. Only <see cref="One"/> is ever acted on; the others are said.</summary>
public abstract record NameMatch<T>
{
    private NameMatch(string typed, string behind) => (Typed, Behind) = (typed, behind);

    /// <summary>The words that stand where the name stands, as typed.</summary>
    public string Typed { get; }

    /// <summary>The text that follows the name; empty without.</summary>
    public string Behind { get; }

    public sealed record One(T Found, string Words, string Text) : NameMatch<T>(Words, Text);

    /// <summary>The words fit each of these alike.</summary>
    public sealed record Several(ImmutableArray<T> Fitting, string Words, string Text) : NameMatch<T>(Words, Text);

    /// <summary>The words are no name.</summary>
    /// <param name="Near">What may have been meant: a slip of the keys away, or with the same first words. May be empty.</param>
    public sealed record None(ImmutableArray<T> Near, string Words, string Text) : NameMatch<T>(Words, Text);
}
