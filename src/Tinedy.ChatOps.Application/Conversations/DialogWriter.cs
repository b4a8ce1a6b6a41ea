using Tinedy.ChatOps.Application.Verbs;
using Tinedy.ChatOps.Presentation.Boards;

namespace Tinedy.ChatOps.Application.Conversations;

/// <summary>What each button asks before it acts: the loss and the exact command first.</summary>
internal static class DialogWriter
{
    /// <summary>The dialog, or a refusal when there is nothing to ask.</summary>
    public static Reply For(DialogContext context, Button button)
    {
        var verb = RunVerbs.Of(button);
        if (verb.IsPreviewed && DecisionPreview.Refuses(context, button) is { } why) return new Reply.Refused(why);
        var question = verb.Ask(context, button);
        return question.Dialog is { } dialog ? new Reply.Ask(dialog) : new Reply.Refused(question.Why!);
    }
}
