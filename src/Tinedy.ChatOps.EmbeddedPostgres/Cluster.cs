using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Tinedy.ChatOps.EmbeddedPostgres;

/// <summary>One cluster of ours: made, started, adopted and stopped with the programs of Postgres.</summary>
internal sealed class Cluster(
    ClusterFolder folder, PostgresBinaries binaries, EmbeddedOptions options, PostgresUser user, string password, TimeProvider time)
{
    private const string Login = "chatops";
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    /// <summary>As long as <c>pg_ctl</c> waits below: a recovery may take minutes.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly Tool _tool = new(user.Name, Path.GetPathRoot(folder.Root)!);

    public string ConnectionString(int port, string database = "chatops") => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = port,
        Database = database,
        Username = Login,
        Password = password,
    }.ConnectionString;

    /// <summary>Runs <c>initdb</c> where there is no cluster yet. Killed in the middle, it starts from nothing the next time.</summary>
    public async Task CreateAsync(CancellationToken ct)
    {
        if (Directory.Exists(folder.Unfinished)) Directory.Delete(folder.Unfinished, recursive: true);
        var passwordFile = folder.PasswordFile + ".initdb";
        ClusterFolder.WritePrivate(passwordFile, password);
        Directory.CreateDirectory(folder.Unfinished);
        try
        {
            await user.GiveAsync(passwordFile, ct);
            await user.GiveAsync(folder.Unfinished, ct);
            // Locale C: the same order on every machine, whatever languages it has installed.
            string[] arguments = ["-D", folder.Unfinished, "-U", Login, "-A", "scram-sha-256", $"--pwfile={passwordFile}", "-E", "UTF8", "--locale=C"];
            var made = await _tool.RunAsync(binaries.Program("initdb"), options.Durable ? arguments : [.. arguments, "--no-sync"], ct);
            if (made.ExitCode != 0) throw new EmbeddedPostgresException($"initdb could not make a cluster in {folder.Unfinished}: {made.Output.Trim()}");
        }
        finally
        {
            File.Delete(passwordFile);
        }
        await File.AppendAllTextAsync(Path.Combine(folder.Unfinished, "postgresql.conf"), "include_if_exists = 'chatops.conf'\n", ct);
        Directory.Move(folder.Unfinished, folder.Data);
    }

    /// <summary>The port of a server that an earlier owner, now dead, has left running; null when there is none (any more).</summary>
    /// <param name="wanted">A server on another port is stopped; 0: any will do.</param>
    public async Task<int?> AdoptAsync(int wanted, CancellationToken ct)
    {
        var since = time.GetTimestamp();
        while (PostmasterFile.Read(folder.Data) is { } file)
        {
            if (time.GetElapsedTime(since) > Patience)
            {
                throw new EmbeddedPostgresException(
                    $"A Postgres of an earlier start (process {file.ProcessId}) is still there and does not answer. Look at {folder.Log}, end it, and start again.");
            }
            if (file.IsMistaken())
            {
                File.Delete(file.Path);
                return null;
            }
            var served = file.IsServed();
            if (!served && !file.HasOrphans()) return null;
            if (served && file.Port is { } port && await AnswersAsync(port, ct))
            {
                if (wanted == 0 || wanted == port) return port;
                await StopAsync(ct);
                return null;
            }
            // Starting, recovering or stopping: it ends in an answer or in no process.
            await Task.Delay(Step, time, ct);
        }
        return null;
    }

    /// <param name="wanted">The port; 0: any free one.</param>
    public async Task<int> StartAsync(int wanted, CancellationToken ct)
    {
        const int tries = 10;
        for (var attempt = 1; ; attempt++)
        {
            var port = wanted == 0 ? FreePort() : wanted;
            var logged = File.Exists(folder.Log) ? new FileInfo(folder.Log).Length : 0;
            await WriteSettingsAsync(port, ct);
            // pg_ctl puts the server into a session of its own: Ctrl+C on the bot does not reach it.
            var started = await StartOrStopAsync(ct);
            if (started.ExitCode == 0) return port;
            var why = await LoggedSinceAsync(logged, ct);
            if (attempt == tries || !MayPass(why, wanted)) throw new EmbeddedPostgresException(
                $"Postgres did not start on port {port} with {folder.Data}: {(why.Length > 0 ? why : started.Output).Trim()}");
            await Task.Delay(Step * 10, time, ct);
        }
    }

    /// <summary>A start that is broken off ends with no server: <c>pg_ctl</c>, killed in the middle, could leave one that nobody knows of yet.</summary>
    private async Task<ToolResult> StartOrStopAsync(CancellationToken ct)
    {
        var starting = _tool.RunAsync(
            binaries.Program("pg_ctl"), ["start", "-w", "-t", "300", "-s", "-D", folder.Data, "-l", folder.Log], CancellationToken.None);
        try
        {
            return await starting.WaitAsync(ct);
        }
        catch (OperationCanceledException)
        {
            while (!starting.IsCompleted)
            {
                await RequestStopAsync(folder, binaries, user, "immediate", seconds: 2, CancellationToken.None);
                await Task.WhenAny(starting, Task.Delay(Step, time, CancellationToken.None));
            }
            throw;
        }
    }

    /// <summary>
    /// Writes everything down first, for as long as somebody waits for it; what is left then is in the write-ahead log, and the next start
    /// takes it from there.
    /// </summary>
    public async Task StopAsync(CancellationToken ct)
    {
        const int patience = 2;
        await RequestStopAsync(folder, binaries, user, "fast", patience, ct);
        await StopAsync(folder, binaries, user, "immediate", ct);
    }

    /// <param name="mode"><c>fast</c> writes everything down first; <c>immediate</c> does not care.</param>
    public static async Task StopAsync(ClusterFolder folder, PostgresBinaries binaries, PostgresUser user, string mode, CancellationToken ct)
    {
        const int patience = 60;
        if (await RequestStopAsync(folder, binaries, user, mode, patience, ct) is { } why) throw new EmbeddedPostgresException($"Postgres in {folder.Data} did not stop: {why}");
    }

    /// <param name="seconds">How long its end is waited for.</param>
    /// <returns>Why it still runs; null when it does not.</returns>
    private static async Task<string?> RequestStopAsync(
        ClusterFolder folder, PostgresBinaries binaries, PostgresUser user, string mode, int seconds, CancellationToken ct)
    {
        // pg_ctl would wait for the process of a killed server as long as it is listed, which where nobody collects the dead is for ever.
        if (PostmasterFile.Read(folder.Data)?.IsServed() != true) return null;
        var tool = new Tool(user.Name, Path.GetPathRoot(folder.Root)!);
        var stopped = await tool.RunAsync(
            binaries.Program("pg_ctl"), ["stop", "-w", "-t", seconds.ToString(CultureInfo.InvariantCulture), "-s", "-m", mode, "-D", folder.Data], ct);
        return stopped.ExitCode == 0 || PostmasterFile.Read(folder.Data)?.IsServed() != true ? null : stopped.LastLine;
    }

    public async Task CreateDatabaseAsync(int port, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(ConnectionString(port, "postgres") + ";Pooling=false");
        await connection.OpenAsync(ct);
        await using var look = new NpgsqlCommand("select exists (select from pg_database where datname = 'chatops')", connection);
        if (await look.ExecuteScalarAsync(ct) is true) return;
        await using var create = new NpgsqlCommand("create database chatops", connection);
        await create.ExecuteNonQueryAsync(ct);
    }

    /// <summary>A file of our own, because a command line would pass through a shell.</summary>
    private async Task WriteSettingsAsync(int port, CancellationToken ct)
    {
        var durable = options.Durable ? "on" : "off";
        var settings = string.Create(CultureInfo.InvariantCulture, $"""
            # Written anew at every start.
            listen_addresses = '127.0.0.1'
            port = {port}
            unix_socket_directories = ''
            timezone = 'UTC'
            log_timezone = 'UTC'
            fsync = {durable}
            synchronous_commit = {durable}
            max_connections = {options.Connections}
            full_page_writes = {durable}

            """);
        await File.WriteAllTextAsync(Path.Combine(folder.Data, "chatops.conf"), settings, ct);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(Path.Combine(folder.Data, "chatops.conf"), (UnixFileMode)0b110_100_100);
    }

    private async Task<bool> AnswersAsync(int port, CancellationToken ct)
    {
        try
        {
            await using var connection = new NpgsqlConnection(ConnectionString(port, "postgres") + ";Pooling=false;Timeout=5");
            await connection.OpenAsync(ct);
            return true;
        }
        catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.InvalidPassword)
        {
            throw new EmbeddedPostgresException($"The server of {folder.Data} runs on port {port} and does not know the password in {folder.PasswordFile}.", refused);
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    /// <summary>Troubles that end by themselves: the children of a killed server, a port that somebody took in this moment.</summary>
    private static bool MayPass(string log, int wanted) =>
        log.Contains("pre-existing shared memory block", StringComparison.Ordinal)
        || (wanted == 0 && log.Contains("could not bind", StringComparison.Ordinal));

    private async Task<string> LoggedSinceAsync(long from, CancellationToken ct)
    {
        if (!File.Exists(folder.Log)) return "";
        await using var log = new FileStream(folder.Log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        log.Seek(Math.Max(from, log.Length - 4000), SeekOrigin.Begin);
        using var reader = new StreamReader(log);
        return await reader.ReadToEndAsync(ct);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
