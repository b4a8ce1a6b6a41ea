using Tinedy.ChatOps.Domain.Access;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Domain.Runs;

namespace Tinedy.ChatOps.Domain.Decisions;

/// <summary>Who would be called if an escalation began now: the settings and the runbook, read once and then frozen in the event.</summary>
public static class EscalationPlanner
{
    /// <summary>The contacts of the runbook, each by their own means; where it names none, the operators of the environment.</summary>
    /// <param name="first">The contact or person that is called before all others; null: in the runbook's order.</param>
    public static Escalation For(Run run, AccessDirectory access, string? first = null)
    {
        var policy = access.Paging;
        var contacts = run.Runbook.Contacts
            .Select(contact => (contact.Label, Person: access.ContactFor(run.Runbook, contact, run.Fields.GetValueOrDefault(contact.Label))!))
            .Where(contact => contact.Person is not null)
            .ToList();
        if (contacts.Count == 0) contacts.AddRange(access.OperatorsOf(run.Environment).Select(person => ("operator", person)));
        if (first is not null && !contacts.Exists(contact => Is(contact, first)) && access.Named(first) is { } other) contacts.Add((other.Name, other));
        var callable = contacts.OrderBy(contact => first is null || Is(contact, first) ? 0 : 1).DistinctBy(contact => contact.Person.Name);
        return new([.. callable.SelectMany(contact => RungsOf(contact.Label, contact.Person, policy))], policy.NextRound, policy.AnswerLasts);
    }

    private static IEnumerable<Rung> RungsOf(string contact, Person person, PagingPolicy policy)
    {
        var means = person.Means;
        return means.Select((one, at) => new Rung(contact, person.Name, one, at == means.Length - 1 ? policy.NextContact : policy.NextMeans));
    }

    private static bool Is((string Label, Person Person) contact, string named) =>
        string.Equals(contact.Label, named, StringComparison.OrdinalIgnoreCase)
        || string.Equals(contact.Person.Name, named.TrimStart('@'), StringComparison.OrdinalIgnoreCase);
}
