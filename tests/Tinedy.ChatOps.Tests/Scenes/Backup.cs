using System.Diagnostics;
using Dapper;
using Npgsql;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Evidence;
using Tinedy.ChatOps.Testing;

namespace Tinedy.ChatOps.Tests.Scenes;

/// <summary>All of a scene's database at one moment, as <c>pg_dump</c> has it, and the way back to it under whoever lives.</summary>
internal sealed class Backup(PostgresServer server, Scene scene, string file)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private NpgsqlConnectionStringBuilder At => new(scene.ConnectionString);

    public static async Task<Backup> TakeAsync(PostgresServer server, Scene scene)
    {
        var file = Path.Combine(scene.AFolder("backup"), "journal.dump");
        var backup = new Backup(server, scene, file);
        await backup.ToolAsync("pg_dump", "-Fc", "-f", file, "-d", backup.At.Database!);
        return backup;
    }

    public async Task RestoreAsync()
    {
        await using var admin = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(scene.ConnectionString) { Database = "postgres", Pooling = false }.ConnectionString);
        await admin.OpenAsync(Ct);
        await admin.ExecuteAsync($"drop database {At.Database} with (force)");
        // Nobody gets in before it is whole again.
        await admin.ExecuteAsync($"create database {At.Database}_restored");
        await ToolAsync("pg_restore", file, "-d", $"{At.Database}_restored");
        await admin.ExecuteAsync($"alter database {At.Database}_restored rename to {At.Database}");
    }

    /// <summary>What is in the database now, read by nobody who remembers: the test's own connections may have been cut off as well.</summary>
    public async Task<IReadOnlyList<StoredEntry>> EntriesAsync(long run)
    {
        IReadOnlyList<StoredEntry> entries = [];
        await Poll.UntilAsync(async () =>
        {
            try
            {
                entries = await scene.Journal.ReadAsync(new RunId(run), 0, Ct);
                return true;
            }
            catch (NpgsqlException)
            {
                return false;
            }
        }, "The journal cannot be read.");
        return entries;
    }

    public async Task<IReadOnlyList<RunEvent>> EventsAsync(long run) => [.. (await EntriesAsync(run)).Select(entry => JournalFormat.Read(entry.Body).Event)];

    private async Task ToolAsync(string tool, params string[] arguments)
    {
        var how = new ProcessStartInfo(Path.Combine((await server.BinDirectoryAsync())!, tool), [.. arguments, "-h", At.Host!, "-p", FormattableString.Invariant($"{At.Port}"), "-U", At.Username!]);
        how.Environment["PGPASSWORD"] = At.Password;
        using var process = Process.Start(how)!;
        await process.WaitForExitAsync(Ct);
        process.ExitCode.ShouldBe(0);
    }
}
