using System.Diagnostics;
using System.Net;
using Tinedy.ChatOps.EmbeddedPostgres;
using Tinedy.ChatOps.Testing;

namespace Tinedy.ChatOps.Tests.Scenes;

/// <summary>A service in a process of its own with an embedded server of its own, which can be killed under it.</summary>
internal sealed class LocalMode : IAsyncDisposable
{
    private LocalMode(Scene scene, string folder) => (Scene, Folder) = (scene, folder);

    public Scene Scene { get; }

    /// <summary>Of all its data, the cluster's too.</summary>
    public string Folder { get; }

    public ServiceProcess Service { get; private set; } = null!;

    public int Postmaster => int.Parse(File.ReadLines(Directory.EnumerateFiles(Folder, "postmaster.pid", SearchOption.AllDirectories).Single()).First(), null);

    /// <summary>Without it Postgres finds no cluster in its folder.</summary>
    private string ControlFile => Path.Combine(Folder, "data", "global", "pg_control");

    public static async Task<LocalMode> StartAsync(PostgresServer server)
    {
        var local = new LocalMode(await Scene.CreateAsync(server), await TestClusters.NewFolderAsync());
        local.Scene.Settings.Remove("ConnectionStrings:ChatOps");
        local.Scene.Settings["Embedded:DataDirectory"] = local.Folder;
        // Two services with two data folders must not share this one either.
        local.Scene.Settings.Remove("Execution:Directory");
        local.Service = await local.Scene.StartAsync();
        return local;
    }

    /// <summary>As by <c>kill -9</c>: the server itself; its children end when they notice.</summary>
    public void KillPostmaster()
    {
        using var postgres = Process.GetProcessById(Postmaster);
        postgres.Kill();
    }

    /// <summary>A server that ends now does not come back.</summary>
    public void BreakCluster() => File.Move(ControlFile, ControlFile + ".away");

    public void MendCluster() => File.Move(ControlFile + ".away", ControlFile, overwrite: true);

    public async Task<(HttpStatusCode Code, string Body)> ReadyAsync()
    {
        using var response = await Service.GetAsync("/health/ready");
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public Task UntilReadyAsync() =>
        Poll.UntilAsync(async () => (await ReadyAsync()).Code == HttpStatusCode.OK, () => "It never became ready again. It said: " + Service.Everything);

    public async ValueTask DisposeAsync()
    {
        // In this order: a folder that a service owns is not removed.
        await Scene.DisposeAsync();
        await EmbeddedServer.RemoveAsync(Folder, CancellationToken.None);
    }
}
