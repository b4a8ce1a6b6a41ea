using Tinedy.ChatOps.Application.Verbs;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Presentation.Boards;

namespace Tinedy.ChatOps.Application.Conversations;

/// <summary>A refusal that is about a field of the dialog stands under it, and the dialog stays open.</summary>
internal static class FieldErrors
{
    public static Reply UnderItsField(Reply reply, Button about, IReadOnlyDictionary<string, string> inputs) =>
        reply is Reply.Refused refused && FieldOf(refused.Why.Reason, about) is { } field && inputs.ContainsKey(field) ? new Reply.InField(field, InWords(refused.Why, field)) : reply;

    /// <summary>A refusal that names what to type is of no use where there is something to choose.</summary>
    private static Refusal InWords(Refusal why, string field) => field == DialogFields.Unknown ? RollbackVerb.NotConfirmed(why) : why;

    /// <summary>The field that a refusal is about; null when it is about none.</summary>
    private static string? FieldOf(RefusalReason why, Button about) => why switch
    {
        RefusalReason.WrongTypedId => DialogFields.TypedId,
        RefusalReason.OutcomeUnknown when about.Verb == Verb.RollBack => DialogFields.Unknown,
        RefusalReason.ReasonTooShort or RefusalReason.NeedsANote or RefusalReason.TooLong => about.Verb == Verb.Start ? DialogFields.Reason : RunVerbs.Of(about).WordsField,
        RefusalReason.NotOnPeopleList when about.Verb == Verb.Fill => DialogFields.Value,
        RefusalReason.UnknownRunbook or RefusalReason.RunbookHasErrors => DialogFields.Runbook,
        RefusalReason.UnknownEnvironment or RefusalReason.EnvironmentHeld or RefusalReason.EnvironmentLocked => DialogFields.Environment,
        RefusalReason.NotAnOperator when about.Verb == Verb.Start => DialogFields.Environment,
        RefusalReason.BadMoment or RefusalReason.Frozen => DialogFields.When,
        RefusalReason.UnknownContact or RefusalReason.UnknownCriterion or RefusalReason.NobodyToCall => DialogFields.Choice,
        _ => null,
    };
}
