using System.Buffers;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Tinedy.ChatOps.Slack.Listening;

namespace Tinedy.ChatOps.Slack.Sockets;

/// <summary>
/// One connection, from its hello to its end. Frames are handled side by side; each is acknowledged when its effect is durable, and one
/// that could not be handled is not, so that Slack knows.
/// </summary>
internal sealed partial class SocketConnection(Uri address, Receiver receiver, TimeProvider time, ILogger logger) : IAsyncDisposable
{
    private const int LongestFrame = 4 * 1024 * 1024;
    private static readonly TimeSpan UntilHello = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Goodbye = TimeSpan.FromSeconds(5);

    private readonly ClientWebSocket socket = new()
    {
        // A peer that does not answer our pings is gone, however connected the socket looks.
        Options = { KeepAliveInterval = TimeSpan.FromSeconds(15), KeepAliveTimeout = TimeSpan.FromSeconds(20) },
    };
    private readonly SemaphoreSlim sending = new(1);
    private readonly List<Task> handling = [];

    /// <summary>Slack will close it soon, or it was told to: time to have another one.</summary>
    public TaskCompletionSource<string> Leaving { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Connects and waits for the hello.</summary>
    /// <exception cref="WebSocketException">There is no connection.</exception>
    /// <exception cref="OperationCanceledException">No hello came in time.</exception>
    public async Task OpenAsync(CancellationToken ct)
    {
        using var patience = new CancellationTokenSource(UntilHello, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, patience.Token);
        await socket.ConnectAsync(address, either.Token);
        if (await ReadAsync(either.Token) is not { Type: "hello" }) throw new WebSocketException("The first frame was no hello.");
    }

    /// <summary>Handles what comes until the connection ends, from whichever side.</summary>
    public async Task ListenAsync(CancellationToken ct)
    {
        try
        {
            while (await ReadAsync(ct) is { } frame)
            {
                if (frame.Type == "disconnect") Leaving.TrySetResult(frame.Reason ?? "disconnect");
                else if (frame.EnvelopeId is not null) Handle(frame);
            }
        }
        catch (WebSocketException cut)
        {
            LogCut(cut.Message);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
        }
        finally
        {
            Leaving.TrySetResult("the connection ended");
            await Task.WhenAll(Handling());
        }
    }

    /// <summary>Says goodbye after what has come was answered; harmless when it is closed already.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            using var patience = new CancellationTokenSource(Goodbye, time);
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived) await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, patience.Token);
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
        }
        socket.Dispose();
        sending.Dispose();
    }

    private void Handle(Frame frame)
    {
        lock (handling)
        {
            handling.RemoveAll(task => task.IsCompleted);
            handling.Add(HandleAsync(frame));
        }
    }

    private Task[] Handling()
    {
        lock (handling) return [.. handling];
    }

    private async Task HandleAsync(Frame frame)
    {
        await Task.Yield();
        try
        {
            var answer = frame.Understand() is { } incoming ? await receiver.HandleAsync(incoming) : null;
            await SendAsync(frame.Acknowledge(answer));
        }
        catch (JsonException malformed)
        {
            LogMalformed(frame.Type, malformed.Message);
        }
        catch (Exception failure) when (failure is WebSocketException or ObjectDisposedException or InvalidOperationException)
        {
            // What was done is done; Slack sends the event again, and it has no second effect.
            LogNotAcknowledged(frame.Type, failure.Message);
        }
        catch (Exception failure)
        {
            LogNotHandled(failure, frame.Type);
        }
    }

    private async Task SendAsync(string text)
    {
        await sending.WaitAsync();
        try
        {
            await socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        }
        finally
        {
            sending.Release();
        }
    }

    /// <summary>Null when the other side has closed.</summary>
    private async Task<Frame?> ReadAsync(CancellationToken ct)
    {
        var buffer = new ArrayBufferWriter<byte>(16 * 1024);
        while (true)
        {
            var got = await socket.ReceiveAsync(buffer.GetMemory(4 * 1024), ct);
            if (got.MessageType == WebSocketMessageType.Close) return null;
            buffer.Advance(got.Count);
            if (buffer.WrittenCount > LongestFrame) throw new WebSocketException("A frame is longer than anything Slack sends.");
            if (!got.EndOfMessage) continue;
            try
            {
                return Frame.Read(Encoding.UTF8.GetString(buffer.WrittenSpan));
            }
            catch (JsonException malformed)
            {
                LogMalformed("frame", malformed.Message);
                buffer.Clear();
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "A socket to Slack was cut: {Why}")]
    private partial void LogCut(string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Refused on a socket ({What}): {Why}")]
    private partial void LogMalformed(string what, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Done, and not acknowledged to Slack ({What}): {Why}")]
    private partial void LogNotAcknowledged(string what, string why);

    [LoggerMessage(Level = LogLevel.Error, Message = "What came on a socket was not handled ({What}).")]
    private partial void LogNotHandled(Exception failure, string what);
}
