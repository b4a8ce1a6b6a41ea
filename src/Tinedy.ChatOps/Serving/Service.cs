using Tinedy.ChatOps.Console;
using Tinedy.ChatOps.Core.Boards;
using Tinedy.ChatOps.Core.Conversations;
using Tinedy.ChatOps.Core.Desk;
using Tinedy.ChatOps.Core.People;
using Tinedy.ChatOps.Execution;
using Tinedy.ChatOps.Files;
using Tinedy.ChatOps.Local;
using Tinedy.ChatOps.Postgres;
using Tinedy.ChatOps.Settings;
using Tinedy.ChatOps.Slack;

namespace Tinedy.ChatOps.Serving;

/// <summary>Puts the rooms of the house together.</summary>
internal static class Service
{
    public static WebApplicationBuilder Configure(string[] args)
    {
        // Settings are read once, so nothing has to watch their files.
        const string readOnce = "--hostBuilder:reloadConfigOnChange=false";
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = [readOnce, .. args], ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseStaticWebAssets();
        return builder;
    }

    public static WebApplication Build(WebApplicationBuilder builder, ServiceSettings settings, Database database, House house)
    {
        var services = builder.Services;
        builder.WebHost.UseUrls([.. settings.Urls.Select(url => url.ToString())]);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(house);
        services.AddSingleton<RunFeed>();
        services.AddSingleton<RunDesk>();
        services.AddSingleton<IRunnerDesk>(provider => provider.GetRequiredService<RunDesk>());
        services.AddSingleton<Screens>();
        services.AddSingleton<Conversation>();
        services.AddSingleton<Announcer>();
        services.AddSingleton<IRunbookShelf>(new FolderShelf(settings.RunbooksDirectory));
        services.AddSingleton<IRunFiles, RunFiles>();
        services.AddChatOpsPostgres(database.ConnectionString);
        services.AddChatOpsExecution(SupervisorCommand.OfThisProgram());
        services.AddChatOpsConsole(new ConsoleOptions(settings.LocalMode));
        if (settings.Slack is { } slack) services.AddChatOpsSlack(slack);
        services.AddHostedService<AnnounceWorker>();
        services.AddHostedService<FollowWorker>();
        services.AddTelemetry(builder.Configuration);

        var app = builder.Build();
        app.MapConsole();
        if (settings.Slack is not null) app.MapChatOpsSlack();
        app.MapHealth();
        return app;
    }

    /// <summary>People and environments; in local mode, where none are configured, samples to try with.</summary>
    public static async Task<House> HouseAsync(House configured, ServiceSettings settings, Database database, CancellationToken ct) =>
        settings.LocalMode ? await Samples.FillInAsync(configured, database.Embedded, ct) : configured;
}
