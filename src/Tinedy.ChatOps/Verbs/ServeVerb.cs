using Tinedy.ChatOps.Serving;
using Tinedy.ChatOps.Settings;

namespace Tinedy.ChatOps.Verbs;

/// <summary>No verb: the service itself.</summary>
internal static class ServeVerb
{
    /// <param name="doors">Further doors, mapped before it starts; null for none.</param>
    public static Task<int> RunAsync(string[] args, Action<WebApplication>? doors, CancellationToken ct) => CommandLine.ReportingAsync(async () =>
    {
        var builder = Service.Configure(args);
        // Before the database: settings that stop the start must not first make one.
        var (settings, configured) = AllSettings.Read(builder.Configuration);
        await using var database = await Database.OpenAsync(settings, ct);
        await database.MigrateAsync(ct);
        var house = await Service.HouseAsync(configured, settings, database, ct);

        await using var app = Service.Build(builder, settings, database, house);
        doors?.Invoke(app);
        await app.StartAsync(ct);
        System.Console.WriteLine(settings.LocalMode
            ? $"Local mode: open {app.Urls.First()} in a browser on this computer. Ctrl+C stops."
            : $"Serving on {string.Join(", ", app.Urls)}. Ctrl+C stops.");
        await app.WaitForShutdownAsync(ct);
        return 0;
    });
}
