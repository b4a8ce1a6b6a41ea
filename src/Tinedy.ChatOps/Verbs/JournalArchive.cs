using System.Globalization;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Application.Runs;
using Tinedy.ChatOps.Application.Signals;
using Tinedy.ChatOps.Domain.Access;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Files;
using Tinedy.ChatOps.Postgres;
using Tinedy.ChatOps.Serving;
using Tinedy.ChatOps.Settings;

namespace Tinedy.ChatOps.Verbs;

/// <summary>The journal as a verb reads it, beside a running service or without one.</summary>
internal sealed class JournalArchive : IAsyncDisposable
{
    private readonly Database database;
    private readonly ServiceProvider services;

    private JournalArchive(Database database, ServiceSettings settings, AccessDirectory access)
    {
        this.database = database;
        services = new ServiceCollection()
            .AddSingleton(TimeProvider.System)
            .AddSingleton(access)
            .AddSingleton<RunFeed>()
            .AddSingleton<RunService>()
            .AddSingleton<IRunbookLibrary>(new Files.RunbookFolder(settings.RunbooksDirectory))
            .AddSingleton<ForecastReader>()
            .AddSingleton<Files.RunFiles>()
            .AddChatOpsPostgres(database.ConnectionString)
            .BuildServiceProvider();
    }

    /// <summary>Which database this is, for a sentence.</summary>
    public string Name => database.Name;

    /// <summary>The database of these settings; an embedded server that does not run is started for as long as this lives.</summary>
    /// <param name="given">Settings of the command line.</param>
    /// <exception cref="IOException">There never was one there.</exception>
    public static async Task<JournalArchive> OpenAsync(string[] given, CancellationToken ct)
    {
        var (settings, access) = AllSettings.Read(Service.Configure(given).Configuration);
        if (!Database.IsThere(settings))
            throw new IOException($"There is nothing yet in {Database.NameOf(settings)}. Name the service's own: --Embedded:DataDirectory=… or --ConnectionStrings:ChatOps=…");
        return new(await Database.JoinAsync(settings, System.Console.Error.WriteLine, ct), settings, access);
    }

    /// <summary>The same where nothing has to be started for it; null and the reason where it has.</summary>
    public static async Task<(JournalArchive? Archive, string Why)> FindAsync(string[] given, CancellationToken ct)
    {
        var (settings, access) = AllSettings.Read(Service.Configure(given).Configuration);
        return Database.IsThere(settings) && await Database.FindAsync(settings, ct) is { } found
            ? (new(found, settings, access), "")
            : (null, $"{Database.NameOf(settings)} does not run");
    }

    public T Get<T>() where T : notnull => services.GetRequiredService<T>();

    /// <summary>A run as people write it: "17" or "prod-17"; null when it is neither.</summary>
    public static RunId? Parse(string typed) =>
        long.TryParse(typed[(typed.LastIndexOf('-') + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? new RunId(number) : null;

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await database.DisposeAsync();
    }
}
