using System.Diagnostics;
using System.Diagnostics.Metrics;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Events;

namespace Tinedy.ChatOps.Application.Runs;

/// <summary>What <see cref="RunService"/> can be watched by. Names of commands and refusals only: never what somebody wrote, never a secret.</summary>
public static class RunTelemetry
{
    public const string Name = "Tinedy.ChatOps";

    private static readonly ActivitySource Traces = new(Name);
    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> Answers = Meter.CreateCounter<long>("chatops.answers", description: "Requests answered, by command and answer.");
    private static readonly Histogram<double> Durations = Meter.CreateHistogram<double>("chatops.answer.duration", "s", "From the request to its durable answer.");

    internal static async Task<Answer> MeasureAsync(Command command, RunId run, TimeProvider time, Func<Task<Answer>> handle)
    {
        var name = command.GetType().Name;
        using var activity = Traces.StartActivity($"desk {name}");
        activity?.SetTag("chatops.run", run.Number);
        var began = time.GetTimestamp();
        var answer = await handle();
        var outcome = answer is Answer.Refused refused ? refused.Why.Reason.ToString() : "accepted";
        activity?.SetTag("chatops.answer", outcome);
        Answers.Add(1, new("command", name), new("answer", outcome));
        Durations.Record(time.GetElapsedTime(began).TotalSeconds, new KeyValuePair<string, object?>("command", name));
        return answer;
    }
}
