using System.Net;
using System.Net.Sockets;
using System.Text;
using Tinedy.ChatOps.Benchmarks.Measuring;
using Tinedy.ChatOps.Benchmarks.Stage;
using Tinedy.ChatOps.SlackDouble.People;

namespace Tinedy.ChatOps.Benchmarks.Comparisons;

/// <summary>
/// Forged commands that are refused a second (a body as long as a real one, read and hashed, a reason in the log, 401) against POSTs of
/// the same bytes that a bare ASP.NET Core app reads and answers. Both by the same few connections, which write the same bytes again and
/// again, so that as little as possible of the machine goes into asking.
/// </summary>
internal static class ForgedRequests
{
    private const int Connections = 16;
    private const int RoundCount = 7;
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(3);

    public static async IAsyncEnumerable<Line> CompareAsync(BenchServer server)
    {
        await using var stage = await SlackStage.OpenAsync(server, channels: 1, items: 2);
        await using var bare = await HostProcess.StartBareAsync();
        var measured = await Rounds.CompareAsync(RoundCount, () => AskAsync(stage.Address, stage.Forged(), "401"), () => AskAsync(bare.Address, stage.Forged(), "200"));
        yield return new("forged: refused / bare ASP.NET Core POSTs of the same bytes", Table.PerSecond(measured.Ours), Table.PerSecond(measured.Theirs), measured.Ratio, Aim.AtLeast(0.7));
    }

    private static async Task<double> AskAsync(Uri address, RawRequest request, string status)
    {
        var bytes = Write(address, request);
        var expected = Encoding.ASCII.GetBytes($"HTTP/1.1 {status} ");
        var sockets = new List<Socket>();
        try
        {
            for (var n = 0; n < Connections; n++)
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                sockets.Add(socket);
                await socket.ConnectAsync(IPAddress.Loopback, address.Port);
            }
            return (await Load.SaturateAsync(Connections, Time, (caller, _) => AskAsync(sockets[caller], bytes, expected))).PerSecond;
        }
        finally
        {
            foreach (var socket in sockets) socket.Dispose();
        }
    }

    /// <summary>One request and its answer, which has no body.</summary>
    private static async Task AskAsync(Socket socket, byte[] bytes, byte[] expected)
    {
        await socket.SendAsync(bytes);
        var answer = new byte[1024];
        var length = 0;
        while (!answer.AsSpan(0, length).EndsWith("\r\n\r\n"u8))
        {
            var got = await socket.ReceiveAsync(answer.AsMemory(length));
            if (got == 0) throw new IOException("The connection was closed.");
            length += got;
        }
        if (!answer.AsSpan(0, length).StartsWith(expected)) throw new InvalidOperationException(Encoding.ASCII.GetString(answer, 0, length));
    }

    private static byte[] Write(Uri address, RawRequest request)
    {
        var head = new StringBuilder().Append($"POST {request.Path} HTTP/1.1\r\nHost: {address.Authority}\r\nContent-Type: {request.ContentType}\r\nContent-Length: {request.Body.Length}\r\n");
        foreach (var (name, value) in request.Headers) head.Append($"{name}: {value}\r\n");
        return [.. Encoding.ASCII.GetBytes(head.Append("\r\n").ToString()), .. request.Body.Span];
    }
}
