using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Tinedy.ChatOps.Tests.Stopping;

/// <summary>The line that an open page of the console keeps to the service. It is of the stubborn kind, and never answers a farewell.</summary>
internal sealed class OpenPage : IDisposable
{
    private readonly ClientWebSocket socket = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<OpenPage> OpenAsync(Uri service)
    {
        using var http = new HttpClient { BaseAddress = service };
        using var answer = await http.PostAsync("/_blazor/negotiate?negotiateVersion=1", null, Ct);
        answer.EnsureSuccessStatusCode();
        var token = (await answer.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("connectionToken").GetString();
        var page = new OpenPage();
        await page.socket.ConnectAsync(new UriBuilder(service) { Scheme = "ws", Path = "/_blazor", Query = $"id={Uri.EscapeDataString(token!)}" }.Uri, Ct);
        await page.socket.SendAsync(Encoding.UTF8.GetBytes("{\"protocol\":\"blazorpack\",\"version\":1}\u001e"), WebSocketMessageType.Binary, endOfMessage: true, Ct);
        // The handshake is done when it is answered.
        (await page.socket.ReceiveAsync(new byte[64], Ct)).Count.ShouldBeGreaterThan(0);
        return page;
    }

    public void Dispose() => socket.Dispose();
}
