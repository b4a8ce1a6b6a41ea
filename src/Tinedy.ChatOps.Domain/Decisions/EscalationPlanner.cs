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
        if (first is not null && !contacts.Exists(IsFirst) && access.Named(first) is { } other) contacts.Add((other.Name, other));
        var callable = contacts.OrderBy(contact => first is null || IsFirst(contact) ? 0 : 1).DistinctBy(contact => contact.Person.Name);
        return new([.. callable.SelectMany(contact => RungsOf(contact.Label, contact.Person, policy))], policy.NextRound, policy.AnswerLasts);

        // A label means its contact, and not a person who happens to be called the same.
        bool IsFirst((string Label, Person Person) contact) => contacts.Exists(other => Same(other.Label, first!))
            ? Same(contact.Label, first!)
            : Is((contact.Label, contact.Person.Name), first!);
    }

    /// <summary>False where the contact that was named is nobody yet, and others would be called instead.</summary>
    public static bool BeginsWith(Escalation escalation, string first) => Is((escalation.Rungs[0].Contact, escalation.Rungs[0].Person), first);

    private static IEnumerable<Rung> RungsOf(string contact, Person person, PagingPolicy policy)
    {
        var means = person.Means;
        return means.Select((one, at) => new Rung(contact, person.Name, one, at == means.Length - 1 ? policy.NextContact : policy.NextMeans));
    }

    private static bool Is((string Label, string Person) contact, string named) =>
        Same(contact.Label, named) || Same(contact.Person, named.TrimStart('@'));

    private static bool Same(string name, string other) => string.Equals(name, other, StringComparison.OrdinalIgnoreCase);
}
