using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Presentation.Boards;

namespace Tinedy.ChatOps.Application.Verbs;

/// <summary>A verb that acts on a run: whatever a button does, a typed line does.</summary>
internal abstract class RunVerb(string name, VerbGroup group, string hint) : TypedVerb(name, group, hint), IButtonVerb
{
    /// <inheritdoc cref="DecisionPreview.LongEnough"/>
    protected const string LongEnough = DecisionPreview.LongEnough;

    public sealed override bool NeedsRun => true;

    public abstract ImmutableArray<Verb> ButtonKinds { get; }

    public virtual string WordsField => DialogFields.Reason;

    public virtual bool IsPreviewed => true;

    /// <summary>It means something with nothing behind it.</summary>
    protected virtual bool StandsAlone => Operands.Length == 0;

    /// <summary>The button whose dialog comes where nothing is typed behind the verb; null where none does.</summary>
    protected virtual Func<Run, Button>? AskedAlone => null;

    /// <summary>True when the line is answered by a dialog, whoever types it and whatever the run is.</summary>
    public bool AsksFirst(TypedLine line) => AskedAlone is not null && line.Rest.Length == 0;

    /// <summary>The button whose dialog answers the line; null where the line says all that is needed.</summary>
    public virtual Button? AskedBy(TypedLine line, LineContext context) => AsksFirst(line) ? AskedAlone!(context.Run) : null;

    /// <summary>Null when a part is missing.</summary>
    public Command? ToCommand(TypedLine line, LineContext context) => line.Rest.Length == 0 && !StandsAlone ? null : Read(line, context);

    /// <summary>What the line asks for: several things where it names several items, nothing when a part is missing; or why it is not understood.</summary>
    public virtual (ImmutableArray<Command> Commands, Refusal? Why) ToCommands(TypedLine line, LineContext context) =>
        ToCommand(line, context) is { } one ? ([one], null) : ([], null);

    public abstract Command ToCommand(Button about, IReadOnlyDictionary<string, string> inputs);

    /// <remarks>Only a verb with a button that asks first has one.</remarks>
    public virtual Question Ask(DialogContext context, Button button) => throw new System.Diagnostics.UnreachableException($"{Name} asks nothing first.");

    public virtual IEnumerable<(string Field, string Value)[]>? Choosable(DialogContext context, Button button) => null;

    /// <summary>What could be typed behind it now, for this person.</summary>
    public virtual IEnumerable<(string Text, string Hint)> Operable(DialogContext context) => [];

    /// <summary>What it is about may have several words: a role, a contact, a criterion, a field.</summary>
    public virtual bool IsAboutAName => false;

    /// <summary>True when something that could be typed now would be accepted.</summary>
    public virtual bool Works(DialogContext context) => Accepts(context, Name);

    /// <summary>True when a line of this verb about that item or role would be accepted.</summary>
    public bool Accepts(DialogContext context, string about) =>
        ToCommand(new TypedLine(null, Name, Example(about)), new(context.Run, context.Access)) is { } command && DecisionPreview.Refuses(context, command) is null;

    /// <summary>What is typed behind the verb when it is about that.</summary>
    protected virtual string Example(string about) => Operands.Length == 0 ? "" : $"{about} {LongEnough}";

    /// <summary>The command that the line means; something stands behind the verb, or nothing has to.</summary>
    protected abstract Command? Read(TypedLine line, LineContext context);
}
