using System.Net;
using Tinedy.ChatOps.Testing;
using Tinedy.ChatOps.Tests.Scenes;

namespace Tinedy.ChatOps.Tests.Doors;

/// <summary>An address where nothing is, and the ways of asking that browsers and monitors have.</summary>
public sealed class NothingThere(PostgresServer server)
{
    [Fact]
    public async Task A_reader_gets_a_page_that_helps_and_a_monitor_can_ask_with_HEAD()
    {
        await using var scene = await Scene.CreateAsync(server);
        var service = await scene.HostAsync();
        foreach (var (path, says) in new[] { ("/runs/999", "There is no run 999."), ("/nope", "No such page"), ("/a/b.css", "No such page") })
        {
            using var response = await service.GetAsync(path);
            response.StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
            var page = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            page.ShouldContain(says, customMessage: path);
            page.ShouldContain("href=\"/runs", customMessage: path);
        }
        foreach (var (path, status) in new[] { ("/", HttpStatusCode.OK), ("/runs", HttpStatusCode.OK), ("/health/live", HttpStatusCode.OK), ("/health/ready", HttpStatusCode.OK), ("/nope", HttpStatusCode.NotFound) })
        {
            using var response = await service.SendAsync(new HttpRequestMessage(HttpMethod.Head, path));
            response.StatusCode.ShouldBe(status, path);
            (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldBe("", path);
        }
        using var posted = await service.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/slack/commands"));
        ((int)posted.StatusCode).ShouldBeGreaterThanOrEqualTo(400);
        (await posted.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldBe("", "a platform is answered as bare as before");
    }
}
