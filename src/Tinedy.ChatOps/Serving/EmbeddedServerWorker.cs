using System.ComponentModel;
using Tinedy.ChatOps.EmbeddedPostgres;

namespace Tinedy.ChatOps.Serving;

/// <summary>
/// Starts the embedded server again when it ended under the running service: nobody else would. One that ends again and again is given more
/// and more time, and whoever reads the log is told where to look.
/// </summary>
[DisplayName("the embedded database")]
internal sealed partial class EmbeddedServerWorker(EmbeddedServer server, EmbeddedServerHealth health, TimeProvider time, ILogger<EmbeddedServerWorker> logger)
    : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    /// <summary>One that ran so long and then ended is a new case.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    private int ends;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            await Task.Delay(Look, time, stoppingToken);
            if (server.IsRunning) continue;
            if (time.GetElapsedTime(started) >= Settled) ends = 0;
            await BringBackAsync(stoppingToken);
            started = time.GetTimestamp();
        }
    }

    /// <summary>How long to wait before a start: nothing the first time, then seconds, a minute at most.</summary>
    /// <param name="ends">How often it ended, or did not start, one soon after the other; 1 or more.</param>
    internal static TimeSpan PauseBefore(int ends) => ends == 1 ? TimeSpan.Zero
        : TimeSpan.FromSeconds(Math.Min(Math.Pow(2, ends - 2), LongestPause.TotalSeconds));

    private async Task BringBackAsync(CancellationToken ct)
    {
        var ended = time.GetTimestamp();
        var pause = PauseBefore(++ends);
        health.Trouble = $"The embedded database ended by itself and is being started again. If it does not come back, look at {server.Log}.";
        if (ends == 1) LogEnded(server.DataDirectory);
        else LogEndedAgain(server.DataDirectory, ends, Seconds(pause), server.Log);
        while (true)
        {
            await Task.Delay(pause, time, ct);
            try
            {
                await server.RestartAsync(ct);
                break;
            }
            catch (EmbeddedPostgresException failure)
            {
                pause = PauseBefore(++ends);
                var why = ReasonIn(failure.Message);
                LogNotStarted(server.DataDirectory, why, server.Log, Seconds(pause));
                health.Trouble = $"The embedded database ended and cannot be started: {why} Look at {server.Log}; it is tried again by itself.";
            }
        }
        health.Trouble = null;
        LogBack(server.DataDirectory, Seconds(time.GetElapsedTime(ended)));
    }

    /// <summary>Of what Postgres wrote, the line that says why; the whole is in its own log.</summary>
    private static string ReasonIn(string message)
    {
        var lines = message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var fatal = lines.FirstOrDefault(line => line.Contains("FATAL:", StringComparison.Ordinal) || line.Contains("PANIC:", StringComparison.Ordinal)) ?? lines[0];
        return fatal.EndsWith('.') ? fatal : fatal + ".";
    }

    private static string Seconds(TimeSpan span) => FormattableString.Invariant($"{span.TotalSeconds:0} s");

    [LoggerMessage(Level = LogLevel.Warning, Message = "The embedded database in {Folder} ended by itself, and is started again.")]
    private partial void LogEnded(string folder);

    [LoggerMessage(Level = LogLevel.Error, Message =
        "The embedded database in {Folder} ended {Times} times, one soon after the other. It is started again in {Pause}; see whether memory or disk run out, and {Log}.")]
    private partial void LogEndedAgain(string folder, int times, string pause, string log);

    [LoggerMessage(Level = LogLevel.Error, Message = "The embedded database in {Folder} cannot be started: {Why} Look at {Log}; it is tried again in {Pause}.")]
    private partial void LogNotStarted(string folder, string why, string log, string pause);

    [LoggerMessage(Level = LogLevel.Information, Message = "The embedded database in {Folder} serves again, {Took} after its end was seen. Nothing that was answered is lost.")]
    private partial void LogBack(string folder, string took);
}
