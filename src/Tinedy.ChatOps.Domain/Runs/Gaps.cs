using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Access;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Domain.Text;

namespace Tinedy.ChatOps.Domain.Runs;

/// <summary>What is missing, said at the start and not at 3 a.m.</summary>
/// <param name="Contact">The contact label that nobody stands behind; null for a role.</param>
public sealed record Gap(string Key, string? Contact, Prose Text, Prose Remedy)
{
    /// <summary>Short, for the aloud sentence: "no contact DevOps Lead".</summary>
    public Prose Short => Contact is null ? (Prose)$"no {Key}" : $"no contact {Key}";
}

public static class Gaps
{
    public const string Tool = "tool:";
    public const string Missing = "missing";

    /// <summary>Of a run: also the tools that its steps call and that are not on their host.</summary>
    public static ImmutableArray<Gap> Of(Run run, AccessDirectory access) => [.. GonePlaces(run, access), .. UnsentFiles(run, access), .. Of(run.Runbook, access, run.Fields), .. MissingTools(run)];

    /// <summary>Channels that should show the run and take nothing any more: also of a run that rolls back or has ended.</summary>
    public static IEnumerable<Gap> GonePlaces(Run run, AccessDirectory access) => access.Reach.GoneOf(run.Id.Number).Select(gone => new Gap(
        $"board in {gone.Place}", null, $"{gone.Place} is not told anything since {gone.Since}: {gone.Why}.",
        $"Somebody restores that channel or invites the bot, then types status there. Or mirror shows the run elsewhere."));

    /// <summary>Files that a channel does not take, also of a run that has ended: most come then.</summary>
    public static IEnumerable<Gap> UnsentFiles(Run run, AccessDirectory access) => access.Reach.UnsentOf(run.Id.Number).Select(file => new Gap(
        $"file {file.Key} in {file.Place}", null, $"{file.Title} is not in {file.Place} since {file.Since}: {file.Why}.",
        $"The page of the run has the same file."));

    private static IEnumerable<Gap> MissingTools(Run run)
    {
        foreach (var (name, _) in (run.Pinned ?? ImmutableSortedDictionary<string, string>.Empty).Where(pinned => pinned.Key.StartsWith(Tool, StringComparison.Ordinal) && pinned.Value == Missing))
        {
            var tool = name[Tool.Length..];
            var steps = run.Runbook.Tickable.Where(item => item.IsStep && !run.IsSettled(item) && Calls(item.Command!.Text, tool)).Select(item => (Prose)$"{item.Number}").ToList();
            if (steps.Count > 0)
                yield return new Gap(tool, null, $"{tool} is not on this host, so {Prose.List(steps)} cannot run.",
                    $"Whoever runs this service installs it, then somebody starts the run again. Or do by hand what the step says, and mark it done with a note.");
        }
    }

    private static bool Calls(string command, string tool) =>
        command.Split([' ', '\n', '\t', '(', ')', ';', '|', '&', '"', '\''], StringSplitOptions.RemoveEmptyEntries).Contains(tool);

    /// <param name="filledIn">Contacts named on this run, by label.</param>
    public static ImmutableArray<Gap> Of(Runbook runbook, AccessDirectory access, IReadOnlyDictionary<string, string> filledIn) =>
    [
        .. runbook.SignOffs.Select(line => line.Role)
            .Concat(runbook.Tickable.Select(item => item.Role).OfType<string>())
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Where(role => access.HoldersOf(runbook, role).IsEmpty)
            .Select(role => new Gap(role, null, $"nobody holds {role}, so the run cannot complete.",
                $"Whoever runs this service names a holder in its settings, under People.")),
        .. runbook.Contacts
            .Where(contact => access.ContactFor(runbook, contact, filledIn.GetValueOrDefault(contact.Label)) is null)
            .Select(contact => new Gap(contact.Label, contact.Label, access.UnknownNameOf(runbook, contact, filledIn.GetValueOrDefault(contact.Label)) is { } named
                ? (Prose)$"no person for contact {contact.Label}: {named} is not on the People list. A page would skip it."
                : $"no person for contact {contact.Label}. A page would skip it.", Prose.Empty)),
        .. runbook.Contacts
            .Select(contact => (contact.Label, Person: access.ContactFor(runbook, contact, filledIn.GetValueOrDefault(contact.Label))))
            .Where(contact => contact.Person is { Means.IsEmpty: true })
            .Select(contact => new Gap(contact.Label, contact.Label, $"contact {contact.Label}, {contact.Person!.Name}, has no means to be called by.",
                $"Whoever runs this service names some in its settings, under People.")),
        .. runbook.Contacts
            .Select(contact => (contact.Label, Person: access.ContactFor(runbook, contact, filledIn.GetValueOrDefault(contact.Label)), Named: access.UnknownNameOf(runbook, contact, filledIn.GetValueOrDefault(contact.Label))))
            .Where(contact => contact is { Named: not null, Person: not null })
            .Select(contact => new Gap($"person called {contact.Named}", null, $"contact {contact.Label} is {contact.Named} in the file, and nobody on the People list is. @{contact.Person!.Name} is called instead.",
                $"Somebody writes who it is: {$"fill {contact.Label}: NAME"}.")),
        .. runbook.Tickable
            .Where(item => item.Command is { Kind: CommandKind.Page, To: { } to } && !access.CanBeCalled(runbook, to))
            .Select(item => new Gap($"one to call in {item.Number}", null, $"{item.Number} calls {item.Command!.To}, and there is nobody of that name.",
                $"Whoever runs this service names them in its settings, under People.")),
        .. access.WantedBy(runbook, filledIn).Where(person => access.Reach.LostOf(person) is not null)
            .Select(person => new Gap($"way to {person.Name}", null, $"@{person.Name} cannot be written to. A page would not arrive.",
                $"They add the app for themselves, or whoever runs this service has it installed for them.")),
    ];
}
