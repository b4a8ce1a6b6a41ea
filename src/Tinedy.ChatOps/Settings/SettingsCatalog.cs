using System.Globalization;
using Tinedy.ChatOps.Domain.Access;
using Tinedy.ChatOps.Execution.Options;

namespace Tinedy.ChatOps.Settings;

/// <summary>
/// Every setting there is. From here come the refusal of names and values that are none, the JSON Schema beside the manifests, and what the
/// table in manifests/settings/README.md is held against. A setting that is not listed here does not start.
/// </summary>
internal static class SettingsCatalog
{
    private static readonly SettingType Text = new SettingType.Text();
    private static readonly SettingType Secret = new SettingType.Text(IsSecret: true);
    private static readonly SettingType Flag = new SettingType.Flag();
    private static readonly SettingType Patience = new SettingType.Duration(TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));

    /// <summary>What .NET itself reads at the top, beside ours; a command line may hold these as well.</summary>
    public static IReadOnlyList<string> OfDotNet { get; } =
    [
        "$schema", "Logging", "AllowedHosts", "Kestrel", "environment", "contentRoot", "applicationName", "webRoot", "http_ports", "https_ports", "hostBuilder",
        "hostingStartupAssemblies", "hostingStartupExcludeAssemblies", "preferHostingUrls", "captureStartupErrors", "detailedErrors", "suppressStatusMessages",
        "shutdownTimeoutSeconds", "staticWebAssets", "startupAssembly", "forwardedHeaders_Enabled", "HttpLogging", "Metrics", "Authentication",
    ];

    /// <summary>True under a section where other programs' settings stand beside ours.</summary>
    public static bool IsShared(string name) => name.StartsWith("ConnectionStrings:", StringComparison.OrdinalIgnoreCase);

    /// <summary>In the order in which somebody sets a service up.</summary>
    public static IReadOnlyList<Setting> All { get; } =
    [
        .. OfTheService(), .. OfPeople(), .. OfEnvironments(), .. OfSlack(), .. OfTeams(), .. OfPaging(), .. OfExecution(), .. OfTheCalendar(),
    ];

    private static IEnumerable<Setting> OfTheService() =>
    [
        new("ConnectionStrings:ChatOps", Secret, "Postgres 15 or newer, as Npgsql writes it or as postgres://…; absent: the embedded server"),
        new("Embedded:DataDirectory", Text, "The folder of the embedded server, and of what belongs to it; absent: in the user's data folder"),
        new("Embedded:Binaries", Text, "The folder with initdb, pg_ctl and postgres for the embedded server; absent: found on the machine, else fetched"),
        new("Urls", Text, "Addresses that are served, with ; between them", ServiceSettings.DefaultUrl),
        new("Runbooks:Directory", Text, "The folder with the runbooks", ServiceSettings.DefaultRunbooks),
        new("Local:Chat", Flag, "Keeps the local chat on although a platform is configured; absent: on where none is"),
        new("Clock:Tick", new SettingType.Duration(TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1)),
            "How often the clock asks who is due while somebody is about to be", Of(ServiceSettings.UsualTick)),
        new("Runner:Label", Text, "What the verb runner takes without --label"),
        new("OTEL_EXPORTER_OTLP_ENDPOINT", Text, "Where traces and metrics go"),
    ];

    private static IEnumerable<Setting> OfPeople() =>
    [
        new("People:*:Name", Text, "How messages name them, unique"),
        new("People:*:Email", Text, "Their address for mail"),
        new("People:*:Slack", Text, "TEAM/USER, as in T024BE7LH/U0G9QF9C6"),
        new("People:*:Teams", Text, "TENANT/OBJECT"),
        new("People:*:Roles:*", Text, "A role that they hold, as runbooks write it"),
        new("People:*:Contact", Text, "How they are paged, one means after the other: chat (absent: that), channel, email, or the name of a webhook"),
    ];

    private static IEnumerable<Setting> OfEnvironments() =>
    [
        new("Environments:{name}:Workspace", Text, "The folder that steps run in, no link"),
        new("Environments:{name}:Variables:{name}", Text, "A variable of the steps"),
        new("Environments:{name}:Secrets:{name}", Secret, "A variable of the steps that is masked wherever it would be shown"),
        new("Environments:{name}:SecretFiles:{name}", Text, "The path of a file with a secret, as orchestrators mount it"),
        new("Environments:{name}:Operators:*", Text, "A role or a person who operates it; nobody named means that nobody may"),
        new("Environments:{name}:Default", Flag, "It is meant where none is named", "false"),
        new("Environments:{name}:Target", Text, "The variable or secret with the database's address", EnvironmentSettings.UsualTarget),
        new("Environments:{name}:Hosts:*", Text, "A host that http steps may ask, as crm.example.org or crm.example.org:8443"),
        new("Environments:{name}:User", Text, "The user of the host that steps run as"),
        new("Environments:{name}:Mirrors:*", Text, "A channel that shows every run: slack:TEAM/CHANNEL or teams:TENANT/19:…@thread.tacv2"),
        new("Environments:{name}:Runner", Text, "The label of the runners that run its steps"),
        new("Environments:{name}:Stakeholders:*", Text, "Where stakeholders are told: slack:TEAM/CHANNEL, teams:TENANT/CHANNEL, email:ADDRESS, a webhook's name, local"),
        new("Environments:{name}:Rehearsal", Flag, "It is there for rehearsing", "false"),
    ];

    private static IEnumerable<Setting> OfSlack() =>
    [
        new("Slack:BotToken", Secret, "xoxb-…, the app's Bot User OAuth Token") { Alias = "SLACK_BOT_TOKEN" },
        new("Slack:SigningSecret", Secret, "What requests from Slack are verified with") { Alias = "SLACK_SIGNING_SECRET" },
        new("Slack:PreviousSigningSecret", Secret, "Accepted as well, while a secret is being replaced"),
        new("Slack:AppToken", Secret, "xapp-…: Socket Mode, where the service connects to Slack") { Alias = "SLACK_APP_TOKEN" },
        new("Slack:Sockets", new SettingType.Number(1, 10), "Connections in Socket Mode; Slack allows 10 for all replicas together", "2"),
        new("Slack:ApiUrl", Text, "Slack's Web API; another one for GovSlack. The token goes there", "https://slack.com/api/"),
        new("Slack:Command", Text, "The slash command as installed", "/migrate"),
    ];

    private static IEnumerable<Setting> OfTeams() =>
    [
        new("Teams:AppId", Text, "The Application (client) ID of the bot's app registration") { Alias = "MicrosoftAppId" },
        new("Teams:TenantId", Text, "The Directory (tenant) ID, whose people and channels alone are served") { Alias = "MicrosoftAppTenantId" },
        new("Teams:ClientSecret", Secret, "A client secret of the app") { Alias = "MicrosoftAppPassword" },
        new("Teams:Certificate", Text, "A .pfx file instead of a client secret"),
        new("Teams:CertificatePassword", Secret, "The password of that file"),
        new("Teams:ManagedIdentity", Flag, "A managed identity of the host in Azure instead of a client secret", "false") { Alias = "MicrosoftAppType" },
        new("Teams:Authority", Text, "Where our own tokens come from", "https://login.microsoftonline.com/"),
        new("Teams:Scope", Text, "What our own tokens are for", "https://api.botframework.com/.default"),
        new("Teams:OpenIdMetadataUrl", Text, "By whose keys activities are believed", "https://login.botframework.com/v1/.well-known/openidconfiguration"),
        new("Teams:Issuer", Text, "Under which name activities are believed", "https://api.botframework.com"),
        new("Teams:AllowedServiceUrls", Text, "The only places that answers go to, with ; between them; absent: Microsoft's"),
        new("Teams:AllowedServiceUrls:*", Text, "A place that answers may go to"),
        new("Teams:Playground", Flag, "Takes activities without a token from this computer, in the Development environment alone", "false"),
    ];

    private static IEnumerable<Setting> OfPaging() =>
    [
        new("Paging:NextMeans", Patience, "Until the same person is called by their next means", Of(PagingPolicy.Usual.NextMeans)),
        new("Paging:NextContact", Patience, "Until the next contact is called", Of(PagingPolicy.Usual.NextContact)),
        new("Paging:NextRound", Patience, "From a round in which nobody answered to the next", Of(PagingPolicy.Usual.NextRound)),
        new("Paging:AnswerLasts", Patience, "How long \"I'm on it\" holds while nobody does anything in the run", Of(PagingPolicy.Usual.AnswerLasts)),
        new("Paging:DecisionWaits", Patience, "How long a failed step may wait for somebody to take it", Of(PagingPolicy.Usual.DecisionWaits)),
        new("Paging:Remind", Patience, "After which time holders are reminded of a signature", Of(PagingPolicy.Usual.Remind)),
        new("Paging:RemindAgain", Patience, "And then each", Of(PagingPolicy.Usual.RemindAgain)),
        new("Paging:DeadMan", Secret, "An address outside that hears each minute that paging moves"),
        new("Paging:Webhooks:{name}:Url", Text, "Where a page is posted; absent: the public address of its shape"),
        new("Paging:Webhooks:{name}:Shape", new SettingType.OneOf("plain", "pagerduty", "opsgenie"), "What is posted", "plain"),
        new("Paging:Webhooks:{name}:Key", Secret, "The routing key, the API key, or what is sent as bearer"),
        new("Paging:Smtp:Host", Text, "The mail server that takes pages"),
        new("Paging:Smtp:Port", new SettingType.Number(1, 65535), "Its port", "587"),
        new("Paging:Smtp:From", Text, "The address to send from"),
        new("Paging:Smtp:User", Text, "Who logs in there"),
        new("Paging:Smtp:Password", Secret, "Their password"),
        new("Paging:Smtp:Encrypted", Flag, "Whether the connection must be encrypted; absent: unless the server is on this computer"),
    ];

    private static IEnumerable<Setting> OfExecution()
    {
        var usual = new ExecutionOptions();
        var most = TimeSpan.FromHours(12);
        return
        [
            new("Execution:Directory", Text, "Where attempts leave what a restarted service must find, on a disk that outlives it, of this host alone; absent: in the user's data folder"),
            new("Execution:Lease", new SettingType.Duration(TimeSpan.FromSeconds(5), most),
                "How long a host may be silent before another one declares its steps unknown", Of(usual.Lease)),
            new("Execution:Poll", new SettingType.Duration(TimeSpan.FromMilliseconds(10), most), "How often the queue is asked when nobody rings", Of(usual.Poll)),
            new("Execution:Grace", new SettingType.Duration(TimeSpan.Zero, most), "Between asking a process to stop and making it", Of(usual.Grace)),
            new("Execution:OutputCap", new SettingType.Number(64 * 1024, 256 * 1024 * 1024),
                "Bytes of output that are kept of one attempt", usual.OutputCap.ToString(CultureInfo.InvariantCulture)),
            new("Execution:MinimumFreeSpace", new SettingType.Number(0, 1L << 50),
                "Bytes that must be free on the disk of Execution:Directory for another step to be taken", usual.MinimumFreeSpace.ToString(CultureInfo.InvariantCulture)),
            new("Execution:AtOnce", new SettingType.Number(1, 10_000), "Steps that run on this host at the same time", usual.AtOnce.ToString(CultureInfo.InvariantCulture)),
        ];
    }

    private static IEnumerable<Setting> OfTheCalendar() =>
    [
        new("Calendar:Zone", new SettingType.Zone(), "The time zone of a moment where neither the moment nor the runbook names one, as Europe/Berlin"),
        new("Calendar:Freezes:*:From", Text, "The moment from which nothing is started, as 2026-12-20 00:00 Europe/Berlin"),
        new("Calendar:Freezes:*:To", Text, "The moment until which"),
        new("Calendar:Freezes:*:Why", Text, "What people read when they are refused"),
        new("Calendar:Freezes:*:Environment", Text, "The environment that it is for; absent: every one"),
        new("Calendar:Freezes:*:LiftedBy:*", Text, "A name or a role of somebody who can have it lifted"),
    ];

    private static string Of(TimeSpan time) => time.ToString("c", CultureInfo.InvariantCulture);
}
