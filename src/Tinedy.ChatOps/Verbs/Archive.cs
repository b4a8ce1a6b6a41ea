using System.Globalization;
using Tinedy.ChatOps.Core.Desk;
using Tinedy.ChatOps.Core.Runs;
using Tinedy.ChatOps.Postgres;
using Tinedy.ChatOps.Serving;
using Tinedy.ChatOps.Settings;

namespace Tinedy.ChatOps.Verbs;

/// <summary>The journal as a verb reads it, beside a running service or without one.</summary>
internal sealed class Archive : IAsyncDisposable
{
    private readonly Database? database;
    private readonly ServiceProvider services;

    private Archive(Database? database, ServiceProvider services) => (this.database, this.services) = (database, services);

    public static async Task<Archive> OpenAsync(CancellationToken ct)
    {
        var configuration = Service.Configure([]).Configuration;
        var settings = ServiceSettings.Read(configuration);
        var database = await Database.JoinAsync(settings, ct);
        var services = new ServiceCollection()
            .AddSingleton(TimeProvider.System)
            .AddSingleton(HouseReader.Read(configuration, settings.LocalMode))
            .AddSingleton<RunFeed>()
            .AddSingleton<RunDesk>()
            .AddSingleton<IRunbookShelf>(new Files.FolderShelf(settings.RunbooksDirectory))
            .AddSingleton<Plans>()
            .AddSingleton<Files.RunFiles>()
            .AddChatOpsPostgres(database.ConnectionString)
            .BuildServiceProvider();
        return new(database, services);
    }

    public T Get<T>() where T : notnull => services.GetRequiredService<T>();

    /// <summary>A run as people write it: "17" or "prod-17"; null when it is neither.</summary>
    public static RunId? Parse(string typed) =>
        long.TryParse(typed[(typed.LastIndexOf('-') + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? new RunId(number) : null;

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        if (database is not null) await database.DisposeAsync();
    }
}
