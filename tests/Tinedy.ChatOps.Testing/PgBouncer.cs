using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Tinedy.ChatOps.Testing;

/// <summary>A PgBouncer in transaction mode in front of a database, as its default settings have it. Needs <c>pgbouncer</c> on the machine.</summary>
public sealed class PgBouncer : IAsyncDisposable
{
    private readonly Process process;
    private readonly string folder;

    private PgBouncer(Process process, string folder, string connectionString) => (this.process, this.folder, ConnectionString) = (process, folder, connectionString);

    /// <summary>The same database, through the pooler.</summary>
    public string ConnectionString { get; }

    /// <param name="connectionString">Of the database behind it; its login is the one that every client gets.</param>
    /// <param name="ignores">Start-up parameters that it drops instead of refusing them, as <c>ignore_startup_parameters</c> has it.</param>
    public static async Task<PgBouncer> StartAsync(string connectionString, string ignores, int serverConnections = 3)
    {
        var server = new NpgsqlConnectionStringBuilder(connectionString);
        var folder = Directory.CreateTempSubdirectory("chatops-pgbouncer-").FullName;
        var port = FreePort();
        var settings = Path.Combine(folder, "pgbouncer.ini");
        await File.WriteAllTextAsync(settings, string.Create(CultureInfo.InvariantCulture, $"""
            [databases]
            * = host={server.Host} port={server.Port} user={server.Username} password={server.Password}

            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = {port}
            unix_socket_dir =
            auth_type = any
            pool_mode = transaction
            default_pool_size = {serverConnections}
            {(ignores.Length > 0 ? $"ignore_startup_parameters = {ignores}" : "")}
            """));
        OpenToOthers(folder, settings);
        string[] arguments = Environment.IsPrivilegedProcess ? ["-q", "-u", "nobody", settings] : ["-q", settings];
        var how = new ProcessStartInfo(Program(), arguments) { RedirectStandardError = true };
        var process = Started(how);
        _ = process.StandardError.ReadToEndAsync();
        var through = new NpgsqlConnectionStringBuilder(connectionString) { Host = "127.0.0.1", Port = port };
        await ListensAsync(process, port);
        return new(process, folder, through.ConnectionString);
    }

    /// <summary>It refuses to run as root, and may then not enter a folder of root's.</summary>
    private static void OpenToOthers(string folder, string settings)
    {
        if (OperatingSystem.IsWindows()) return;
        File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        File.SetUnixFileMode(settings, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static Process Started(ProcessStartInfo how)
    {
        try
        {
            return Process.Start(how)!;
        }
        catch (Win32Exception)
        {
            throw Prerequisite.Missing("PgBouncer is not installed (Debian: apt-get install pgbouncer).");
        }
    }

    /// <summary>Packagers put it where only root's path leads.</summary>
    private static string Program() => File.Exists("/usr/sbin/pgbouncer") ? "/usr/sbin/pgbouncer" : "pgbouncer";

    private static async Task ListensAsync(Process process, int port)
    {
        using var clock = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!process.HasExited)
        {
            using var client = new TcpClient();
            try
            {
                await client.ConnectAsync(IPAddress.Loopback, port);
                return;
            }
            catch (SocketException)
            {
                await clock.WaitForNextTickAsync();
            }
        }
        throw new InvalidOperationException("pgbouncer did not start.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
