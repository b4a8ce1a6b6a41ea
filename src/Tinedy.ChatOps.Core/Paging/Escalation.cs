using System.Collections.Immutable;
using Tinedy.ChatOps.Core.People;
using Tinedy.ChatOps.Core.Runs;

namespace Tinedy.ChatOps.Core.Paging;

/// <summary>Who is called, by which means and in which order. Frozen in the event that starts it: editing the contacts later changes nothing of it.</summary>
/// <param name="Rungs">In order. Empty: there is nobody to call, and that is said at once.</param>
public sealed record Escalation(ImmutableArray<Rung> Rungs, TimeSpan BetweenRounds, TimeSpan AnswerLasts)
{
    /// <summary>The contacts of the runbook, each by their own means; where it names none, the operators of the environment.</summary>
    /// <param name="first">The contact or person that is called before all others; null: in the runbook's order.</param>
    public static Escalation For(Run run, House house, string? first = null)
    {
        var policy = house.Paging;
        var contacts = run.Runbook.Contacts
            .Select(contact => (contact.Label, Person: house.ContactFor(run.Runbook, contact, run.Fields.GetValueOrDefault(contact.Label))!))
            .Where(contact => contact.Person is not null)
            .ToList();
        if (contacts.Count == 0) contacts.AddRange(house.OperatorsOf(run.Environment).Select(person => ("operator", person)));
        if (first is not null && !contacts.Exists(contact => Is(contact, first)) && house.Named(first) is { } other) contacts.Add((other.Name, other));
        var callable = contacts.OrderBy(contact => first is null || Is(contact, first) ? 0 : 1).DistinctBy(contact => contact.Person.Name);
        return new([.. callable.SelectMany(contact => RungsOf(contact.Label, contact.Person, policy))], policy.NextRound, policy.AnswerLasts);
    }

    /// <summary>Everybody at once: a rehearsal waits for each answer, not for the first.</summary>
    public Escalation AtOnce() => this with { Rungs = [.. Rungs.Select((rung, at) => at == Rungs.Length - 1 ? rung with { Wait = AnswerLasts } : rung with { Wait = TimeSpan.Zero })] };

    private static IEnumerable<Rung> RungsOf(string contact, Person person, PagingPolicy policy)
    {
        var means = person.Means;
        return means.Select((one, at) => new Rung(contact, person.Name, one, at == means.Length - 1 ? policy.NextContact : policy.NextMeans));
    }

    private static bool Is((string Label, Person Person) contact, string named) =>
        string.Equals(contact.Label, named, StringComparison.OrdinalIgnoreCase)
        || string.Equals(contact.Person.Name, named.TrimStart('@'), StringComparison.OrdinalIgnoreCase);
}

/// <summary>One call to one person by one means.</summary>
/// <param name="Contact">The label of the runbook's contact: "DevOps Lead".</param>
/// <param name="Person">Whom it stood for when the escalation began, by name.</param>
/// <param name="Means"><c>chat</c>, <c>channel</c>, <c>email</c> or the name of a webhook.</param>
/// <param name="Wait">How long it is given before the next rung's turn.</param>
public sealed record Rung(string Contact, string Person, string Means, TimeSpan Wait)
{
    public const string Chat = "chat";
    public const string Channel = "channel";
    public const string Email = "email";
}
