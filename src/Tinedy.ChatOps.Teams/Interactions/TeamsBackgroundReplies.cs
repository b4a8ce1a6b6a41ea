using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tinedy.ChatOps.Application.Conversations;
using Tinedy.ChatOps.Teams.Client;

namespace Tinedy.ChatOps.Teams.Interactions;

/// <summary>Errands to Teams, which end with the service.</summary>
internal sealed partial class TeamsBackgroundReplies(TimeProvider time, ILogger<TeamsBackgroundReplies> logger, AnswerDeadlines? deadlines = null)
    : BackgroundReplies(time, deadlines), IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    protected override bool MayBeDone(Exception failure) => failure is TeamsUnavailableException;

    protected override void Failed(string what, Exception failure) =>
        LogFailed(failure, what, failure.Message);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Not said in Teams ({What}): {Why}")]
    private partial void LogFailed(Exception failure, string what, string why);
}
