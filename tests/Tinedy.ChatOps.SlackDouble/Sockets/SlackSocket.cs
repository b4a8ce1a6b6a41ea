using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;

namespace Tinedy.ChatOps.SlackDouble.Sockets;

/// <summary>One open connection of the bot.</summary>
public sealed class SlackSocket
{
    private readonly HttpContext _http;
    private readonly WebSocket _socket;
    private readonly GatedUpgrade _gate;
    private readonly ConcurrentDictionary<string, TaskCompletionSource<SocketReceipt>> _waiting = new(StringComparer.Ordinal);

    /// <summary>What is to be sent, one frame at a time; null is the goodbye.</summary>
    private readonly Channel<string?> _frames = Channel.CreateUnbounded<string?>();

    internal SlackSocket(HttpContext http, WebSocket socket, GatedUpgrade gate, int number)
    {
        (_http, _socket, _gate, Number) = (http, socket, gate, number);
    }

    public int Number { get; }

    /// <summary>Connected, pings answered, and every envelope for it goes astray: Slack was seen to do that for minutes.</summary>
    public bool IsStarved { get; set; }

    /// <summary>False once the bot was told to go elsewhere.</summary>
    public bool TakesDeliveries { get; private set; } = true;

    /// <summary>Open and dead: nothing is sent and nothing heard, pings included, until it hears again.</summary>
    public void GoDeaf() => _gate.IsShut = true;

    public void HearAgain() => _gate.IsShut = false;

    /// <summary>Gone without a goodbye.</summary>
    public void Drop()
    {
        TakesDeliveries = false;
        _gate.IsShut = false;
        _http.Abort();
    }

    /// <summary>Sends a text frame, whatever it says.</summary>
    public void Send(string frame) => _frames.Writer.TryWrite(frame);

    /// <summary>Says the reason, and unless it is only a warning closes the connection.</summary>
    internal void Disconnect(string reason, bool thenClose)
    {
        Send(SocketFrames.Goodbye(reason));
        if (!thenClose) return;
        TakesDeliveries = false;
        _frames.Writer.TryWrite(null);
    }

    /// <summary>Sends an envelope; the receipt comes with its acknowledgement, or with the end of the connection.</summary>
    internal Task<SocketReceipt> PushAsync(string id, JsonElement envelope)
    {
        var receipt = _waiting.GetOrAdd(id, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
        if (!IsStarved) Send(envelope.GetRawText());
        // It may have ended since it was chosen.
        if (!TakesDeliveries && _socket.State != WebSocketState.Open) Lose();
        return receipt.Task;
    }

    internal void Forget(string id) => _waiting.TryRemove(id, out _);

    /// <summary>Speaks and listens until the connection ends.</summary>
    internal async Task RunAsync(CancellationToken closing)
    {
        var speaking = SpeakAsync(closing);
        try
        {
            while (await HearAsync(closing) is { } frame) Acknowledge(frame);
            _frames.Writer.TryWrite(null);
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException or IOException)
        {
            // Dropped, by either side.
        }
        finally
        {
            TakesDeliveries = false;
            Lose();
            _frames.Writer.TryComplete();
            await speaking;
        }
    }

    private void Acknowledge(string frame)
    {
        if (!Json.TryParse(frame, out var json) || json.Value.Text("envelope_id") is not { } id) return;
        JsonElement? payload = json.Value.TryMember("payload", out var given) ? given : null;
        if (_waiting.TryRemove(id, out var receipt)) receipt.TrySetResult(new(default, payload, null));
    }

    /// <summary>What is not acknowledged when a connection ends never will be.</summary>
    private void Lose()
    {
        foreach (var id in _waiting.Keys)
        {
            if (_waiting.TryRemove(id, out var receipt)) receipt.TrySetResult(new(default, null, SocketReceipt.Lost));
        }
    }

    private async Task SpeakAsync(CancellationToken closing)
    {
        try
        {
            await foreach (var frame in _frames.Reader.ReadAllAsync(closing))
            {
                if (frame is null && _socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                    await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, closing);
                else if (frame is not null)
                    await _socket.SendAsync(Encoding.UTF8.GetBytes(frame).AsMemory(), WebSocketMessageType.Text, endOfMessage: true, closing);
            }
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException or IOException or InvalidOperationException)
        {
            // Nobody is there to be told.
        }
    }

    private async Task<string?> HearAsync(CancellationToken closing)
    {
        var text = new MemoryStream();
        var buffer = new byte[8192];
        while (true)
        {
            var part = await _socket.ReceiveAsync(buffer.AsMemory(), closing);
            if (part.MessageType == WebSocketMessageType.Close) return null;
            text.Write(buffer, 0, part.Count);
            if (part.EndOfMessage) return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
        }
    }
}
