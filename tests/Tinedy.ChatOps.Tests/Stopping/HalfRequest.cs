using System.Net.Sockets;
using System.Text;

namespace Tinedy.ChatOps.Tests.Stopping;

/// <summary>A request whose body never comes to its end.</summary>
internal sealed class HalfRequest : IDisposable
{
    private readonly TcpClient client = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Done when the service waits for the rest.</summary>
    public static async Task<HalfRequest> SendAsync(Uri service)
    {
        var request = new HalfRequest();
        await request.client.ConnectAsync(service.Host, service.Port, Ct);
        var stream = request.client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /test/say HTTP/1.1\r\nHost: {service.Authority}\r\nContent-Type: application/json\r\nContent-Length: 100\r\nExpect: 100-continue\r\n\r\n"), Ct);
        // "100 Continue": it has begun to read.
        (await stream.ReadAsync(new byte[100], Ct)).ShouldBeGreaterThan(0);
        return request;
    }

    public void Dispose() => client.Dispose();
}
