using System.Diagnostics;
using System.Globalization;
using System.Net;
using Dapper;
using Npgsql;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.EmbeddedPostgres;
using Tinedy.ChatOps.Evidence;
using Tinedy.ChatOps.Testing;
using Tinedy.ChatOps.Tests.Scenes;

namespace Tinedy.ChatOps.Tests.Outages;

/// <summary>A server of the test's own that stops answering, or takes no writes for a while, under two replicas and a running step.</summary>
public sealed class DatabaseFrozen : IAsyncLifetime
{
    private EmbeddedOptions options = new() { DataDirectory = "" };
    private EmbeddedServer? server;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        options = new() { DataDirectory = await TestClusters.NewFolderAsync(), Durable = false };
        server = await EmbeddedServer.StartAsync(options, System.Console.Error.WriteLine, TimeProvider.System, Ct);
    }

    public async ValueTask DisposeAsync()
    {
        await SignalAsync("CONT");
        await server!.DisposeAsync();
        await EmbeddedServer.RemoveAsync(options.DataDirectory, CancellationToken.None);
    }

    [Fact]
    public async Task Readiness_answers_while_nothing_else_does_and_what_was_asked_meanwhile_happens_once()
    {
        await using var scene = Scene.On(server!.ConnectionString, SmallRunbook.Waiting);
        var (here, there, run) = await StartBothAsync(scene);

        await SignalAsync("STOP");
        var click = here.SayAsync("po", "/migrate note while it stood still", "frozen/note");
        await File.WriteAllTextAsync(scene.InWorkspace("go"), "", Ct);
        foreach (var replica in (RunningService[])[here, there]) await NotReadyAsync(replica, "The database did not answer within 2 seconds.");
        await SignalAsync("CONT");

        await AgainAsync(scene, here, there, run);
        await ((Task)click).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        await here.SayAsync("po", "/migrate note while it stood still", "frozen/note");
        (await scene.EventsAsync(run)).OfType<RunEvent.NoteWritten>().Count(note => note.Text == "while it stood still").ShouldBe(1);
    }

    [Fact]
    public async Task A_database_that_took_no_writes_for_a_while_takes_them_again_without_a_restart()
    {
        await using var scene = Scene.On(server!.ConnectionString, SmallRunbook.Waiting);
        var (here, there, run) = await StartBothAsync(scene);

        await ReadOnlyAsync("on");
        await File.WriteAllTextAsync(scene.InWorkspace("go"), "", Ct);
        foreach (var replica in (RunningService[])[here, there])
        {
            (await Should.ThrowAsync<HttpRequestException>(() => replica.SayAsync("po", "/migrate note refused"))).StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
            await NotReadyAsync(replica, "read-only transaction (25006)");
        }
        await ReadOnlyAsync("off");

        await AgainAsync(scene, here, there, run);
        (await scene.EventsAsync(run)).OfType<RunEvent.NoteWritten>().ShouldAllBe(note => note.Text == "again");
    }

    private static async Task<(RunningService Here, RunningService There, long Run)> StartBothAsync(Scene scene)
    {
        var here = await scene.HostAsync();
        var there = await scene.HostAsync(("Execution:Directory", scene.AFolder("attempts-there")));
        var run = (await here.SayAsync("devops", "/migrate start")).Run!.Value;
        (await here.SayAsync("dba", "/migrate done 1.1.1")).Kind.ShouldBe("Done");
        (await here.SayAsync("dba", $"/migrate run {SmallRunbook.Step}")).Kind.ShouldBe("Done");
        await Poll.UntilAsync(() => scene.Starts() == 1, "The step did not start.");
        return (here, there, run);
    }

    private static async Task NotReadyAsync(RunningService replica, string why)
    {
        using var ready = await replica.GetAsync("/health/ready");
        ready.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await ready.Content.ReadAsStringAsync(Ct)).ShouldContain(why);
    }

    /// <summary>Both write, the step that ran meanwhile has ended as it did and ran once, and both show what is in the journal.</summary>
    private static async Task AgainAsync(Scene scene, RunningService here, RunningService there, long run)
    {
        foreach (var replica in (RunningService[])[here, there])
        {
            await Poll.UntilAsync(async () =>
            {
                using var ready = await replica.GetAsync("/health/ready");
                return ready.StatusCode == HttpStatusCode.OK;
            }, "It never became ready again.");
            (await replica.SayAsync("po", "/migrate note again")).Kind.ShouldBe("Done");
        }
        (await scene.EndingAsync(run, SmallRunbook.Step)).Outcome.ShouldBe(Outcome.Succeeded);
        scene.Starts().ShouldBe(1);
        await Poll.UntilAsync(async () => (await here.BoardAsync(run)).Lines.SequenceEqual((await there.BoardAsync(run)).Lines), "They show different things.");
        ChainVerifier.Verify(new RunId(run), await scene.Journal.ReadAsync(new RunId(run), 0, Ct)).ShouldBeEmpty();
    }

    /// <summary>For every session there is and every one that comes, as after a fail-over.</summary>
    private async Task ReadOnlyAsync(string value)
    {
        await using var admin = new NpgsqlConnection(server!.ConnectionString + ";Pooling=false");
        await admin.OpenAsync(Ct);
        await admin.ExecuteAsync($"begin read write; alter database {admin.Database} set default_transaction_read_only = {value}; commit");
        if (value == "on") await admin.ExecuteAsync("select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()");
    }

    /// <summary>To the server and everything that it has started.</summary>
    private async Task SignalAsync(string signal)
    {
        var processes = Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(name => name!.All(char.IsAsciiDigit) && ParentOf(name!) == server!.ProcessId);
        string[] all = [server!.ProcessId.ToString(CultureInfo.InvariantCulture), .. processes!];
        using var kill = Process.Start("kill", [$"-{signal}", .. all]);
        await kill.WaitForExitAsync(CancellationToken.None);
    }

    /// <summary>Null when it has just ended.</summary>
    private static int? ParentOf(string process)
    {
        try
        {
            // The name in brackets may hold blanks; the state and the parent follow it.
            return int.Parse(File.ReadAllText($"/proc/{process}/stat").Split(") ")[^1].Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
