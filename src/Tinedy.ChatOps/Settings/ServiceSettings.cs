using System.Globalization;
using System.Net;
using Tinedy.ChatOps.Paging;
using Tinedy.ChatOps.Slack;
using Tinedy.ChatOps.Teams;

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
    private const string DefaultUrl = "http://127.0.0.1:5080";
    private static readonly TimeSpan UsualTick = TimeSpan.FromSeconds(5);
    private const string DefaultRunbooks = "manifests/runbooks";

    /// <summary>How often the clock asks who is due. Escalations wait for minutes.</summary>
    public TimeSpan Tick { get; init; } = UsualTick;

    /// <exception cref="SettingsException">With every problem there is.</exception>
    public static ServiceSettings Read(IConfiguration configuration)
    {
        var problems = new List<string>();
        var slack = SlackSettings.Read(configuration, problems);
        var paging = PagingSettings.Read(configuration, problems);
        var teams = TeamsSettings.Read(configuration, problems);
        var localMode = configuration.GetValue<bool?>("Local:Chat") ?? (slack is null && teams is null);
        var urls = (configuration["Urls"] ?? DefaultUrl).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(url => Uri.TryCreate(url.Replace("://*", "://0.0.0.0", StringComparison.Ordinal).Replace("://+", "://0.0.0.0", StringComparison.Ordinal), UriKind.Absolute, out var uri) ? uri : null).ToList();

        var tick = configuration["Clock:Tick"] is not { Length: > 0 } said ? UsualTick : TimeSpan.TryParse(said, CultureInfo.InvariantCulture, out var time) ? time : TimeSpan.Zero;
        if (tick < TimeSpan.FromMilliseconds(100) || tick > TimeSpan.FromMinutes(1)) problems.Add($"Clock:Tick: \"{configuration["Clock:Tick"]}\" is no time from a tenth of a second to a minute. Write 00:00:05 for five seconds.");
        if (urls.Contains(null)) problems.Add($"Urls: \"{configuration["Urls"]}\" is not a list of addresses like {DefaultUrl}.");
        else if (localMode && urls.FirstOrDefault(url => !IsLoopback(url!)) is { } open)
            problems.Add($"Urls: {open} can be reached by others. In local mode whoever opens the page says who they are: bind to {DefaultUrl}, or configure Slack or Teams.");
        if (problems.Count > 0) throw new SettingsException(problems);
        return new(slack, teams, paging, localMode, Given(configuration.GetConnectionString("ChatOps")), Given(configuration["Embedded:DataDirectory"]),
            RunbooksIn(configuration["Runbooks:Directory"] ?? DefaultRunbooks), [.. urls.OfType<Uri>()])
        {
            Tick = tick,
        };
    }

    /// <summary>As seen from where the program was started, else from where it lies.</summary>
    private static string RunbooksIn(string directory)
    {
        var here = Path.GetFullPath(directory);
        return Directory.Exists(here) ? here : Path.GetFullPath(directory, AppContext.BaseDirectory);
    }

    private static bool IsLoopback(Uri url) => url.IsLoopback || (IPAddress.TryParse(url.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private static string? Given(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;
}
