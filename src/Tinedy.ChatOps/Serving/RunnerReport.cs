using System.Globalization;
using Tinedy.ChatOps.Application.Ports;

namespace Tinedy.ChatOps.Serving;

/// <summary>Whether steps are taken, for <c>/health/ready</c>: how this service's runner is, and what waits for which runners. Names no run.</summary>
internal sealed partial class RunnerReport(IRunnerHealth own, IAttemptQueue queue, ILogger<RunnerReport> logger)
{
    /// <summary>A runner that is there takes a step within a second.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>"well", or what is not.</summary>
    public async Task<string> ReadAsync(CancellationToken ct)
    {
        List<string> troubles = own.Trouble is { } trouble ? [trouble] : [];
        try
        {
            troubles.AddRange((await queue.UnclaimedAsync(Patience, ct)).Select(Say));
        }
        catch (Exception down) when (!ct.IsCancellationRequested)
        {
            // Whether the database answers is said by readiness itself.
            LogUnknown(down);
            troubles.Add("whether steps wait is not known");
        }
        return troubles.Count == 0 ? "well" : string.Join("; ", troubles);
    }

    private static string Say(WaitingForRunner waiting)
    {
        var steps = waiting.Count == 1 ? "1 step waits" : string.Create(CultureInfo.InvariantCulture, $"{waiting.Count} steps wait");
        var runner = waiting.Label is { } label ? $"a runner {label}" : "this service's runner";
        return string.Create(CultureInfo.InvariantCulture, $"{steps} for {runner} since {waiting.Since.UtcDateTime:HH:mm} UTC");
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The queue of attempts could not be asked for those that nobody takes.")]
    private partial void LogUnknown(Exception down);
}
