using Npgsql;
using Tinedy.ChatOps.EmbeddedPostgres;
using Tinedy.ChatOps.Postgres;
using Tinedy.ChatOps.Postgres.Schema;
using Tinedy.ChatOps.Settings;
using Tinedy.ChatOps.Startup;

namespace Tinedy.ChatOps.Serving;

/// <summary>The database the service stands on: the configured one, or the embedded server, which then lives as long as this.</summary>
internal sealed class Database : IAsyncDisposable
{
    private Database(string connectionString, string name, EmbeddedServer? embedded)
    {
        ConnectionString = connectionString;
        Name = name;
        Embedded = embedded;
    }

    public string ConnectionString { get; }

    /// <summary>For a sentence: "database chatops on db.example.org", "the embedded database in /var/lib/…". Never a password.</summary>
    public string Name { get; }

    public EmbeddedServer? Embedded { get; }

    /// <inheritdoc cref="Name"/>
    public static string NameOf(ServiceSettings settings)
    {
        if (settings.ConnectionString is null) return $"the embedded database in {Options(settings).DataDirectory}";
        var address = new NpgsqlConnectionStringBuilder(PostgresAddress.Parse(settings.ConnectionString));
        var port = address.Port == NpgsqlConnection.DefaultPort ? "" : FormattableString.Invariant($":{address.Port}");
        return $"database {address.Database ?? address.Username} on {address.Host}{port}";
    }

    /// <summary>False where the embedded server would first have to be made, so that nothing can be in it.</summary>
    public static bool IsThere(ServiceSettings settings) => settings.ConnectionString is not null || EmbeddedServer.IsMade(Options(settings));

    /// <param name="report">Hears what takes long, in sentences. Not on the output stream: a verb's output is its own.</param>
    public static async Task<Database> OpenAsync(ServiceSettings settings, Action<string> report, CancellationToken ct)
    {
        if (settings.ConnectionString is { } given) return new(PostgresAddress.Parse(given), NameOf(settings), null);
        var embedded = await EmbeddedServer.StartAsync(Options(settings), report, TimeProvider.System, ct);
        return new(embedded.ConnectionString, NameOf(settings), embedded);
    }

    /// <summary>For a verb that reads beside a running service: its server when one runs, else one of its own.</summary>
    public static async Task<Database> JoinAsync(ServiceSettings settings, Action<string> report, CancellationToken ct) =>
        await FindAsync(settings, ct) ?? await OpenAsync(settings, report, ct);

    /// <summary>What is there without starting anything: the configured database, or a running embedded server; null when there is neither.</summary>
    public static async Task<Database?> FindAsync(ServiceSettings settings, CancellationToken ct)
    {
        if (settings.ConnectionString is { } given) return new(PostgresAddress.Parse(given), NameOf(settings), null);
        return await EmbeddedServer.FindRunningAsync(Options(settings), TimeProvider.System, ct) is { } running ? new(running, NameOf(settings), null) : null;
    }

    public async Task MigrateAsync(TextWriter output, StartProgress progress, CancellationToken ct)
    {
        progress.Begin($"Looking whether {Name} needs a migration");
        var applied = await new SchemaMigrator(ConnectionString).ApplyAsync(migration => progress.Begin($"Migrating {Name} beyond {migration.Name}"), ct);
        if (applied is [var only]) output.WriteLine($"Schema: applied {only.Name}.");
        else if (applied.Count > 0) output.WriteLine(FormattableString.Invariant($"Schema: applied {applied.Count} migrations, {applied[0].Name} to {applied[^1].Name}."));
    }

    /// <summary>For whoever asks for nothing but this: a line for each migration that is applied.</summary>
    public Task MigrateAsync(CancellationToken ct) =>
        new SchemaMigrator(ConnectionString).ApplyAsync(applied => System.Console.WriteLine($"Schema: applied {applied.Name}"), ct);

    private static EmbeddedOptions Options(ServiceSettings settings) =>
        new() { DataDirectory = settings.EmbeddedDirectory ?? EmbeddedOptions.DefaultDataDirectory(), Binaries = settings.EmbeddedBinaries };

    public ValueTask DisposeAsync() => Embedded?.DisposeAsync() ?? ValueTask.CompletedTask;
}
