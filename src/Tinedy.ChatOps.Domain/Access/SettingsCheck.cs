using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Runbooks;

namespace Tinedy.ChatOps.Domain.Access;

/// <summary>What only the settings can tell of a runbook. Each question is asked of <see cref="House"/> as a run asks it, so that both give one answer.</summary>
public static class SettingsCheck
{
    /// <summary>Roles that nobody holds, contacts that are nobody, an environment that does not exist. Nothing where the settings name nobody at all.</summary>
    public static ImmutableArray<Diagnostic> Of(Runbook runbook, House house) =>
    [
        .. house.People.IsEmpty ? [] : Roles(runbook, house).Concat(Contacts(runbook, house)).Concat(Calls(runbook, house)),
        .. house.Environments.IsEmpty ? [] : Environment(runbook, house),
    ];

    private static IEnumerable<Diagnostic> Roles(Runbook runbook, House house) =>
        from named in runbook.SignOffs.Select(line => (line.Role, line.Line))
            .Concat(runbook.Tickable.Where(item => item.Role is not null).Select(item => (Role: item.Role!, item.Line)))
            .DistinctBy(named => named.Role, StringComparer.OrdinalIgnoreCase)
        where house.HoldersOf(runbook, named.Role).IsEmpty
        select Warning(named.Line, "role-without-holder", $"Nobody holds the role \"{named.Role}\", so nobody may act for it. Name a holder in the settings, under People.");

    private static IEnumerable<Diagnostic> Contacts(Runbook runbook, House house) =>
        from contact in runbook.Contacts
        where house.ContactFor(runbook, contact) is null
        select Warning(contact.Line, "contact-without-person", $"No person stands behind the contact \"{contact.Label}\", so a page would skip it. Name one under \"contacts\" in the front matter.");

    private static IEnumerable<Diagnostic> Calls(Runbook runbook, House house) =>
        from call in runbook.Tickable.Select(item => item.Command).OfType<CommandBlock>()
        where call is { Kind: CommandKind.Page, To: { } to } && !house.CanBeCalled(runbook, to)
        select Warning(call.Line, "page-without-person", $"\"{call.To}\" is no contact of this runbook and nobody in the settings, so this step could not call anybody.");

    private static IEnumerable<Diagnostic> Environment(Runbook runbook, House house)
    {
        if (runbook.FrontMatter.Environment is not { } named || house.Environment(named) is not null) yield break;
        yield return Warning(runbook.FrontMatter.EnvironmentLine, "environment-unknown",
            $"The environment \"{named}\" is not in the settings, so whoever starts this must name another. There is {string.Join(", ", house.Environments.Select(known => known.Name))}.");
    }

    private static Diagnostic Warning(int line, string code, string message) => new(line, Severity.Warning, code, message);
}
