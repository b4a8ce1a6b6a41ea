using System.ComponentModel;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Slack.Client;
using Tinedy.ChatOps.Slack.Connection;
using Tinedy.ChatOps.Slack.Interactions;

namespace Tinedy.ChatOps.Slack.Sockets;

/// <summary>
/// Socket Mode, for teams without a public address: several connections, each replaced before it ends, so that there is no moment without
/// one. Slack brings each payload to any one of them, of any replica.
/// </summary>
[DisplayName("Slack")]
internal sealed partial class SocketMode(SlackApi slack, SlackSettings settings, InteractionHandler handler, SlackHealth health, TimeProvider time, ILogger<SocketMode> logger) : BackgroundService
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
        var leaving = Task.CompletedTask;
        for (var failures = 0; !ct.IsCancellationRequested;)
        {
            try
            {
                var next = await OpenAsync(ct);
                failures = 0;
                if (last is not null) leaving = Task.WhenAll(leaving, last.LeaveAsync());
                last = next;
                await Task.WhenAny(next.Ends, Task.Delay(Lifetime, time, ct));
            }
            catch (Exception failure) when (!ct.IsCancellationRequested)
            {
                if (failure is SlackRefusedException or SlackUnavailableException) health.SocketFails(failure.Message);
                LogNoSocket(failure);
                await WaitAsync(failure, failures++, ct);
            }
            catch (OperationCanceledException)
            {
                break;
            }
        }
        await Task.WhenAll(leaving, last?.LeaveAsync() ?? Task.CompletedTask);
    }

    private async Task<SocketConnection> OpenAsync(CancellationToken ct)
    {
        var address = await slack.SocketAsync(ct);
        if (!settings.IsSlackSocket(address)) throw new SlackRefusedException("apps.connections.open", "strange_address", address.Host);
        var connection = new SocketConnection(address, handler, time, logger);
        try
        {
            await connection.OpenAsync(ct);
        }
        catch (Exception)
        {
            connection.Dispose();
            throw;
        }
        connection.Listen();
        health.SocketOpened();
        _ = connection.Ends.ContinueWith(_ => health.SocketClosed(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return connection;
    }

    private async Task WaitAsync(Exception failure, int failures, CancellationToken ct)
    {
        var wait = failure is RoomBusyException busy ? busy.Wait : TimeSpan.FromSeconds(Math.Min(LongestWait.TotalSeconds, 0.5 * Math.Pow(2, failures)));
        await Task.Delay(wait, time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "No socket to Slack. It is tried again.")]
    private partial void LogNoSocket(Exception failure);
}
