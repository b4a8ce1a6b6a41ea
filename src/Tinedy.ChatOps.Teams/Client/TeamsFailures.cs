using System.Net;
using Tinedy.ChatOps.Chat.Client;

namespace Tinedy.ChatOps.Teams.Client;

/// <summary>Teams answered, and the answer is no: nothing was done.</summary>
/// <param name="Code">The connector's own word: <c>MessageWritesBlocked</c>, <c>BotNotInConversationRoster</c>.</param>
internal sealed class TeamsRefusedException(string what, HttpStatusCode status, string code, string? detail)
    : Exception($"Teams refused to {what}: {(int)status} {code}{(detail is null ? "" : $" ({detail})")}")
{
    public HttpStatusCode Status { get; } = status;

    public string Code { get; } = code;
}

/// <summary>No answer that can be believed: a time-out, a cut connection, a 5xx. Whether it was done is not known.</summary>
/// <param name="status">What a server in between, or the connector itself, said instead; null when nothing came.</param>
internal sealed class TeamsUnavailableException(string what, string why, HttpStatusCode? status = null) : ChatUnavailableException($"Teams did not answer to {what}: {why}")
{
    /// <summary>It says itself that it failed; a time-out behind a gateway says nothing.</summary>
    public bool IsFailure => status is >= HttpStatusCode.InternalServerError and not HttpStatusCode.GatewayTimeout;
}
