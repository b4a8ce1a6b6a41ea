using System.Globalization;
using Npgsql;
using Tinedy.ChatOps.EmbeddedPostgres;
using Tinedy.ChatOps.Postgres.Schema;

namespace Tinedy.ChatOps.Testing;

/// <summary>
/// One cluster for all test processes of one build that run at the same time: the first makes it and migrates its template, the last one
/// that leaves stops and deletes it. Who is there is a file for each process; a process that was killed counts as gone.
/// </summary>
internal sealed class SharedCluster
{
    /// <summary>Races of dozens of processes run beside other tests, each with a pool of its own.</summary>
    private const int ManyProcesses = 500;

    /// <summary>A cluster and the hundreds of databases that live in it at the same time are smaller.</summary>
    private const long EnoughMemory = 4L << 30;

    /// <summary>Not among the private ones: those go when their one process has gone.</summary>
    private static readonly string Home = Path.Combine(FastestFolder(), Path.GetFileName(TestClusters.Home) + "-shared");

    /// <summary>Migrated; new databases are copies of it.</summary>
    public const string Template = "template_migrated";

    /// <summary>Another build may have another schema.</summary>
    private static readonly string Name = typeof(SchemaMigrator).Assembly.ManifestModule.ModuleVersionId.ToString("N");

    private SharedCluster(string connectionString, string binDirectory) => (ConnectionString, BinDirectory) = (connectionString, binDirectory);

    public string ConnectionString { get; }

    public string BinDirectory { get; }

    private static string Folder => Path.Combine(Home, Name);

    private static string Users => Folder + ".users";

    /// <summary>Waits while another process makes it.</summary>
    /// <exception cref="EmbeddedPostgresException">There is no Postgres on this machine.</exception>
    public static async Task<SharedCluster> JoinAsync()
    {
        Directory.CreateDirectory(Home);
        using var turn = await TakeTurnAsync();
        var isFirst = LivingUsers(Users) == 0;
        if (isFirst) await RemoveUnusedAsync();
        Directory.CreateDirectory(Users);
        File.WriteAllBytes(UserFile(), []);
        try
        {
            // Whoever joins adopts the running server, and lets go of it at once: it belongs to all.
            var options = new EmbeddedOptions { DataDirectory = Folder, Durable = false, Connections = ManyProcesses };
            var server = await EmbeddedServer.StartAsync(options, _ => { }, TimeProvider.System, CancellationToken.None);
            if (isFirst) await MigrateAsync(server.ConnectionString);
            server.Abandon();
            return new(server.ConnectionString, server.BinDirectory);
        }
        catch
        {
            File.Delete(UserFile());
            throw;
        }
    }

    public static async Task LeaveAsync()
    {
        using var turn = await TakeTurnAsync();
        File.Delete(UserFile());
        if (LivingUsers(Users) == 0) await RemoveUnusedAsync();
    }

    /// <summary>Those of all builds that nobody uses any more, whoever left them.</summary>
    private static async Task RemoveUnusedAsync()
    {
        foreach (var folder in Directory.EnumerateDirectories(Home).Where(folder => !folder.EndsWith(".users", StringComparison.Ordinal)))
        {
            if (LivingUsers(folder + ".users") > 0) continue;
            await EmbeddedServer.RemoveAsync(folder, CancellationToken.None);
            if (Directory.Exists(folder + ".users")) Directory.Delete(folder + ".users", recursive: true);
        }
    }

    /// <summary>
    /// In memory where there is enough of it: each database is some hundreds of files, made and deleted again, which is a third of what a
    /// surface test costs on a disk.
    /// </summary>
    private static string FastestFolder() =>
        OperatingSystem.IsLinux() && Directory.Exists("/dev/shm") && new DriveInfo("/dev/shm").AvailableFreeSpace > EnoughMemory ? "/dev/shm" : Path.GetTempPath();

    private static async Task MigrateAsync(string admin)
    {
        await TestDatabase.ExecuteAsync(admin, $"create database {Template}");
        var settings = new NpgsqlConnectionStringBuilder(admin) { Database = Template, Pooling = false };
        await new SchemaMigrator(settings.ConnectionString).ApplyAsync(CancellationToken.None);
    }

    private static int LivingUsers(string users) =>
        Directory.Exists(users) ? Directory.EnumerateFiles(users).Count(user => TestClusters.IsAlive(Path.GetFileName(user))) : 0;

    private static string UserFile() => Path.Combine(Users, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));

    /// <summary>The operating system gives the file to one process at a time, and takes it back from one that dies.</summary>
    private static async Task<FileStream> TakeTurnAsync()
    {
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        while (true)
        {
            try
            {
                return new FileStream(Path.Combine(Home, "turn"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                await again.WaitForNextTickAsync();
            }
        }
    }
}
