using Tinedy.ChatOps.EmbeddedPostgres;
using Tinedy.ChatOps.Testing;
using Tinedy.ChatOps.Tests.Scenes;

namespace Tinedy.ChatOps.Tests.Stopping;

/// <summary>A stop takes five seconds at most, whatever is connected.</summary>
public sealed class WithPagesOpen(PostgresServer server)
{
    /// <summary>The five seconds, and what a machine with much else to do adds. What is connected here never goes by itself: unbounded, it would be thirty and more.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    [InlineData("HUP")]
    public async Task Three_pages_and_a_long_request_are_named_and_not_waited_for_longer(string signal)
    {
        await using var scene = await Scene.CreateAsync(server);
        var service = await scene.StartAsync();
        using var first = await OpenPage.OpenAsync(service.Address);
        using var second = await OpenPage.OpenAsync(service.Address);
        using var third = await OpenPage.OpenAsync(service.Address);
        using var endless = await HalfRequest.SendAsync(service.Address);

        var asked = TimeProvider.System.GetTimestamp();
        service.AskToStop(signal);
        (await service.ExitAsync()).ShouldBe(0, service.Everything);

        TimeProvider.System.GetElapsedTime(asked).ShouldBeLessThan(Soon, service.Everything);
        service.Complained.ShouldContain("Stopping.");
        service.Complained.ShouldContain("POST /test/say", customMessage: "what it waits for is named");
        service.Complained.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task Told_to_stop_while_it_starts_it_leaves_no_server_behind_and_ends_well()
    {
        var folder = await TestClusters.NewFolderAsync();
        try
        {
            var start = ServiceProcess.Launch(new Dictionary<string, string> { ["Embedded:DataDirectory"] = folder, ["Urls"] = "http://127.0.0.1:0" });
            await using (start)
            {
                await Poll.UntilAsync(() => Directory.Exists(Path.Combine(folder, "data")), "There is no database yet. " + start.Everything);
                start.AskToStop("INT");
                (await start.ExitAsync()).ShouldBe(0, start.Everything);
                start.Complained.ShouldNotContain("   at ");
            }
            Directory.EnumerateFiles(folder, "postmaster.pid", SearchOption.AllDirectories).ShouldBeEmpty();
        }
        finally
        {
            await EmbeddedServer.RemoveAsync(folder, CancellationToken.None);
        }
    }
}
