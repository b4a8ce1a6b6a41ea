using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;
using Npgsql;
using Tinedy.ChatOps.Testing;

namespace Tinedy.ChatOps.Tests.Scenes;

/// <summary>
/// The sample CRM in a scene's workspace, with real Prisma and Node, and a database of its own with the data that moves in. npm installs
/// once for a machine and a lock file; without npm a test is skipped on a laptop and fails where <c>CI=true</c>.
/// </summary>
internal sealed class CrmProject : IAsyncDisposable
{
    private static readonly string Sample = Path.Combine(AppContext.BaseDirectory, "samples", "tinedy-crm");
    private static readonly Lazy<Task<string>> Installed = new(InstallAsync);

    private readonly TestDatabase database;

    private CrmProject(TestDatabase database) => this.database = database;

    /// <summary>Without pooling: a connection that lingers is an active session to the checklist.</summary>
    public string ConnectionString => database.ConnectionString + ";Pooling=false";

    public string Address { get; private init; } = "";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<CrmProject> PrepareAsync(PostgresServer server, Scene scene)
    {
        var modules = await Installed.Value;
        foreach (var file in Directory.EnumerateFiles(Sample, "*", SearchOption.AllDirectories))
        {
            var copy = scene.InWorkspace(Path.GetRelativePath(Sample, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy, overwrite: true);
        }
        Directory.CreateSymbolicLink(scene.InWorkspace("node_modules"), modules);

        var crm = await FillAsync(server);
        scene.Settings["Environments:prod:Variables:CHECKPOINT_DISABLE"] = "1";
        scene.Settings["Environments:prod:Secrets:DATABASE_URL"] = crm.Address;
        return crm;
    }

    /// <summary>The database alone.</summary>
    public static async Task<CrmProject> FillAsync(PostgresServer server)
    {
        var database = await server.CreateEmptyDatabaseAsync();
        var at = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        var crm = new CrmProject(database)
        {
            Address = $"postgresql://{at.Username}:{Uri.EscapeDataString(at.Password ?? "")}@{at.Host}:{at.Port}/{at.Database}",
        };
        await crm.ExecuteAsync(await File.ReadAllTextAsync(Path.Combine(Sample, "data", "legacy.sql"), Ct));
        return crm;
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync(Ct);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Ct);
    }

    /// <summary>Every row of every table, as text and in order: <c>legacy.contacts (1,"Contact 1 …")</c>.</summary>
    public async Task<IReadOnlyList<string>> RowsAsync()
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync(Ct);
        var tables = await ListAsync(connection, "select format('%I.%I', schemaname, tablename) from pg_tables where schemaname not in ('pg_catalog', 'information_schema') order by 1");
        var rows = new List<string>();
        foreach (var table in tables) rows.AddRange(await ListAsync(connection, $"select '{table} ' || t::text from {table} t order by 1"));
        return rows;
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();

    private static async Task<List<string>> ListAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(Ct);
        var all = new List<string>();
        while (await reader.ReadAsync(Ct)) all.Add(reader.GetString(0));
        return all;
    }

    private static async Task<string> InstallAsync()
    {
        var pin = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(Sample, "package-lock.json"))))[..16];
        var home = Path.Combine(Path.GetTempPath(), $"chatops-crm-{pin}");
        var modules = Path.Combine(home, "node_modules");
        if (Directory.Exists(modules)) return modules;

        var work = Directory.CreateTempSubdirectory("chatops-npm-").FullName;
        foreach (var name in new[] { "package.json", "package-lock.json" }) File.Copy(Path.Combine(Sample, name), Path.Combine(work, name));
        try
        {
            var how = new ProcessStartInfo("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"]) { WorkingDirectory = work, RedirectStandardOutput = true, RedirectStandardError = true };
            using var npm = Process.Start(how)!;
            var said = npm.StandardOutput.ReadToEndAsync();
            var complained = await npm.StandardError.ReadToEndAsync();
            await npm.WaitForExitAsync();
            if (npm.ExitCode != 0) throw new InvalidOperationException($"npm could not install the sample project: {await said}{complained}");
        }
        catch (Win32Exception) when (Environment.GetEnvironmentVariable("CI") != "true")
        {
            Assert.Skip("There is no npm on this machine (Debian: apt-get install nodejs npm).");
        }
        try
        {
            Directory.Move(work, home);
        }
        catch (IOException) when (Directory.Exists(modules))
        {
            // Another test process was as far at the same time.
            Directory.Delete(work, recursive: true);
        }
        return modules;
    }
}
