using Tinedy.ChatOps.Postgres;
using Tinedy.ChatOps.Postgres.Embedded;
using Tinedy.ChatOps.Postgres.Schema;
using Tinedy.ChatOps.Settings;

namespace Tinedy.ChatOps.Serving;

/// <summary>The database the service stands on: the configured one, or the embedded server, which then lives as long as this.</summary>
internal sealed class Database : IAsyncDisposable
{
    private Database(string connectionString, EmbeddedPostgres? embedded)
    {
        ConnectionString = connectionString;
        Embedded = embedded;
    }

    public string ConnectionString { get; }

    public EmbeddedPostgres? Embedded { get; }

    public static async Task<Database> OpenAsync(ServiceSettings settings, CancellationToken ct)
    {
        if (settings.ConnectionString is { } given) return new(PostgresAddress.Parse(given), null);
        var options = new EmbeddedOptions { DataDirectory = settings.EmbeddedDirectory ?? EmbeddedOptions.DefaultDataDirectory() };
        var embedded = await EmbeddedPostgres.StartAsync(options, System.Console.Out.WriteLine, TimeProvider.System, ct);
        return new(embedded.ConnectionString, embedded);
    }

    public async Task MigrateAsync(CancellationToken ct)
    {
        foreach (var applied in await new SchemaMigrator(ConnectionString).ApplyAsync(ct))
            System.Console.WriteLine($"Schema: applied {applied.Number:0000} {applied.Name}");
    }

    public ValueTask DisposeAsync() => Embedded?.DisposeAsync() ?? ValueTask.CompletedTask;
}
