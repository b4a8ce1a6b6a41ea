using Microsoft.Extensions.Logging;

namespace Tinedy.ChatOps.Chat.Endpoints;

/// <summary>Why requests were refused, as far as they are written down.</summary>
/// <typeparam name="TEndpoint">What refuses, and has the log.</typeparam>
public sealed partial class RefusalLog<TEndpoint>(TimeProvider time, ILogger<TEndpoint> logger)
{
    private readonly LogSampler sampler = new(time);

    /// <param name="refused">What was refused: "at /slack/events", "an activity".</param>
    /// <param name="kind">What many of them are called: "requests".</param>
    public void Write(string refused, string kind, int status, string why)
    {
        var (isWritten, others) = sampler.Count();
        if (others > 0) LogOthers(others, kind);
        if (isWritten) LogRefused(refused, status, why);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Refused {What} with {Status}: {Why}.")]
    private partial void LogRefused(string what, int status, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Others} more {Kind} were refused before; too many came to say why each was.")]
    private partial void LogOthers(int others, string kind);
}
