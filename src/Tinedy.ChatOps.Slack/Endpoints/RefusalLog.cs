using Microsoft.Extensions.Logging;
using Tinedy.ChatOps.Application.Conversations;

namespace Tinedy.ChatOps.Slack.Endpoints;

/// <summary>Why requests were refused, as far as they are written down.</summary>
internal sealed partial class RefusalLog(TimeProvider time, ILogger<SlackEndpoints> logger)
{
    private readonly LogSampler sampler = new(time);

    public void Write(string path, int status, string why)
    {
        var (isWritten, others) = sampler.Count();
        if (others > 0) LogOthers(others);
        if (isWritten) LogRefused(path, status, why);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Refused at {Path} with {Status}: {Why}.")]
    private partial void LogRefused(string path, int status, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Others} more requests were refused before; too many came to say why each was.")]
    private partial void LogOthers(int others);
}
