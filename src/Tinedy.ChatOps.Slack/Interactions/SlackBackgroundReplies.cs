using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tinedy.ChatOps.Application.Conversations;
using Tinedy.ChatOps.Slack.Client;

namespace Tinedy.ChatOps.Slack.Interactions;

/// <summary>Errands to Slack, which end with the service.</summary>
internal sealed partial class SlackBackgroundReplies(TimeProvider time, ILogger<SlackBackgroundReplies> logger, AnswerDeadlines? deadlines = null)
    : BackgroundReplies(time, deadlines), IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    protected override bool MayBeDone(Exception failure) => failure is SlackUnavailableException;

    protected override void Failed(string what, Exception failure) =>
        LogFailed(failure, what, failure.Message);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Not said in Slack ({What}): {Why}")]
    private partial void LogFailed(Exception failure, string what, string why);
}
