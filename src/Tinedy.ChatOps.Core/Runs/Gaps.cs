using System.Collections.Immutable;
using Tinedy.ChatOps.Core.People;
using Tinedy.ChatOps.Core.Runbooks;
using Tinedy.ChatOps.Core.Words;

namespace Tinedy.ChatOps.Core.Runs;

/// <summary>What is missing, said at the start and not at 3 a.m.</summary>
/// <param name="Contact">The contact label that nobody stands behind; null for a role.</param>
public sealed record Gap(string Key, string? Contact, Prose Text, Prose Remedy)
{
    /// <summary>Short, for the aloud sentence: "no contact DevOps Lead".</summary>
    public Prose Short => Contact is null ? (Prose)$"no {Key}" : $"no contact {Key}";
}

public static class Gaps
{
    /// <param name="filledIn">Contacts named on this run, by label.</param>
    public static ImmutableArray<Gap> Of(Runbook runbook, House house, IReadOnlyDictionary<string, string> filledIn) =>
    [
        .. runbook.SignOffs.Select(line => line.Role)
            .Concat(runbook.Tickable.Select(item => item.Role).OfType<string>())
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Where(role => house.HoldersOf(runbook, role).IsEmpty)
            .Select(role => new Gap(role, null, $"nobody holds {role}, so the run cannot complete.",
                $"Whoever runs this service names a holder in its settings, under People.")),
        .. runbook.Contacts
            .Where(contact => house.ContactFor(runbook, contact.Label, filledIn.GetValueOrDefault(contact.Label)) is null)
            .Select(contact => new Gap(contact.Label, contact.Label, $"no person for contact {contact.Label}. A page would skip it.", Prose.Empty)),
    ];
}
