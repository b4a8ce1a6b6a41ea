using Tinedy.ChatOps.Domain.Access;
using Tinedy.ChatOps.Execution.Options;
using Tinedy.ChatOps.Slack.Connection;
using Tinedy.ChatOps.Teams.Connection;

namespace Tinedy.ChatOps.Settings;

/// <summary>What the service is and who is in it, read at once: whoever mends settings wants to mend them in one go.</summary>
internal static class AllSettings
{
    /// <exception cref="SettingsException">With every problem there is.</exception>
    public static (ServiceSettings Service, AccessDirectory Access) Read(IConfiguration configuration) => Read(configuration, _ => []);

    /// <summary>For whoever will serve: what the settings name has to be there as well.</summary>
    /// <exception cref="SettingsException">With every problem there is.</exception>
    public static (ServiceSettings Service, AccessDirectory Access) ReadToServe(IConfiguration configuration) => Read(configuration, readable =>
    [
        .. ServiceSettings.RunbooksIn(readable) is var folder && Directory.Exists(folder) ? Array.Empty<string>()
            : [$"Runbooks:Directory: there is no folder {folder}. Make it, or name the one with your runbooks."],
        .. AttemptsFolder(readable),
    ]);

    private static (ServiceSettings Service, AccessDirectory Access) Read(IConfiguration configuration, Func<IConfiguration, IEnumerable<string>> further)
    {
        var problems = new List<string>();
        var readable = SettingsValidator.Readable(configuration, problems);
        var service = Try(() => ServiceSettings.Read(readable), problems);
        var access = Try(() => AccessSettingsReader.Read(readable, service?.LocalMode ?? !(SlackSettings.AreGiven(readable) || TeamsSettings.AreGiven(readable))), problems);
        var calendar = CalendarReader.Read(readable.GetSection("Calendar"), access, problems);
        problems.AddRange([.. OfExecution(readable), .. further(readable)]);
        if (service is not null && access is not null)
        {
            access = access.With(service.Paging.Policy).With(calendar);
            problems.AddRange([.. AccessSettingsReader.UnknownMeans(access), .. AccessSettingsReader.UnknownStakeholders(access, service)]);
        }
        return problems.Count == 0 ? (service!, access!) : throw new SettingsException(problems);
    }

    public static IEnumerable<string> OfExecution(IConfiguration readable)
    {
        var execution = readable.GetSection(ExecutionOptions.Section).Get<ExecutionOptions>() ?? new();
        if (execution.Poll >= execution.Lease) yield return $"Execution:Poll: {execution.Poll:c} has to be shorter than Execution:Lease, {execution.Lease:c}.";
        if (string.IsNullOrWhiteSpace(execution.Directory)) yield return "Execution:Directory is empty. Name a folder, or leave the setting out.";
    }

    /// <summary>The folder is made here: a runner that finds that it cannot be would end the service later, with less to say.</summary>
    public static IEnumerable<string> AttemptsFolder(IConfiguration readable)
    {
        if (readable[$"{ExecutionOptions.Section}:Directory"] is not { Length: > 0 } named) return [];
        try
        {
            Directory.CreateDirectory(named);
            return [];
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return [$"Execution:Directory: {named} cannot be made: {refused.Message} Name a folder on a disk that outlives this service."];
        }
    }

    /// <summary>What can be started with and keeps steps from running, for whoever starts the service: a sentence for each.</summary>
    public static IEnumerable<string> Doubts(AccessDirectory access)
    {
        foreach (var environment in access.Environments.Where(one => one.Runner is null))
        {
            if (environment.Workspace is { } workspace && !Directory.Exists(workspace))
                yield return $"Environments:{environment.Name}:Workspace: there is no folder {workspace}. No step of {environment.Name} can run until there is.";
        }
        foreach (var environment in access.Environments.Where(one => one.Target != EnvironmentSettings.UsualTarget))
        {
            if (!environment.Variables.ContainsKey(environment.Target) && !environment.Secrets.ContainsKey(environment.Target) && !environment.SecretFiles.ContainsKey(environment.Target))
                yield return $"Environments:{environment.Name}:Target: {environment.Target} is neither among its Variables nor among its Secrets, so the database it works on is not known.";
        }
    }

    /// <summary>Null where it could not be read; the problems say why.</summary>
    public static T? Try<T>(Func<T> read, List<string> problems) where T : class
    {
        try
        {
            return read();
        }
        catch (SettingsException doubtful)
        {
            problems.AddRange(doubtful.Problems);
            return null;
        }
    }
}
