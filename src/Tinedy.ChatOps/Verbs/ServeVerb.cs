using Tinedy.ChatOps.Domain.Access;
using Tinedy.ChatOps.Serving;
using Tinedy.ChatOps.Settings;
using Tinedy.ChatOps.Startup;

namespace Tinedy.ChatOps.Verbs;

/// <summary>No verb: the service itself.</summary>
internal static class ServeVerb
{
    private static readonly string[] StartLogs = ["Microsoft.Extensions.Hosting.Internal.Host", "Microsoft.AspNetCore.Server.Kestrel"];

    /// <param name="stop">The signal to stop, which is no failure at any moment.</param>
    public static Task<int> RunAsync(string[] args, HostingOptions hosting, CancellationToken stop) => CommandLine.ReportingAsync(hosting.Error, async () =>
    {
        try
        {
            await ServeAsync(args, hosting, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await hosting.Error.WriteLineAsync("Stopped before it served.");
        }
        return 0;
    });

    private static async Task ServeAsync(string[] args, HostingOptions hosting, CancellationToken stop)
    {
        var builder = Service.Configure(args);
        // Before the database: settings that stop the start, and a port that is taken, must not first make one.
        var (settings, configured) = AllSettings.ReadToServe(builder.Configuration);
        PortCheck.Require(settings.Urls);
        using var progress = new StartProgress(hosting.Error, TimeProvider.System, "Starting the database");
        await hosting.Error.WriteLineAsync($"Starting with {Database.NameOf(settings)}.");
        await using var database = await Database.OpenAsync(settings, progress.Say, stop);
        await database.MigrateAsync(hosting.Output, progress, stop);
        var access = await Service.AccessAsync(configured, settings, database, progress, stop);
        foreach (var doubt in AllSettings.Doubts(access)) await hosting.Error.WriteLineAsync(doubt);

        progress.Begin("Starting to serve");
        // A start that fails is told in one sentence, by whoever catches it; these would print it with its stack before.
        var isServing = false;
        foreach (var category in StartLogs) builder.Logging.AddFilter(category, level => isServing && level >= LogLevel.Warning);
        var app = Service.Build(builder, settings, database, access, hosting);
        try
        {
            hosting.Endpoints?.Invoke(app);
            await StartAsync(app, settings, stop);
            if (settings.LocalMode) await FirstAnswer.WaitAsync(app.Urls.First(), stop);
            isServing = true;
            progress.Dispose();
            await hosting.Output.WriteLineAsync(settings.LocalMode
                ? $"Local mode: open {app.Urls.First()} in a browser on this computer. Ctrl+C stops."
                : $"Serving on {string.Join(", ", app.Urls)}. Ctrl+C stops.");
            await app.RunToTheEndAsync(hosting.Error, stop);
        }
        finally
        {
            await app.LetGoAsync(hosting.Error);
        }
    }

    /// <summary>A worker that fails while the service starts has it stopped, and nobody is told what it was.</summary>
    private static Exception? Failed(WebApplication app) => app.Services.GetServices<IHostedService>().OfType<BackgroundService>()
        .Select(worker => worker.ExecuteTask?.Exception?.GetBaseException()).FirstOrDefault(failure => failure is not null);

    /// <summary>Somebody may take the port between the check and now.</summary>
    private static async Task StartAsync(WebApplication app, ServiceSettings settings, CancellationToken stop)
    {
        try
        {
            await app.StartAsync(stop);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested && Failed(app) is { } why)
        {
            throw new IOException($"The service cannot start: {why.Message}", why);
        }
        catch (Exception failure) when (PortCheck.Sentence(settings.Urls, failure) is { } sentence)
        {
            // What has started already would go on while its database is taken away.
            await app.StopAsync(CancellationToken.None);
            throw new IOException(sentence, failure);
        }
    }
}
