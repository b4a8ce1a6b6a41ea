using System.Net;
using Tinedy.ChatOps.Presentation.Boards;
using Tinedy.ChatOps.Testing;
using Tinedy.ChatOps.Tests.Scenes;

namespace Tinedy.ChatOps.Tests.Doors;

/// <summary>In local mode a reader says who they are, so only this computer and this page may come in.</summary>
public sealed class LocalModeOnly(PostgresServer server)
{
    [Fact]
    public async Task A_foreign_name_and_a_foreign_page_are_refused_at_every_door_and_nothing_is_done()
    {
        await using var scene = await Scene.CreateAsync(server);
        var service = await scene.HostAsync();
        foreach (var path in new[] { "/", "/runs", "/health/ready", "/_blazor/negotiate", "/test/board/1" })
        {
            (await AskAsync(service, path, request => request.Headers.Host = "evil.example")).ShouldBe(HttpStatusCode.MisdirectedRequest, path);
            (await AskAsync(service, path, request => request.Headers.Host = $"127.0.0.1.evil.example:{service.Address.Port}")).ShouldBe(HttpStatusCode.MisdirectedRequest, path);
            (await AskAsync(service, path, request => request.Headers.Add("Origin", "http://evil.example"))).ShouldBe(HttpStatusCode.Forbidden, path);
            (await AskAsync(service, path, request => request.Headers.Add("Origin", "null"))).ShouldBe(HttpStatusCode.Forbidden, path);
        }
        (await AskAsync(service, "/", _ => { })).ShouldBe(HttpStatusCode.OK);
        (await AskAsync(service, "/health/ready", request => request.Headers.Add("Origin", service.Address.GetLeftPart(UriPartial.Authority)))).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Somebody_on_no_list_can_look_and_is_told_how_to_be_added_and_changes_nothing()
    {
        await using var scene = await Scene.CreateAsync(server);
        var service = await scene.HostAsync();
        var run = (await service.SayAsync("devops", "/migrate start")).Run!.Value;
        foreach (var line in new[] { "/migrate done 1.1.1", "/migrate run 1.1.2", "/migrate sign Database Administrator", "/migrate start", $"/migrate abort prod-{run} because" })
            (await service.SayAsync("stranger", line)).Reason.ShouldBe("NotOnPeopleList", line);
        foreach (var button in (await service.BoardAsync(run)).Buttons)
            (await service.PressAsync("stranger", button, RunningService.NewKey(), new Dictionary<string, string> { ["typed-id"] = $"prod-{run}", ["reason"] = "because I can" }))
                .Reason.ShouldBe("NotOnPeopleList", button.Accessible);
        (await scene.EventsAsync(run)).Count.ShouldBe(1);
    }

    private static async Task<HttpStatusCode> AskAsync(RunningService service, string path, Action<HttpRequestMessage> change)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        change(request);
        using var response = await service.SendAsync(request);
        return response.StatusCode;
    }
}
