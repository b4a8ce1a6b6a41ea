using System.ComponentModel;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Chat.Answers;
using Tinedy.ChatOps.Chat.Client;
using Tinedy.ChatOps.Slack.Client;
using Tinedy.ChatOps.Slack.Connection;
using Tinedy.ChatOps.Slack.Interactions;

namespace Tinedy.ChatOps.Slack;

/// <summary>
/// Asks Slack at the start whether the token is good and who the people on the list are, so that what is wrong is said now; and goes on
/// asking until Slack has answered, then and whenever a call has failed: no trouble outlives its cause because nobody has anything to say.
/// The service starts all the same: a run must not wait for chat.
/// </summary>
[DisplayName("Slack")]
internal sealed partial class SlackStartupCheck(SlackApi slack, WorkspaceDirectory workspace, SlackHealth health, TimeProvider time, ILogger<SlackStartupCheck> logger) : BackgroundService
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(3);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var hasGreeted = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            if (!hasGreeted || health.IsInDoubt) hasGreeted = await AskAsync(hasGreeted, stoppingToken) || hasGreeted;
            await Task.Delay(Again, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<bool> AskAsync(bool hasGreeted, CancellationToken ct)
    {
        var removals = health.Removals;
        try
        {
            var who = await slack.WhoAmIAsync(ct);
            if (!hasGreeted)
            {
                LogConnected(who.Text("user") ?? "?", who.Text("team") ?? "?", who.Text("team_id") ?? "?");
                await workspace.GreetAsync(ct);
            }
            health.Works(removals);
            return true;
        }
        catch (Exception failure) when (failure is SlackRefusedException or SlackUnavailableException or RoomBusyException or UnknownMemberException)
        {
            health.Fails(failure.Message);
            LogNotConnected(failure.Message);
            return false;
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "In Slack as {User} of {Team} ({TeamId}).")]
    private partial void LogConnected(string user, string team, string teamId);

    [LoggerMessage(Level = LogLevel.Error, Message = "Slack cannot be used: {Why}. It is tried again.")]
    private partial void LogNotConnected(string why);
}
