using System.Buffers;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Tinedy.ChatOps.Slack.Interactions;

namespace Tinedy.ChatOps.Slack.Sockets;

/// <summary>
/// One connection, from its hello to its end. Frames are handled side by side; each is acknowledged when its effect is durable, and one
/// that could not be handled is not, so that Slack knows.
/// </summary>
internal sealed partial class SocketConnection(Uri address, InteractionHandler handler, TimeProvider time, ILogger logger) : IDisposable
{
    private const int LongestFrame = 4 * 1024 * 1024;
    private static readonly TimeSpan UntilHello = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Goodbye = TimeSpan.FromSeconds(5);

    /// <summary>Slack announces a disconnect about ten seconds before.</summary>
    private static readonly TimeSpan UntilSlackCloses = TimeSpan.FromSeconds(30);

    private readonly ClientWebSocket socket = new()
    {
        // A peer that does not answer our pings is gone, however connected the socket looks.
        Options = { KeepAliveInterval = TimeSpan.FromSeconds(5), KeepAliveTimeout = TimeSpan.FromSeconds(10) },
    };
    private readonly SemaphoreSlim sending = new(1);
    private readonly List<Task> handling = [];
    private Task listening = Task.CompletedTask;
    private bool isAnnounced;

    private readonly TaskCompletionSource ends = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Done when Slack has said that it will close it soon, or it is cut: time to have another one.</summary>
    public Task Ends => ends.Task;

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

    /// <summary>Handles what comes until the connection ends.</summary>
    public void Listen() => listening = ListenAsync();

    /// <summary>
    /// Lets the connection go: what comes until its very end is handled. One that Slack has announced to close is left to Slack, which may
    /// still send on it; of any other it is we who say that it has lived long enough.
    /// </summary>
    public async Task LeaveAsync()
    {
        if (isAnnounced) await Task.WhenAny(listening, Task.Delay(UntilSlackCloses, time));
        await Task.WhenAll(Handling());
        await CloseAsync();
        await Task.WhenAny(listening, Task.Delay(Goodbye, time));
        Dispose();
        await listening;
    }

    public void Dispose()
    {
        socket.Dispose();
        sending.Dispose();
    }

    private async Task ListenAsync()
    {
        try
        {
            while (await ReadAsync(CancellationToken.None) is { } frame)
            {
                if (frame.Type == "disconnect") Announced(frame.Reason);
                else if (frame.EnvelopeId is not null) Handle(frame);
            }
        }
        catch (Exception cut) when (cut is WebSocketException or ObjectDisposedException or OperationCanceledException)
        {
            LogCut(cut.Message);
        }
        finally
        {
            ends.TrySetResult();
            await Task.WhenAll(Handling());
        }
    }

    private void Announced(string? reason)
    {
        LogAnnounced(reason ?? "no reason");
        isAnnounced = true;
        ends.TrySetResult();
    }

    private async Task CloseAsync()
    {
        try
        {
            using var patience = new CancellationTokenSource(Goodbye, time);
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived) await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, patience.Token);
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // It is closed already.
        }
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
            var answer = frame.Understand() is { } incoming ? await handler.HandleAsync(incoming) : null;
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

    [LoggerMessage(Level = LogLevel.Information, Message = "Slack will close a socket: {Why}")]
    private partial void LogAnnounced(string why);

    [LoggerMessage(Level = LogLevel.Information, Message = "A socket to Slack was cut: {Why}")]
    private partial void LogCut(string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Refused on a socket ({What}): {Why}")]
    private partial void LogMalformed(string what, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Done, and not acknowledged to Slack ({What}): {Why}")]
    private partial void LogNotAcknowledged(string what, string why);

    [LoggerMessage(Level = LogLevel.Error, Message = "What came on a socket was not handled ({What}).")]
    private partial void LogNotHandled(Exception failure, string what);
}
