using System.Globalization;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Decisions;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Presentation.Boards;

namespace Tinedy.ChatOps.Application.Conversations;

/// <summary>
/// What the decision would be if somebody asked now: before they fill in a dialog, or finish a line. Only ever asks
/// <see cref="Decision"/>, so that nothing here knows a right or a gate.
/// </summary>
internal static class DecisionPreview
{
    private const string LongEnough = "what a person will have typed";

    /// <summary>Why the command would be refused whatever is filled in; null when it may work.</summary>
    public static Refusal? Refuses(DialogContext context, Command command) =>
        Decision.Decide(context.Run, command, Actor.Of(context.Asker), context.Access, context.Now) is Verdict.Refused refused ? refused.Why : null;

    /// <summary>The same for a button whose dialog comes first.</summary>
    public static Refusal? Refuses(DialogContext context, Button button)
    {
        var inputs = new Dictionary<string, string>
        {
            [CommandParser.Reason] = LongEnough,
            [CommandParser.TypedId] = context.Run.ShortId,
            // So far ahead that no freeze is likely: the moment itself is judged when it is there.
            [CommandParser.When] = context.Now.AddYears(1).ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture),
        };
        return Choosable(context, button) is not { } choices ? Refuses(context, CommandParser.ToCommand(button, inputs)) : UnlessOneWorks(choices.DefaultIfEmpty([]).Select(choice =>
        {
            foreach (var (field, value) in choice) inputs[field] = value;
            return Refuses(context, CommandParser.ToCommand(button, inputs));
        }));
    }

    /// <summary>What can be chosen in the dialog of the button; null where nothing is.</summary>
    private static IEnumerable<(string Field, string Value)[]>? Choosable(DialogContext context, Button button)
    {
        var run = context.Run;
        return button.Verb switch
        {
            Verb.Raise => DialogWriter.Raisable(run).Select(criterion => new[] { (CommandParser.ChoiceOf, criterion.Key.Value) }),
            Verb.Page => DialogWriter.Callable(context).Select(choice => new[] { (CommandParser.ChoiceOf, choice.Value) }),
            Verb.Fill => from label in button.Item is { } contact ? [contact] : DialogWriter.Blanks(run).Select(field => field.Label)
                         from person in context.Access.People.Take(1)
                         select new[] { (CommandParser.Label, label), (CommandParser.Value, person.Name) },
            _ => null,
        };
    }

    /// <summary>The first refusal where no choice works; null where one does, or nothing can be chosen and the rules do not say why.</summary>
    private static Refusal? UnlessOneWorks(IEnumerable<Refusal?> choices)
    {
        Refusal? first = null;
        foreach (var why in choices)
        {
            if (why is null) return null;
            first ??= why;
        }
        return first;
    }

    /// <summary>True when a typed verb about this item or role would be accepted.</summary>
    public static bool Accepts(DialogContext context, string verb, string about)
    {
        var rest = verb switch
        {
            "judge" => $"{about} done {LongEnough}",
            "sign" or "unlock" => about,
            "ack" or "drill" or "begin" => "",
            "false-alarm" => LongEnough,
            "decline" => $"{about}: {LongEnough}",
            _ => $"{about} {LongEnough}",
        };
        return CommandParser.ToCommand(new TypedLine(null, verb, rest), context.Run, context.Access) is { } command && Refuses(context, command) is null;
    }
}
