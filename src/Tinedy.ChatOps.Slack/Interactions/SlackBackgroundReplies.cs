using Microsoft.Extensions.Logging;
using Tinedy.ChatOps.Chat.Answers;
using Tinedy.ChatOps.Slack.Connection;

namespace Tinedy.ChatOps.Slack.Interactions;

/// <summary>What follows an answer in Slack; ends with the service.</summary>
internal sealed class SlackBackgroundReplies(TimeProvider time, ILogger<SlackBackgroundReplies> logger, AnswerDeadlines? deadlines = null)
    : BackgroundReplies(SlackPlatform.Title, time, logger, deadlines);
