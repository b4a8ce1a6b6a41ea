using Microsoft.Extensions.Logging;
using Tinedy.ChatOps.Chat.Answers;
using Tinedy.ChatOps.Teams.Connection;

namespace Tinedy.ChatOps.Teams.Interactions;

/// <summary>What follows an answer in Teams; ends with the service.</summary>
internal sealed class TeamsBackgroundReplies(TimeProvider time, ILogger<TeamsBackgroundReplies> logger, AnswerDeadlines? deadlines = null)
    : BackgroundReplies(TeamsPlatform.Title, time, logger, deadlines);
