using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tinedy.ChatOps.Core.Desk;
using Tinedy.ChatOps.Slack.Client;
using Tinedy.ChatOps.Slack.Listening;

namespace Tinedy.ChatOps.Slack;

/// <summary>
/// Asks Slack at the start whether the token is good and who the people on the list are, so that what is wrong is said now; and goes on
/// asking until Slack has answered. The service starts all the same: a run must not wait for chat.
/// </summary>
internal sealed partial class SlackHello(SlackApi slack, Workspace workspace, SlackHealth health, TimeProvider time, ILogger<SlackHello> logger) : BackgroundService
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var who = await slack.WhoAmIAsync(stoppingToken);
                LogConnected(who.Text("user") ?? "?", who.Text("team") ?? "?", who.Text("team_id") ?? "?");
                await workspace.GreetAsync(stoppingToken);
                health.Works();
                return;
            }
            catch (Exception failure) when (failure is SlackRefusal or SlackSilence or RoomBusyException or UnknownMemberException)
            {
                health.Fails(failure.Message);
                LogNotConnected(failure.Message);
                await Task.Delay(Again, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "In Slack as {User} of {Team} ({TeamId}).")]
    private partial void LogConnected(string user, string team, string teamId);

    [LoggerMessage(Level = LogLevel.Error, Message = "Slack cannot be used: {Why}. It is tried again.")]
    private partial void LogNotConnected(string why);
}
