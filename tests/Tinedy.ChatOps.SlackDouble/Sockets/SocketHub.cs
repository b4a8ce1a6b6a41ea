using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Tinedy.ChatOps.SlackDouble.Api;
using Tinedy.ChatOps.SlackDouble.People;
using Tinedy.ChatOps.SlackDouble.Workspaces;

namespace Tinedy.ChatOps.SlackDouble.Sockets;

/// <summary>Socket Mode: up to ten connections of one app, and each envelope goes to any one of them.</summary>
public sealed class SocketHub
{
    private const int MostConnections = 10;

    private static readonly TimeSpan TicketLife = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan AfterAWarning = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly List<SlackSocket> _open = [];
    private readonly Dictionary<string, DateTimeOffset> _tickets = new(StringComparer.Ordinal);
    private readonly Workspace _workspace;
    private readonly TimeProvider _time;
    private readonly Func<Uri> _origin;
    private readonly CancellationToken _closing;
    private int _turn;
    private int _number;

    internal SocketHub(Workspace workspace, TimeProvider time, Func<Uri> origin, CancellationToken closing)
    {
        (_workspace, _time, _origin, _closing) = (workspace, time, origin, closing);
    }

    /// <summary>The open connections, the oldest first.</summary>
    public IReadOnlyList<SlackSocket> Connections
    {
        get
        {
            lock (_gate) return [.. _open];
        }
    }

    /// <summary>An envelope that is not acknowledged within this is lost; an event comes again.</summary>
    public TimeSpan AckWithin { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>Waits until so many connections are open, no more and no fewer.</summary>
    public Task UntilConnectedAsync(int connections = 1, TimeSpan? patience = null) => _workspace.UntilAsync(
        _ => Connections.Count(socket => socket.TakesDeliveries) == connections, $"There are not {connections} connections.", patience);

    /// <summary>Tells every connection that it ends: at once, or ten seconds after a <see cref="DisconnectReason.Warning"/>.</summary>
    public void Disconnect(DisconnectReason reason)
    {
        var sockets = Connections;
        foreach (var socket in sockets) Disconnect(socket, reason);
        if (reason == DisconnectReason.Warning) _ = CloseLaterAsync(sockets);
    }

    internal IEnumerable<ApiMethod> Methods =>
        [new("apps.connections.open", null, ApiMethod.Tier3, Open) { DropsJson = true, IsOfTheApp = true }];

    /// <summary>Serves the address that <c>apps.connections.open</c> gave out.</summary>
    internal async Task ServeAsync(HttpContext http)
    {
        if (!http.WebSockets.IsWebSocketRequest || !IsTicket(http.Request.Query["ticket"].ToString()))
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }
        var gate = (GatedUpgrade)http.Features.GetRequiredFeature<IHttpUpgradeFeature>();
        using var web = await http.WebSockets.AcceptWebSocketAsync();
        var socket = new SlackSocket(http, web, gate, Interlocked.Increment(ref _number));
        if (!TryEnter(socket, out var open))
        {
            socket.Disconnect(SocketFrames.TooMany, thenClose: true);
            await socket.RunAsync(_closing);
            return;
        }
        socket.Send(SocketFrames.Hello(open, _workspace.App));
        _workspace.Changes.Ring();
        await socket.RunAsync(_closing);
        lock (_gate) _open.Remove(socket);
        _workspace.Changes.Ring();
    }

    /// <summary>Puts the payload into one of the open connections and waits for the acknowledgement.</summary>
    internal Task<SocketReceipt> DeliverAsync(Mail mail, Retry? retry) => DeliverAsync(SocketFrames.Envelope(mail, retry));

    /// <summary>The same with an envelope that exists, also one that was delivered before.</summary>
    internal async Task<SocketReceipt> DeliverAsync(JsonElement envelope)
    {
        var id = envelope.Text("envelope_id")!;
        if (Next() is not { } socket) return new(envelope, null, SocketReceipt.Lost);
        try
        {
            var receipt = await socket.PushAsync(id, envelope).WaitAsync(AckWithin, _time, _closing);
            return receipt with { Envelope = envelope };
        }
        catch (Exception late) when (late is TimeoutException or OperationCanceledException)
        {
            socket.Forget(id);
            return new(envelope, null, SocketReceipt.TimedOut);
        }
    }

    private ApiAnswer Open(ApiRequest request)
    {
        var ticket = Identifiers.Secret();
        lock (_gate) _tickets[ticket] = _time.GetUtcNow();
        var origin = _origin();
        return ApiAnswer.Ok(new() { ["url"] = $"ws://{origin.Authority}/link?ticket={ticket}&app_id={_workspace.App.Id}" });
    }

    /// <summary>A ticket opens one connection, soon.</summary>
    private bool IsTicket(string ticket)
    {
        lock (_gate) return _tickets.Remove(ticket, out var minted) && _time.GetUtcNow() - minted <= TicketLife;
    }

    private bool TryEnter(SlackSocket socket, out int open)
    {
        lock (_gate)
        {
            open = _open.Count + 1;
            if (open > MostConnections) return false;
            _open.Add(socket);
            return true;
        }
    }

    /// <summary>Slack promises no order among connections; taking turns makes every one of them work, and the same way each time.</summary>
    private SlackSocket? Next()
    {
        lock (_gate)
        {
            var able = _open.FindAll(socket => socket.TakesDeliveries);
            return able.Count == 0 ? null : able[_turn++ % able.Count];
        }
    }

    private async Task CloseLaterAsync(IReadOnlyList<SlackSocket> sockets)
    {
        await Task.Delay(AfterAWarning, _time, _closing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_closing.IsCancellationRequested) return;
        foreach (var socket in sockets) Disconnect(socket, DisconnectReason.RefreshRequested);
    }

    private static void Disconnect(SlackSocket socket, DisconnectReason reason) =>
        socket.Disconnect(SocketFrames.Word(reason), thenClose: reason != DisconnectReason.Warning);

}
