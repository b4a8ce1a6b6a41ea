using System.Collections.Immutable;

namespace Tinedy.ChatOps.Domain.Events;

/// <summary>Who is called, by which means and in which order. Frozen in the event that starts it: editing the contacts later changes nothing of it.</summary>
/// <param name="Rungs">In order. Empty: there is nobody to call, and that is said at once.</param>
public sealed record Escalation(ImmutableArray<Rung> Rungs, TimeSpan BetweenRounds, TimeSpan AnswerLasts)
{
    /// <summary>Everybody at once: a rehearsal waits for each answer, not for the first.</summary>
    public Escalation AtOnce() => this with { Rungs = [.. Rungs.Select((rung, at) => at == Rungs.Length - 1 ? rung with { Wait = AnswerLasts } : rung with { Wait = TimeSpan.Zero })] };
}

/// <summary>One call to one person by one means.</summary>
/// <param name="Contact">The label of the runbook's contact: "DevOps Lead".</param>
/// <param name="Person">Whom it stood for when the escalation began, by name.</param>
/// <param name="Means"><c>chat</c>, <c>channel</c>, <c>email</c> or the name of a webhook.</param>
/// <param name="Wait">How long it is given before the next rung's turn.</param>
public sealed record Rung(string Contact, string Person, string Means, TimeSpan Wait);
