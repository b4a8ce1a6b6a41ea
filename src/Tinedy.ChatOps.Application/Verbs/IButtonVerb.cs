using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Presentation.Boards;

namespace Tinedy.ChatOps.Application.Verbs;

/// <summary>What somebody can do to a run by a button: the command it means, and what its dialog asks first.</summary>
internal interface IButtonVerb
{
    /// <summary>The buttons that stand for it.</summary>
    ImmutableArray<Verb> ButtonKinds { get; }

    /// <summary>The field of its dialog that a person's own words are in; null without one.</summary>
    string? WordsField { get; }

    /// <summary>False where the dialog finds out itself which of its choices would be accepted.</summary>
    bool IsPreviewed { get; }

    /// <param name="inputs">What the dialog sent, by name; empty where there was none.</param>
    Command ToCommand(Button about, IReadOnlyDictionary<string, string> inputs);

    /// <summary>The dialog of a button that asks first.</summary>
    Question Ask(DialogContext context, Button button);

    /// <summary>What can be chosen in the dialog of the button; null where nothing is.</summary>
    IEnumerable<(string Field, string Value)[]>? Choosable(DialogContext context, Button button);
}
