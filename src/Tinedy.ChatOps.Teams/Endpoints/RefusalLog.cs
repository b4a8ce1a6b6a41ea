using Microsoft.Extensions.Logging;
using Tinedy.ChatOps.Application.Conversations;

namespace Tinedy.ChatOps.Teams.Endpoints;

/// <summary>Why activities were refused, as far as they are written down.</summary>
internal sealed partial class RefusalLog(TimeProvider time, ILogger<TeamsEndpoint> logger)
{
    private readonly LogSampler sampler = new(time);

    public void Write(int status, string why)
    {
        var (isWritten, others) = sampler.Count();
        if (others > 0) LogOthers(others);
        if (isWritten) LogRefused(status, why);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Refused an activity with {Status}: {Why}.")]
    private partial void LogRefused(int status, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Others} more activities were refused before; too many came to say why each was.")]
    private partial void LogOthers(int others);
}
