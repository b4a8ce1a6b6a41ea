using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Tinedy.ChatOps.SlackDouble.Failing;
using Tinedy.ChatOps.SlackDouble.Sockets;
using Tinedy.ChatOps.SlackDouble.Workspaces;

namespace Tinedy.ChatOps.SlackDouble.Api;

/// <summary>Where each address of the double leads.</summary>
internal sealed class ApiRoutes(Workspace workspace, Faults faults, SocketHub sockets, TimeProvider time, Func<Uri> origin)
{
    public void Map(WebApplication web, FailingDoor door, ResponseUrlDoor responses)
    {
        var reach = new ConversationAccess(workspace);
        var files = new FileMethods(workspace, reach, origin);
        IEnumerable<ApiMethod> methods =
        [
            .. new ChatMethods(workspace, reach).All, .. new ConversationMethods(workspace, reach).All, .. new PeopleMethods(workspace, reach).All,
            .. new ViewMethods(workspace).All, .. files.All, .. sockets.Methods,
        ];
        var api = new WebApi(workspace, methods, faults, new(time), door);
        UseGatedWebSockets(web);
        web.Map("/api/{method}", (HttpContext http, string method) => api.ServeAsync(http, method));
        web.MapPost("/respond/{team}/{ticket}", (HttpContext http, string ticket) => responses.ServeAsync(http, ticket));
        web.MapPost("/upload/v1/{ticket}", async (HttpContext http, string ticket) =>
        {
            var bytes = await ReadFileAsync(http.Request, http.RequestAborted);
            await door.ServeAsync(http, Faults.Upload, Json.EmptyObject, () => files.Upload(ticket, bytes));
        });
        web.MapGet("/link", sockets.ServeAsync);
    }

    /// <summary>Web sockets over a line that can be cut without either end noticing.</summary>
    private static void UseGatedWebSockets(WebApplication web)
    {
        web.Use(next => http =>
        {
            if (http.Features.Get<IHttpUpgradeFeature>() is { } upgrade) http.Features.Set<IHttpUpgradeFeature>(new GatedUpgrade(upgrade));
            return next(http);
        });
        web.UseWebSockets();
    }

    /// <summary>The bytes alone, or the one file of a form.</summary>
    private static async Task<byte[]> ReadFileAsync(HttpRequest request, CancellationToken ct)
    {
        var bytes = new MemoryStream();
        if (request.HasFormContentType && (await request.ReadFormAsync(ct)).Files is [var file, ..]) await file.CopyToAsync(bytes, ct);
        else await request.Body.CopyToAsync(bytes, ct);
        return bytes.ToArray();
    }
}
