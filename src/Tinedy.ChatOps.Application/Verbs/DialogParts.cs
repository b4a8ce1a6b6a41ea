using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Domain.Text;
using Tinedy.ChatOps.Presentation.Boards;
using Tinedy.ChatOps.Presentation.Dialogs;

namespace Tinedy.ChatOps.Application.Verbs;

/// <summary>What dialogs of several verbs are made of.</summary>
internal static class DialogParts
{
    private static readonly string AtLeast = FormattableString.Invariant($"{TextLimits.Reason} letters or more");

    public static Dialog Simple(string title, Prose lead, Button about, string submit, params ImmutableArray<Input> inputs) =>
        new(title, lead, [], null, [], inputs, about, submit);

    /// <summary>A reason of some lines, as long as a reason has to be.</summary>
    public static Input Text(string label) => Text(label, AtLeast);

    public static Input Text(string label, string? hint) => new(DialogFields.Reason, label, Required: true, [], Hint: hint, Multiline: true);

    public static Input Line(string label, string hint) => Text(label, hint) with { Multiline = false };

    public static Input TypedId(Run run) =>
        new(DialogFields.TypedId, $"Type the run's id, {run.ShortId}", Required: true, [], Hint: "Case does not count. Pasting is fine.");
}
