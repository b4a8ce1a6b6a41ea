using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Runbooks;

namespace Tinedy.ChatOps.Domain.Access;

/// <summary>What only the settings can tell of a runbook. Each question is asked of <see cref="AccessDirectory"/> as a run asks it, so that both give one answer.</summary>
public static class SettingsCheck
{
    /// <summary>Roles that nobody holds, contacts that are nobody, an environment that does not exist. Where the settings name nobody at all, only whom the runbook itself cannot explain.</summary>
    public static ImmutableArray<Diagnostic> Of(Runbook runbook, AccessDirectory access) =>
    [
        .. access.People.IsEmpty ? CallsOfNoContact(runbook) : Roles(runbook, access).Concat(Contacts(runbook, access)).Concat(Others(runbook, access)).Concat(Calls(runbook, access)),
        .. access.Environments.IsEmpty ? [] : Environment(runbook, access),
    ];

    private static IEnumerable<Diagnostic> Roles(Runbook runbook, AccessDirectory access) =>
        from named in runbook.SignOffs.Select(line => (line.Role, line.Line))
            .Concat(runbook.Tickable.Where(item => item.Role is not null).Select(item => (Role: item.Role!, item.Line)))
            .DistinctBy(named => named.Role, StringComparer.OrdinalIgnoreCase)
        where access.HoldersOf(runbook, named.Role).IsEmpty
        select Warning(named.Line, "role-without-holder", $"Nobody holds the role \"{named.Role}\", so nobody may act for it. Name a holder in the settings, under People.");

    private static IEnumerable<Diagnostic> Contacts(Runbook runbook, AccessDirectory access) =>
        from contact in runbook.Contacts
        where access.ContactFor(runbook, contact) is null
        select Warning(contact.Line, "contact-without-person", access.UnknownNameOf(runbook, contact) is { } named
            ? $"\"{named}\" is the contact \"{contact.Label}\" here, and nobody in the settings has that name, so a page would skip it. Name them under \"contacts\" in the front matter."
            : $"No person stands behind the contact \"{contact.Label}\", so a page would skip it. Name one under \"contacts\" in the front matter.");

    /// <summary>Somebody is called, and not whom the file names.</summary>
    private static IEnumerable<Diagnostic> Others(Runbook runbook, AccessDirectory access) =>
        from contact in runbook.Contacts
        let called = access.ContactFor(runbook, contact)
        let named = access.UnknownNameOf(runbook, contact)
        where called is not null && named is not null
        select Warning(contact.Line, "contact-is-another", $"\"{named}\" is the contact \"{contact.Label}\" here, and nobody in the settings has that name: @{called.Name} is called, because of the label.");

    private static IEnumerable<Diagnostic> Calls(Runbook runbook, AccessDirectory access) =>
        from call in runbook.Tickable.Select(item => item.Command).OfType<CommandBlock>()
        where call is { Kind: CommandKind.Page, To: { } to } && !access.CanBeCalled(runbook, to)
        select Warning(call.Line, "page-without-person", $"\"{call.To}\" is no contact of this runbook and nobody in the settings, so this step could not call anybody.");

    private static IEnumerable<Diagnostic> CallsOfNoContact(Runbook runbook) =>
        from call in runbook.Tickable.Select(item => item.Command).OfType<CommandBlock>()
        where call is { Kind: CommandKind.Page, To: { } to } && !runbook.HasContact(to)
        select Warning(call.Line, "page-without-person", $"\"{call.To}\" is no contact of this runbook, and there are no settings that name people: without somebody of this name there this step calls nobody.");

    private static IEnumerable<Diagnostic> Environment(Runbook runbook, AccessDirectory access)
    {
        if (runbook.FrontMatter.Environment is not { } named || access.Environment(named) is not null) yield break;
        yield return Warning(runbook.FrontMatter.EnvironmentLine, "environment-unknown",
            $"The environment \"{named}\" is not in the settings, so whoever starts this must name another. There is {string.Join(", ", access.Environments.Select(known => known.Name))}.");
    }

    private static Diagnostic Warning(int line, string code, string message) => new(line, Severity.Warning, code, message);
}
