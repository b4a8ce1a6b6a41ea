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
        // On the error stream: a verb's output is its own.
        var embedded = await EmbeddedPostgres.StartAsync(Options(settings), System.Console.Error.WriteLine, TimeProvider.System, ct);
        return new(embedded.ConnectionString, embedded);
    }

    /// <summary>For a verb that reads beside a running service: its server when one runs, else one of its own.</summary>
    public static async Task<Database> JoinAsync(ServiceSettings settings, CancellationToken ct)
    {
        if (settings.ConnectionString is null && await EmbeddedPostgres.FindRunningAsync(Options(settings), TimeProvider.System, ct) is { } running)
            return new(running, null);
        return await OpenAsync(settings, ct);
    }

    private static EmbeddedOptions Options(ServiceSettings settings) =>
        new() { DataDirectory = settings.EmbeddedDirectory ?? EmbeddedOptions.DefaultDataDirectory() };

    public async Task MigrateAsync(CancellationToken ct)
    {
        foreach (var applied in await new SchemaMigrator(ConnectionString).ApplyAsync(ct))
            System.Console.WriteLine($"Schema: applied {applied.Name}");
    }

    public ValueTask DisposeAsync() => Embedded?.DisposeAsync() ?? ValueTask.CompletedTask;
}
