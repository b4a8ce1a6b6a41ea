namespace Tinedy.ChatOps.EmbeddedPostgres;

/// <summary>
/// A real Postgres for somebody who has none: found or fetched, made, started, and stopped with the bot. It survives a kill of
/// the bot (the next start adopts it) and of itself (the next start recovers) without hand-work.
/// </summary>
public sealed class EmbeddedServer : IAsyncDisposable
{
    private readonly Cluster _cluster;
    private readonly ClusterFolder _folder;
    private readonly OwnerLock _owner;
    private readonly int _port;
    private readonly SemaphoreSlim _restarting = new(1);
    private readonly CancellationTokenSource _disposing = new();

    private EmbeddedServer(Cluster cluster, ClusterFolder folder, OwnerLock owner, int port, string binDirectory, int processId)
    {
        (_cluster, _folder, _owner, _port) = (cluster, folder, owner, port);
        ConnectionString = cluster.ConnectionString(port);
        BinDirectory = binDirectory;
        ProcessId = processId;
    }

    /// <summary>Of the owner of the database; the program itself works as <c>chatops_app</c>.</summary>
    public string ConnectionString { get; }

    /// <summary>Where this server's programs are; <c>pg_dump</c> and <c>psql</c> are among them unless they were fetched.</summary>
    public string BinDirectory { get; }

    /// <summary>Of the server as it was last started.</summary>
    public int ProcessId { get; private set; }

    public string DataDirectory => _folder.Root;

    /// <summary>What Postgres itself writes down.</summary>
    public string Log => _folder.Log;

    /// <summary>False: it was killed, or ended by itself. It costs little to ask.</summary>
    public bool IsRunning => PostmasterFile.Read(_folder.Data)?.IsServed() == true;

    /// <param name="report">Hears what takes long, in sentences.</param>
    /// <exception cref="EmbeddedPostgresException">It cannot be had; the message says what to do.</exception>
    public static async Task<EmbeddedServer> StartAsync(
        EmbeddedOptions options, Action<string> report, TimeProvider time, CancellationToken ct)
    {
        var user = PostgresUser.Current();
        var folder = ClusterFolder.Prepare(options.DataDirectory, user);
        folder.RequireCluster();
        var owner = OwnerLock.Take(folder.Root);
        Cluster? started = null;
        try
        {
            var binaries = await PostgresBinaries.FindAsync(options, folder.Major, user, report, ct);
            var cluster = new Cluster(folder, binaries, options, user, folder.Password(), time);
            if (folder.Major is null)
            {
                report($"Making a database in {folder.Root} with PostgreSQL {binaries.Major}, once");
                await cluster.CreateAsync(ct);
            }
            var adopted = await cluster.AdoptAsync(options.Port, ct);
            if (adopted is null) started = cluster;
            var port = adopted ?? await cluster.StartAsync(options.Port, ct);
            await cluster.CreateDatabaseAsync(port, ct);
            folder.RememberMade();
            return new(cluster, folder, owner, port, binaries.Directory, ProcessOf(folder));
        }
        catch
        {
            // A start that fails or is broken off leaves no server behind; one that ran before goes on, and is adopted at the next start.
            if (started is not null) await started.StopAsync(CancellationToken.None);
            owner.Dispose();
            throw;
        }
    }

    /// <summary>
    /// The address of a server that another process of ours owns and runs, for a look beside it; null when none runs. Nothing is
    /// started, stopped or owned.
    /// </summary>
    public static async Task<string?> FindRunningAsync(EmbeddedOptions options, TimeProvider time, CancellationToken ct)
    {
        var user = PostgresUser.Current();
        var folder = ClusterFolder.Prepare(options.DataDirectory, user);
        if (folder.Major is null || PostmasterFile.Read(folder.Data) is not { } file || !file.IsServed()) return null;
        var binaries = await PostgresBinaries.FindAsync(options, folder.Major, user, _ => { }, ct);
        var cluster = new Cluster(folder, binaries, options, user, folder.Password(), time);
        return await cluster.AdoptAsync(options.Port, ct) is { } port ? cluster.ConnectionString(port) : null;
    }

    /// <summary>False: nothing was ever started there, so nothing can be in it.</summary>
    public static bool IsMade(EmbeddedOptions options) => new ClusterFolder(Path.GetFullPath(options.DataDirectory)).Major is not null;

    /// <summary>Stops what runs in a folder that nobody owns any more, and deletes the folder with all its data.</summary>
    /// <exception cref="EmbeddedPostgresException">Somebody owns it.</exception>
    public static async Task RemoveAsync(string dataDirectory, CancellationToken ct)
    {
        var user = PostgresUser.Current();
        var folder = ClusterFolder.Prepare(dataDirectory, user);
        using (OwnerLock.Take(folder.Root))
        {
            if (PostmasterFile.Read(folder.Data) is { } file && file.IsServed())
            {
                var binaries = await PostgresBinaries.FindAsync(new() { DataDirectory = folder.Root }, folder.Major, user, _ => { }, ct);
                await Cluster.StopAsync(folder, binaries, user, "immediate", ct);
            }
        }
        Directory.Delete(folder.Root, recursive: true);
    }

    /// <summary>
    /// Starts a server that ended: the same data, recovered by Postgres itself, on the same port, so that the address stays true. One that
    /// runs by now is left as it is.
    /// </summary>
    /// <exception cref="EmbeddedPostgresException">It does not start; the message says why.</exception>
    public async Task RestartAsync(CancellationToken ct)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, _disposing.Token);
        await _restarting.WaitAsync(either.Token);
        try
        {
            if (await _cluster.AdoptAsync(_port, either.Token) is null) await _cluster.StartAsync(_port, either.Token);
            ProcessId = ProcessOf(_folder);
        }
        finally
        {
            _restarting.Release();
        }
    }

    /// <summary>Lets go of the folder and leaves the server running, as a killed bot does.</summary>
    internal void Abandon() => _owner.Dispose();

    private static int ProcessOf(ClusterFolder folder) =>
        (PostmasterFile.Read(folder.Data) ?? throw new EmbeddedPostgresException($"Postgres in {folder.Data} ended as soon as it had started.")).ProcessId;

    public async ValueTask DisposeAsync()
    {
        // A start that is under way would leave a server behind this stop.
        await _disposing.CancelAsync();
        await _restarting.WaitAsync(CancellationToken.None);
        try
        {
            await _cluster.StopAsync(CancellationToken.None);
        }
        finally
        {
            _restarting.Release();
            _owner.Dispose();
        }
    }
}
