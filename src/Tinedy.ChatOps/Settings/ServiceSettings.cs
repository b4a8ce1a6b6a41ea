using Tinedy.ChatOps.Domain.Databases;
using Tinedy.ChatOps.Paging;
using Tinedy.ChatOps.Postgres;
using Tinedy.ChatOps.Slack.Connection;
using Tinedy.ChatOps.Teams.Connection;

namespace Tinedy.ChatOps.Settings;

/// <summary>The settings that decide what the service is, read once at its start.</summary>
/// <param name="Slack">Null where nothing is said about Slack.</param>
/// <param name="Teams">Null where nothing is said about Teams.</param>
/// <param name="Paging">How people are called outside chat, and how long they are given.</param>
/// <param name="LocalMode">No chat platform is configured: the console's chat is the channel, for this computer only.</param>
/// <param name="ConnectionString">Null: the embedded server.</param>
/// <param name="RunbooksDirectory">Absolute.</param>
internal sealed record ServiceSettings(
    SlackSettings? Slack, TeamsSettings? Teams, PagingSettings Paging, bool LocalMode, string? ConnectionString, string? EmbeddedDirectory, string RunbooksDirectory, IReadOnlyList<Uri> Urls)
{
    public const string DefaultUrl = "http://127.0.0.1:5080";
    public static readonly TimeSpan UsualTick = TimeSpan.FromSeconds(5);
    public const string DefaultRunbooks = "manifests/runbooks";

    /// <summary>How often the clock asks who is due. Escalations wait for minutes.</summary>
    public TimeSpan Tick { get; init; } = UsualTick;

    /// <summary>The programs of the embedded server; null: found, else fetched.</summary>
    public string? EmbeddedBinaries { get; init; }

    /// <summary>
    /// A folder for what the service keeps on this machine. Where the embedded server has a folder of its own, this lies in it: two services
    /// with two databases share nothing.
    /// </summary>
    public string DataFolder(string name) => Path.Combine(
        EmbeddedDirectory is { } own ? Path.GetFullPath(own)
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "tinedy-chatops"),
        name);

    /// <exception cref="SettingsException">With every problem there is.</exception>
    public static ServiceSettings Read(IConfiguration configuration)
    {
        var problems = new List<string>();
        var slack = SlackSettings.Read(configuration, problems);
        var paging = PagingSettings.Read(configuration, problems);
        var teams = TeamsSettings.Read(configuration, problems);
        var localMode = configuration.GetValue<bool?>("Local:Chat") ?? (slack is null && teams is null);
        var urls = ListenAddresses.Read(Given(configuration["Urls"]) ?? DefaultUrl, localMode, problems);
        var connection = Given(configuration.GetConnectionString("ChatOps"));
        if (connection is not null && ProblemOf(connection) is { } wrong) problems.Add(wrong);
        if (problems.Count > 0) throw new SettingsException(problems);
        return new(slack, teams, paging, localMode, connection, Given(configuration["Embedded:DataDirectory"]),
            RunbooksIn(configuration), urls)
        {
            Tick = configuration.GetValue("Clock:Tick", UsualTick),
            EmbeddedBinaries = Given(configuration["Embedded:Binaries"]),
        };
    }

    /// <summary>As seen from where the program was started, else from where it lies.</summary>
    public static string RunbooksIn(IConfiguration configuration)
    {
        var directory = Given(configuration["Runbooks:Directory"]) ?? DefaultRunbooks;
        var here = Path.GetFullPath(directory);
        var beside = Path.GetFullPath(directory, AppContext.BaseDirectory);
        return Directory.Exists(here) || !Directory.Exists(beside) ? here : beside;
    }

    /// <summary>Why this is no address of a database; null when it is one.</summary>
    public static string? ProblemOf(string connection)
    {
        try
        {
            PostgresAddress.Parse(connection);
            return null;
        }
        catch (DatabaseAddressException wrong)
        {
            return $"ConnectionStrings:ChatOps: {wrong.Message}";
        }
    }

    private static string? Given(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;
}
