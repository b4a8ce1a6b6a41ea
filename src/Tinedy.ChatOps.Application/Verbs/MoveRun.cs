using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Presentation.Boards;
using Tinedy.ChatOps.Presentation.Dialogs;

namespace Tinedy.ChatOps.Application.Verbs;

/// <summary>The button that moves a scheduled run; typed it is "schedule", which may start one as well.</summary>
internal sealed class MoveRun : IButtonVerb
{
    /// <summary>How a moment can be written.</summary>
    public const string Moment = "22:00, tomorrow 22:00, or 2026-12-01 22:00 Europe/Berlin";

    public ImmutableArray<Verb> ButtonKinds => [Verb.Schedule];

    public string? WordsField => null;

    public bool IsPreviewed => true;

    public Command ToCommand(Button about, IReadOnlyDictionary<string, string> inputs) => new Command.Schedule(inputs.GetValueOrDefault(DialogFields.When, ""));

    public Question Ask(DialogContext context, Button button)
    {
        var run = context.Run;
        return DialogParts.Simple("Move the run", $"Run {run.Id} starts on {run.Environment} {run.Appointment!.When}. Everyone who was told hears of the new moment.", button, "Move",
            When(required: true, Moment));
    }

    public IEnumerable<(string Field, string Value)[]>? Choosable(DialogContext context, Button button) => null;

    public static Input When(bool required, string hint) => new(DialogFields.When, "When", required, [], Hint: hint);
}
