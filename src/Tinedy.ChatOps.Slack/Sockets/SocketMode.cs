using System.Net.WebSockets;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tinedy.ChatOps.Core.Desk;
using Tinedy.ChatOps.Slack.Client;
using Tinedy.ChatOps.Slack.Listening;

namespace Tinedy.ChatOps.Slack.Sockets;

/// <summary>
/// Socket Mode, for teams without a public address: several connections, each replaced before it ends, so that there is no moment without
/// one. Slack brings each payload to any one of them, of any replica.
/// </summary>
internal sealed partial class SocketMode(SlackApi slack, SlackSettings settings, Receiver receiver, SlackHealth health, TimeProvider time, ILogger<SocketMode> logger) : BackgroundService
{
    /// <summary>A socket that looks well and brings nothing is not kept for ever.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, settings.Sockets).Select(_ => KeepAsync(stoppingToken)));

    /// <summary>Keeps one connection open at all times; the next is open before the last is let go.</summary>
    private async Task KeepAsync(CancellationToken ct)
    {
        SocketConnection? last = null;
        Task lastEnds = Task.CompletedTask;
        for (var failures = 0; !ct.IsCancellationRequested;)
        {
            try
            {
                var next = await OpenAsync(ct);
                failures = 0;
                health.SocketOpened();
                var listening = ListenAsync(next, ct);
                if (last is not null) await LeaveAsync(last, lastEnds);
                (last, lastEnds) = (next, listening);
                await Task.WhenAny(next.Leaving.Task, Task.Delay(Lifetime, time, ct));
            }
            catch (Exception failure) when (!ct.IsCancellationRequested)
            {
                if (failure is SlackRefusal or SlackSilence) health.Fails(failure.Message);
                LogNoSocket(failure.Message);
                await WaitAsync(failure, failures++, ct);
            }
            catch (OperationCanceledException)
            {
                break;
            }
        }
        if (last is not null) await LeaveAsync(last, lastEnds);
    }

    private async Task<SocketConnection> OpenAsync(CancellationToken ct)
    {
        var address = await slack.SocketAsync(ct);
        if (!settings.IsSlackSocket(address)) throw new SlackRefusal("apps.connections.open", "strange_address", address.Host);
        var connection = new SocketConnection(address, receiver, time, logger);
        try
        {
            await connection.OpenAsync(ct);
            return connection;
        }
        catch (Exception)
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private async Task ListenAsync(SocketConnection connection, CancellationToken ct)
    {
        try
        {
            await connection.ListenAsync(ct);
        }
        finally
        {
            health.SocketClosed();
        }
    }

    private static async Task LeaveAsync(SocketConnection connection, Task ends)
    {
        await connection.DisposeAsync();
        await ends;
    }

    private async Task WaitAsync(Exception failure, int failures, CancellationToken ct)
    {
        var wait = failure is RoomBusyException busy ? busy.Wait : TimeSpan.FromSeconds(Math.Min(LongestWait.TotalSeconds, 0.5 * Math.Pow(2, failures)));
        await Task.Delay(wait, time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "No socket to Slack: {Why}. It is tried again.")]
    private partial void LogNoSocket(string why);
}
