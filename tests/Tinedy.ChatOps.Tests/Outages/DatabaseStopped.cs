using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Dapper;
using Npgsql;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.EmbeddedPostgres;
using Tinedy.ChatOps.Testing;
using Tinedy.ChatOps.Tests.Scenes;

namespace Tinedy.ChatOps.Tests.Outages;

/// <summary>The database dies in the middle of a click, on a server of the test's own.</summary>
public sealed class DatabaseStopped : IAsyncLifetime
{
    private EmbeddedOptions options = new() { DataDirectory = "" };
    private EmbeddedServer? server;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        // Durable: what it said was committed is asked for after the crash.
        options = new() { DataDirectory = await TestClusters.NewFolderAsync(), Port = FreePort() };
        server = await StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await server!.DisposeAsync();
        await EmbeddedServer.RemoveAsync(options.DataDirectory, CancellationToken.None);
    }

    [Fact]
    public async Task The_click_gets_an_error_and_pressed_again_has_one_effect_and_health_tells_the_truth_meanwhile()
    {
        await using var scene = Scene.On(server!.ConnectionString);
        var service = await scene.HostAsync();
        var run = (await service.SayAsync("devops", "/migrate start")).Run!.Value;
        (await StatusAsync(service, "/health/ready")).Code.ShouldBe(HttpStatusCode.OK);

        var click = await ClickHeldAsync(scene, service);
        await CrashAsync();

        (await Should.ThrowAsync<HttpRequestException>(() => click)).StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        var (code, why) = await StatusAsync(service, "/health/ready");
        code.ShouldBe(HttpStatusCode.ServiceUnavailable);
        why.ShouldContain("\"why\":\"The ");
        (await StatusAsync(service, "/health/live")).Code.ShouldBe(HttpStatusCode.OK);

        server = await StartAsync();
        await Poll.UntilAsync(async () => (await StatusAsync(service, "/health/ready")).Code == HttpStatusCode.OK, "It never became ready again.");
        (await service.SayAsync("po", "/migrate note the lights flickered", "outage/note")).Kind.ShouldBe("Done");
        (await scene.EventsAsync(run)).OfType<RunEvent.NoteWritten>().ShouldHaveSingleItem();
        service.HasExited.ShouldBeFalse();
    }

    /// <summary>A click that has reached the database and waits there for a lock that somebody holds.</summary>
    private static async Task<Task> ClickHeldAsync(Scene scene, RunningService service)
    {
        // Not disposed: the server takes it along.
        var holder = new NpgsqlConnection(scene.ConnectionString + ";Pooling=false");
        await holder.OpenAsync(Ct);
        await holder.ExecuteAsync("begin; lock table chatops.run_event in share row exclusive mode");
        var click = service.SayAsync("po", "/migrate note the lights flickered", "outage/note");
        await Poll.UntilAsync(
            async () => await holder.ExecuteScalarAsync<long>("select count(*) from pg_locks where not granted and relation = 'chatops.run_event'::regclass") > 0,
            "The click never reached the database.");
        return click;
    }

    /// <summary>As by <c>pg_ctl stop -m immediate</c>.</summary>
    private async Task CrashAsync()
    {
        using var kill = Process.Start("kill", ["-QUIT", server!.ProcessId.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(Ct);
        await server.DisposeAsync();
    }

    private static async Task<(HttpStatusCode Code, string Body)> StatusAsync(RunningService service, string path)
    {
        using var response = await service.GetAsync(path);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Ct));
    }

    private Task<EmbeddedServer> StartAsync() => EmbeddedServer.StartAsync(options, _ => { }, TimeProvider.System, Ct);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
