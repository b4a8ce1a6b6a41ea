using Tinedy.ChatOps.Chat.Client;

namespace Tinedy.ChatOps.Slack.Client;

/// <summary>Slack answered, and the answer is no: nothing was done.</summary>
/// <param name="Error">Slack's own word: <c>channel_not_found</c>.</param>
internal sealed class SlackRefusedException(string method, string error, string? detail)
    : Exception($"Slack refused {method}: {error}{(detail is null ? "" : $" ({detail})")}")
{
    public string Error { get; } = error;
}

/// <summary>No answer that can be believed: a time-out, a cut connection, a 5xx, a page of HTML. Whether it was done is not known.</summary>
internal sealed class SlackUnavailableException(string method, string why) : ChatUnavailableException($"Slack did not answer {method}: {why}");
