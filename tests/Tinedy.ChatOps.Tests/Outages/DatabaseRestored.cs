using System.Diagnostics;
using Dapper;
using Npgsql;
using Tinedy.ChatOps.Core.Evidence;
using Tinedy.ChatOps.Core.Runs;
using Tinedy.ChatOps.Testing;
using Tinedy.ChatOps.Tests.Scenes;

namespace Tinedy.ChatOps.Tests.Outages;

/// <summary>A backup of the journal's own database is restored under two living replicas.</summary>
public sealed class DatabaseRestored(PostgresServer server)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Both_replicas_notice_stop_the_run_show_what_the_journal_says_and_go_on_when_an_operator_has_accepted_it()
    {
        await using var scene = await Scene.CreateAsync(server);
        var here = await scene.StartAsync();
        var there = await scene.StartAsync(null, ("Execution:Directory", scene.AFolder("attempts-there")));
        var run = (await here.SayAsync("devops", "/migrate start")).Run!.Value;
        Done(await here.SayAsync("po", "/migrate done 1.1.1"));
        Done(await here.SayAsync("dba", $"/migrate run {SmallRunbook.Step}"));
        await scene.EndingAsync(run, SmallRunbook.Step);
        var backup = await BackUpAsync(scene);
        Done(await here.SayAsync("po", "/migrate note lost by both"));
        Done(await there.SayAsync("po", "/migrate note lost as well"));
        await there.BoardAsync(run);

        await RestoreAsync(scene, backup);

        // Nobody asks for anything: they look by themselves.
        foreach (var replica in (ServiceProcess[])[here, there])
        {
            string[] shown = [];
            await Poll.UntilAsync(async () =>
            {
                shown = [.. (await TryAsync(() => replica.BoardAsync(run)))?.Lines ?? []];
                return shown.Any(line => line.Contains("entries 5 to 6 of the journal are gone", StringComparison.Ordinal));
            }, () => $"The board did not say it, but: {string.Join(" | ", shown)}. {replica.Everything}");
            (await replica.BoardAsync(run)).Version.ShouldBe(4);
            (await replica.SayAsync("po", "/migrate note nobody can write")).Reason.ShouldBe(nameof(RefusalReason.JournalDiverged));
            using var ready = await replica.GetAsync("/health/ready");
            (await ready.Content.ReadAsStringAsync(Ct)).ShouldContain($"run {run}: its journal is not the one that was known");
        }
        (here.Said + there.Said).ShouldContain($"The journal of run {run} is not the one that was known: entry 6 was known, and it ends at entry 4.");
        (await here.SayAsync("po", "/migrate accept-journal the wrong backup")).Reason.ShouldBe(nameof(RefusalReason.NotAnOperator));
        Done(await there.SayAsync("dba", "/migrate accept-journal restored from the backup on purpose"));
        Done(await here.SayAsync("po", "/migrate note here again"));
        Done(await there.SayAsync("po", "/migrate note there again"));

        (await here.BoardAsync(run)).Lines.ShouldBe((await there.BoardAsync(run)).Lines);
        var entries = await ReadAsync(scene, run);
        ChainVerifier.Verify(new RunId(run), entries).ShouldBeEmpty();
        entries.Skip(4).Select(entry => entry.Kind).ShouldBe(["journal-accepted", "note-written", "note-written"]);
        scene.Starts().ShouldBe(1);
    }

    private static void Done(Host.Heard answer) => answer.Kind.ShouldBe("Done", answer.Text);

    /// <summary>Null while the database is away.</summary>
    private static async Task<T?> TryAsync<T>(Func<Task<T>> ask) where T : class
    {
        try
        {
            return await ask();
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    /// <summary>The test's own connections were cut off as well.</summary>
    private static async Task<IReadOnlyList<StoredEntry>> ReadAsync(Scene scene, long run)
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

    private async Task<string> BackUpAsync(Scene scene)
    {
        var file = Path.Combine(scene.AFolder("backup"), "journal.dump");
        await ToolAsync("pg_dump", scene, "-Fc", "-f", file, "-d", new NpgsqlConnectionStringBuilder(scene.ConnectionString).Database!);
        return file;
    }

    private async Task RestoreAsync(Scene scene, string file)
    {
        var name = new NpgsqlConnectionStringBuilder(scene.ConnectionString).Database;
        await using var admin = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(scene.ConnectionString) { Database = "postgres", Pooling = false }.ConnectionString);
        await admin.OpenAsync(Ct);
        await admin.ExecuteAsync($"drop database {name} with (force)");
        // Nobody gets in before it is whole again.
        await admin.ExecuteAsync($"create database {name}_restored");
        await ToolAsync("pg_restore", scene, file, "-d", $"{name}_restored");
        await admin.ExecuteAsync($"alter database {name}_restored rename to {name}");
    }

    private async Task ToolAsync(string tool, Scene scene, params string[] arguments)
    {
        var at = new NpgsqlConnectionStringBuilder(scene.ConnectionString);
        var how = new ProcessStartInfo(Path.Combine((await server.BinDirectoryAsync())!, tool), [.. arguments, "-h", at.Host!, "-p", FormattableString.Invariant($"{at.Port}"), "-U", at.Username!]);
        how.Environment["PGPASSWORD"] = at.Password;
        using var process = Process.Start(how)!;
        await process.WaitForExitAsync(Ct);
        process.ExitCode.ShouldBe(0);
    }
}
