using System.ComponentModel;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Application.Runs;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Teams.Client;
using Tinedy.ChatOps.Teams.Connection;
using Tinedy.ChatOps.Teams.Endpoints;
using Tinedy.ChatOps.Teams.Rooms;

namespace Tinedy.ChatOps.Teams;

/// <summary>
/// Asks Teams at the start, and every hour, whether our token is taken and who of the people on the list can be written to, so that what
/// is wrong is said now and not when somebody is paged; sooner when a call has failed, so that no trouble outlives its cause. The service
/// starts all the same: a run must not wait for chat.
/// </summary>
[DisplayName("Teams")]
internal sealed partial class TeamsStartupCheck(ConversationDirectory addresses, SigningKeys keys, RunService runs, TeamsHealth health, TeamsSettings settings, TimeProvider time, ILogger<TeamsStartupCheck> logger) : BackgroundService
{
    private static readonly TimeSpan Hourly = TimeSpan.FromHours(1);
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan InDoubt = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The Playground opens no chat that it has not opened itself.
        if (settings.Playground) health.Works();
        while (!settings.Playground && !stoppingToken.IsCancellationRequested)
        {
            if (!await GreetAsync(stoppingToken))
            {
                await WaitAsync(Again, stoppingToken);
                continue;
            }
            for (var waited = TimeSpan.Zero; waited < Hourly && !stoppingToken.IsCancellationRequested; waited += InDoubt)
            {
                await WaitAsync(InDoubt, stoppingToken);
                if (health.Trouble is not null) break;
            }
        }
    }

    private async Task WaitAsync(TimeSpan wait, CancellationToken ct) => await Task.Delay(wait, time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    /// <summary>False: to be tried again soon.</summary>
    private async Task<bool> GreetAsync(CancellationToken ct)
    {
        try
        {
            await keys.FindAsync("", ct);
            var lost = new List<string>();
            foreach (var person in runs.Access.People)
                foreach (var account in person.Identities.Where(account => account.Platform == TeamsPlatform.Name && account.Tenant == settings.TenantId))
                    if (!await ReachesAsync(account, ct)) lost.Add(person.Name);
            health.Works();
            if (lost.Count > 0) LogLost(string.Join(", ", lost));
            return true;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            health.Fails(failure.Message);
            LogNotConnected(failure, failure.Message);
            return false;
        }
    }

    private async Task<bool> ReachesAsync(Identity who, CancellationToken ct)
    {
        try
        {
            await addresses.TryReachAsync(who, ct);
            return true;
        }
        catch (TeamsRefusedException refusal) when (refusal.Status is not System.Net.HttpStatusCode.Unauthorized)
        {
            return false;
        }
        catch (RoomBusyException busy)
        {
            await Task.Delay(busy.Wait, time, ct);
            return true;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Teams does not let us write to {People}: the app is not installed for them.")]
    private partial void LogLost(string people);

    [LoggerMessage(Level = LogLevel.Error, Message = "Teams cannot be used: {Why}. It is tried again.")]
    private partial void LogNotConnected(Exception failure, string why);
}
