using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Text;
using Tinedy.ChatOps.Presentation.Boards;

namespace Tinedy.ChatOps.Presentation.Dialogs;

/// <summary>
/// What is asked before something that matters, before any platform has drawn it: the loss and the exact command
/// first, then the fields, then two buttons.
/// </summary>
/// <param name="Title">At most 24 letters.</param>
/// <param name="Facts">Label and value, in order.</param>
/// <param name="Command">The command that is about to run, whole; null without one.</param>
/// <param name="Submit">The button: a verb with its object, at most 24 letters; null when there is nothing to send.</param>
public sealed record Dialog(
    string Title, Prose Lead, ImmutableArray<Fact> Facts, string? Command, ImmutableArray<Row> Rows, ImmutableArray<Input> Inputs,
    Button? About, string? Submit, bool Danger = false)
{
    /// <summary>What the surface sends back with the inputs, unseen: the content hash that was shown.</summary>
    public ImmutableDictionary<string, string> Carries { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>What can be typed instead, for a surface that can only open a dialog from elsewhere; null: it makes no difference from where.</summary>
    public Prose? Typed { get; init; }
}

public sealed record Fact(string Label, Prose Value);

/// <summary>A field of a dialog.</summary>
/// <param name="Name">How the answer is called: <c>reason</c>, <c>typed-id</c>, <c>remark</c>, <c>choice</c>.</param>
/// <param name="Choices">Empty: free text.</param>
public sealed record Input(string Name, string Label, bool Required, ImmutableArray<Choice> Choices, string? Initial = null, string? Hint = null, bool Multiline = false);

public sealed record Choice(string Value, string Label);
