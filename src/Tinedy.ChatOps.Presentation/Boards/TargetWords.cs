using Tinedy.ChatOps.Domain.Access;
using Tinedy.ChatOps.Domain.Databases;
using Tinedy.ChatOps.Domain.Text;

namespace Tinedy.ChatOps.Presentation.Boards;

/// <summary>What a command will touch: database, server, environment and folder, named before its button. Never with a user's password.</summary>
public static class TargetWords
{
    /// <summary>"database tinedy_crm on db.example.org, prod, in /srv/crm".</summary>
    /// <param name="environment">The run's; named also where it is not configured any more.</param>
    public static Prose Of(string environment, EnvironmentSettings? settings)
    {
        var workspace = settings?.Workspace is { } folder ? (Prose)$"in {folder}" : Prose.Empty;
        return Prose.Join(", ", [settings is null ? Prose.Empty : Database(settings), $"{environment}", workspace]);
    }

    /// <summary>"database tinedy_crm on db.example.org"; empty for an environment without the address of one.</summary>
    public static Prose Database(EnvironmentSettings settings)
    {
        if (Variable(settings, settings.Target) is not { Length: > 0 } address)
            return settings.Runner is { } label ? $"the database of {settings.Target} on runner {label}" : Prose.Empty;
        try
        {
            var read = DatabaseAddress.ReadTarget(address, name => Variable(settings, name));
            var hosts = Prose.Join(" or ", read.Hosts.Select(host => (Prose)$"{Shown(settings, host.WithPort)}"));
            return (read.Database ?? read.User) is { } name ? (Prose)$"database {Shown(settings, name)} on {hosts}" : $"the user's own database on {hosts}";
        }
        catch (DatabaseAddressException)
        {
            return $"unknown database: {settings.Target} is no address that can be read";
        }
    }

    /// <summary>A part of the address that is a secret of its own as well stays one.</summary>
    private static string Shown(EnvironmentSettings settings, string part) =>
        settings.Secrets.Any(secret => secret.Key != settings.Target && secret.Value.Length > 0 && part.Contains(secret.Value, StringComparison.Ordinal)) ? "•••" : part;

    private static string? Variable(EnvironmentSettings settings, string name) => settings.Secrets.GetValueOrDefault(name) ?? settings.Variables.GetValueOrDefault(name);
}
