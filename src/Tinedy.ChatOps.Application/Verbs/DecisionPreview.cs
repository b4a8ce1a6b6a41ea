using System.Globalization;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Decisions;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Presentation.Boards;

namespace Tinedy.ChatOps.Application.Verbs;

/// <summary>
/// What the decision would be if somebody asked now: before they fill in a dialog, or finish a line. Only ever asks
/// <see cref="Decision"/>, so that nothing here knows a right or a gate.
/// </summary>
internal static class DecisionPreview
{
    /// <summary>Stands for what a person will have typed by then: long enough for every rule.</summary>
    public const string LongEnough = "what a person will have typed";

    /// <summary>Why the command would be refused whatever is filled in; null when it may work.</summary>
    public static Refusal? Refuses(DialogContext context, Command command) =>
        Decision.Decide(context.Run, command, Actor.Of(context.Asker), context.Access, context.Now) is Verdict.Refused refused ? refused.Why : null;

    /// <summary>The same for a button whose dialog comes first.</summary>
    public static Refusal? Refuses(DialogContext context, Button button)
    {
        var verb = RunVerbs.Of(button);
        var inputs = new Dictionary<string, string>
        {
            [DialogFields.Reason] = LongEnough,
            [DialogFields.TypedId] = context.Run.ShortId,
            [DialogFields.Unknown] = RollbackVerb.DespiteUnknown,
            // So far ahead that no freeze is likely: the moment itself is judged when it is there.
            [DialogFields.When] = context.Now.AddYears(1).ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture),
        };
        return verb.Choosable(context, button) is not { } choices ? Refuses(context, verb.ToCommand(button, inputs)) : UnlessOneWorks(choices.DefaultIfEmpty([]).Select(choice =>
        {
            foreach (var (field, value) in choice) inputs[field] = value;
            return Refuses(context, verb.ToCommand(button, inputs));
        }));
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
}
