using Tinedy.ChatOps.Application.Announcements;
using Tinedy.ChatOps.Application.Conversations;
using Tinedy.ChatOps.Application.Paging;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Application.Runs;
using Tinedy.ChatOps.Application.Scheduling;
using Tinedy.ChatOps.Application.Signals;
using Tinedy.ChatOps.Application.Watching;
using Tinedy.ChatOps.Clock;
using Tinedy.ChatOps.Console;
using Tinedy.ChatOps.Domain.Access;
using Tinedy.ChatOps.Execution;
using Tinedy.ChatOps.Execution.Options;
using Tinedy.ChatOps.Files;
using Tinedy.ChatOps.Local;
using Tinedy.ChatOps.Paging;
using Tinedy.ChatOps.Postgres;
using Tinedy.ChatOps.Settings;
using Tinedy.ChatOps.Slack;
using Tinedy.ChatOps.Startup;
using Tinedy.ChatOps.Teams;

namespace Tinedy.ChatOps.Serving;

/// <summary>Puts the service together out of its projects.</summary>
internal static class Service
{
    /// <summary>By this its static files are found, in whichever program it is hosted.</summary>
    private static readonly string Name = typeof(Service).Assembly.GetName().Name!;

    public static WebApplicationBuilder Configure(string[] args)
    {
        // Settings are read once, so nothing has to watch their files.
        const string readOnce = "--hostBuilder:reloadConfigOnChange=false";
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = [readOnce, .. args], ApplicationName = Name, ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseStaticWebAssets();
        return builder;
    }

    public static WebApplication Build(WebApplicationBuilder builder, ServiceSettings settings, Database database, AccessDirectory access, HostingOptions hosting)
    {
        var services = builder.Services;
        builder.WebHost.UseUrls([.. settings.Urls.Select(url => url.ToString())]);
        if (hosting.Log is { } log) builder.Logging.ClearProviders().AddProvider(log);
        DatabaseClockWorker.Add(services);
        services.AddSingleton(access);
        services.AddSingleton(hosting.Deadlines);
        services.AddSingleton<RunFeed>();
        services.AddSingleton<RunService>();
        services.AddSingleton<IRunnerGateway>(provider => provider.GetRequiredService<RunService>());
        services.AddSingleton<WatchService>();
        services.AddSingleton<IWatchService>(provider => provider.GetRequiredService<WatchService>());
        services.AddSingleton<ForecastReader>();
        services.AddSingleton<ScreenReader>();
        services.AddSingleton<Conversation>();
        services.AddSingleton<Messenger>();
        services.AddSingleton<Announcer>();
        services.AddSingleton<LetterDelivery>();
        services.AddSingleton<DueProcessor>();
        services.AddSingleton<ChatPager>();
        services.AddSingleton<Pager>();
        services.AddSingleton<IRunbookLibrary>(new RunbookFolder(settings.RunbooksDirectory));
        services.AddSingleton<IRunFiles, RunFiles>();
        services.AddChatOpsPostgres(database.ConnectionString);
        services.AddSingleton<EmbeddedServerHealth>();
        if (database.Embedded is { } embedded) services.AddSingleton(embedded).AddHostedService<EmbeddedServerWorker>();
        services.AddChatOpsExecution(hosting.Supervisor);
        services.AddChatOpsConsole(new ConsoleOptions(settings.LocalMode));
        if (settings.Slack is { } slack) services.AddChatOpsSlack(slack);
        services.AddChatOpsPaging(settings.Paging);
        services.AddChatOpsClock(settings.Tick);
        if (settings.Teams is { } teams) services.AddChatOpsTeams(teams);
        services.AddSingleton<RunnerReport>();
        services.AddHostedService<AnnounceWorker>();
        services.AddSingleton<ToolInspection>();
        services.AddHostedService<ToolInspectionWorker>();
        services.AddSignals();
        OutageLoggerFactory.Add(services);
        services.AddTelemetry(builder.Configuration);
        services.AddBoundedStop();
        if (settings.EmbeddedDirectory is not null)
            services.PostConfigure<ExecutionOptions>(execution => execution.Directory = builder.Configuration["Execution:Directory"] ?? settings.DataFolder("attempts"));

        var app = builder.Build();
        // Pages read until they are told: first they end, then what they read.
        app.Lifetime.ApplicationStopping.Register(app.Services.GetRequiredService<RunFeed>().End);
        app.Use(app.Services.GetRequiredService<OpenRequests>().TrackAsync);
        app.UseHttpConventions();
        app.MapConsole();
        if (settings.Slack is not null) app.MapChatOpsSlack();
        if (settings.Teams is not null) app.MapChatOpsTeams();
        app.MapHealth();
        return app;
    }

    public static HostApplicationBuilder ConfigureRunner(string[] args) =>
        Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { Args = ["--hostBuilder:reloadConfigOnChange=false", .. args], ContentRootPath = AppContext.BaseDirectory });

    /// <summary>The part of the service that a runner is, and nothing else: it reads and writes the journal, and takes steps of its label.</summary>
    public static IHost BuildRunner(HostApplicationBuilder builder, RunnerSettings settings)
    {
        var services = builder.Services;
        DatabaseClockWorker.Add(services);
        services.AddSingleton(settings.Access);
        services.AddSingleton<RunFeed>();
        services.AddSingleton<RunService>();
        services.AddSingleton<IRunnerGateway>(provider => provider.GetRequiredService<RunService>());
        services.AddSingleton<IWatchService, WatchService>();
        services.AddSingleton<IRunbookLibrary, NoRunbooks>();
        services.AddChatOpsPostgres(settings.ConnectionString);
        services.AddChatOpsExecution(SupervisorCommand.OfThisProgram(), settings.Label);
        services.AddSignals();
        OutageLoggerFactory.Add(services);
        services.AddTelemetry(builder.Configuration);
        services.AddBoundedStop();
        return builder.Build();
    }

    /// <summary>What wakes whoever waits for something.</summary>
    private static void AddSignals(this IServiceCollection services) => services
        .AddSingleton<WakeSignals>()
        .AddSingleton<QueueMonitor>()
        .AddHostedService<QueueMonitorWorker>()
        .AddHostedService<ReplicaNotificationWorker>();

    /// <summary>A runner starts no run.</summary>
    private sealed class NoRunbooks : IRunbookLibrary
    {
        public IReadOnlyList<string> Names() => [];

        public Task<(string Name, ReadOnlyMemory<byte> Bytes)?> TakeAsync(string name, CancellationToken ct) =>
            Task.FromResult<(string, ReadOnlyMemory<byte>)?>(null);
    }

    /// <summary>People and environments; in local mode, where none are configured, samples to try with.</summary>
    public static async Task<AccessDirectory> AccessAsync(AccessDirectory configured, ServiceSettings settings, Database database, StartProgress progress, CancellationToken ct) =>
        settings.LocalMode ? await Samples.FillInAsync(configured, database.Embedded, settings.DataFolder(Samples.Environment), progress, ct) : configured;
}
