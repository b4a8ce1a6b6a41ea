using Npgsql;
using Tinedy.ChatOps.EmbeddedPostgres;
using Tinedy.ChatOps.Testing;

namespace Tinedy.ChatOps.Browser.Tests.Stage;

/// <summary>
/// Everything one test needs of a machine: folders, a journal, a database to migrate with rows in it, a workspace, and the bot.
/// Nothing of it is shared with another test.
/// </summary>
internal sealed class Room : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("chatops-browser-").FullName;
    private readonly List<TestDatabase> databases = [];
    private string? cluster;

    private Room()
    {
    }

    public Bot Bot { get; private set; } = null!;

    /// <summary>Where steps run.</summary>
    public string Workspace { get; private set; } = "";

    public string Runbook { get; private set; } = "";

    /// <summary>Of the database that a step sees as <c>DATABASE_URL</c>.</summary>
    public string Target { get; private set; } = "";

    /// <summary>The database that the bot keeps its journal in.</summary>
    public TestDatabase Journal => databases[0];

    /// <summary>Until it is let go, nothing can be written into the journal: whatever is said is on its way for so long.</summary>
    public async Task<IAsyncDisposable> HoldJournalAsync()
    {
        var connection = new NpgsqlConnection(Journal.ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var held = new NpgsqlCommand("begin; lock table chatops.run_event in exclusive mode", connection);
        await held.ExecuteNonQueryAsync();
        return connection;
    }

    /// <summary>People, an environment and databases as a team configures them, with one short runbook.</summary>
    /// <param name="configure">What one test adds to the settings of all.</param>
    /// <param name="asProcess">For a test that kills it.</param>
    public static async Task<Room> ConfiguredAsync(PostgresServer postgres, string runbook, Action<Dictionary<string, string>>? configure = null, bool asProcess = false)
    {
        var room = new Room();
        room.Workspace = room.Made("workspace");
        room.Runbook = Path.Combine(room.Made("runbooks"), "short.md");
        await File.WriteAllTextAsync(room.Runbook, runbook);
        var journal = await postgres.CreateDatabaseAsync();
        var target = await postgres.CreateEmptyDatabaseAsync();
        room.databases.AddRange([journal, target]);
        room.Target = target.ConnectionString;
        await FillAsync(target.ConnectionString);
        var settings = People.Settings(room.Workspace, UrlOf(target.ConnectionString));
        settings["ConnectionStrings__ChatOps"] = journal.ConnectionString;
        settings["Runbooks__Directory"] = Path.GetDirectoryName(room.Runbook)!;
        configure?.Invoke(settings);
        return await room.ServeAsync(settings, asProcess);
    }

    /// <summary>Nothing is configured: what a newcomer gets, with the samples of local mode and a server of its own.</summary>
    public static async Task<Room> OfANewcomerAsync()
    {
        var room = new Room();
        room.cluster = await TestClusters.NewFolderAsync();
        room.Workspace = Path.Combine(room.cluster!, "practice");
        room.Runbook = Path.Combine(Repository.Root, "manifests", "runbooks", "migration.md");
        return await room.ServeAsync(new()
        {
            ["Embedded__DataDirectory"] = room.cluster,
            ["Runbooks__Directory"] = Path.GetDirectoryName(room.Runbook)!,
            ["XDG_DATA_HOME"] = room.Made("data"),
        }, asProcess: true);
    }

    /// <summary>Keeps a table of the newcomer's practice database locked, so that a backup of it waits until this is disposed.</summary>
    public async Task<IAsyncDisposable> HoldPracticeAsync(string table)
    {
        var server = await EmbeddedServer.FindRunningAsync(new() { DataDirectory = cluster! }, TimeProvider.System, TestContext.Current.CancellationToken);
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server) { Database = "tinedy_crm", Pooling = false }.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand($"begin; lock table {table} in access exclusive mode", connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        return connection;
    }

    public string InWorkspace(string name) => Path.Combine(Workspace, name);

    public async ValueTask DisposeAsync()
    {
        if (Bot is not null) await Bot.DisposeAsync();
        foreach (var database in databases) await database.DisposeAsync();
        if (cluster is not null && Directory.Exists(cluster)) Directory.Delete(cluster, recursive: true);
        Directory.Delete(folder, recursive: true);
    }

    private async Task<Room> ServeAsync(Dictionary<string, string> settings, bool asProcess)
    {
        settings["Execution__Directory"] = Made("attempts");
        settings["DetailedErrors"] = "true";
        try
        {
            Bot = asProcess ? await BotProcess.StartAsync(settings, folder) : await HostedBot.StartAsync(settings);
            return this;
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    private string Made(string name) => Directory.CreateDirectory(Path.Combine(folder, name)).FullName;

    private static async Task FillAsync(string database)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand("""
            create table customer (id integer generated always as identity primary key, name text not null);
            insert into customer (name) select 'Customer ' || n from generate_series(1, 200) as n;
            """);
        await command.ExecuteNonQueryAsync();
    }

    private static string UrlOf(string connectionString)
    {
        var parts = new NpgsqlConnectionStringBuilder(connectionString);
        var password = string.IsNullOrEmpty(parts.Password) ? "" : ":" + Uri.EscapeDataString(parts.Password);
        return FormattableString.Invariant($"postgresql://{Uri.EscapeDataString(parts.Username!)}{password}@{parts.Host}:{parts.Port}/{parts.Database}");
    }
}
