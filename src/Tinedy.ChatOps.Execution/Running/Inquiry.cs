using System.Globalization;
using System.Text;
using Microsoft.Extensions.Options;
using Tinedy.ChatOps.Core.Desk;
using Tinedy.ChatOps.Core.Runbooks;
using Tinedy.ChatOps.Core.Runs;
using Tinedy.ChatOps.Execution.Folders;
using Tinedy.ChatOps.Execution.Supervision;

namespace Tinedy.ChatOps.Execution.Running;

/// <summary>What can be known of a step whose end nobody saw, in sentences for the people who must decide.</summary>
internal sealed class Inquiry(
    IAttemptQueue queue, Launcher launcher, Tailing tailing, RunnerHome home, IOptions<ExecutionOptions> options, TimeProvider clock)
{
    private static readonly TimeSpan ProbePatience = TimeSpan.FromMinutes(1);

    /// <summary>This host's own step: its supervisor is gone and left no ending.</summary>
    /// <param name="during">The bot's absence in which that happened; null when it happened before its eyes.</param>
    public Ending OfVanished(LaunchFolder launch, Absence? during)
    {
        var now = clock.GetUtcNow();
        var seen = launch.Progress ?? new(now, 0, 0, [], null);
        var known = new List<string>();
        known.Add(during is { } absence
            ? $"The bot was down from {Clock(absence.From)} to {Clock(absence.To)}."
            : $"The step's supervisor was gone at {Clock(now)}.");
        if (launch.Claim is { Supervisor.IsOfThisBoot: false }) known.Add("The machine was restarted.");
        known.Add(StillRunning(launch) is { } pid
            ? FormattableString.Invariant($"Process {pid} of the step is still running.")
            : "The process is gone, no exit code.");
        if (launch.Child is null) known.Add("Whether the command was started is not known.");
        return Unknown(seen, now, known);
    }

    /// <summary>A step without a folder here, that may have started all the same; null when it certainly has not.</summary>
    public async Task<Ending?> OfTracelessAsync(Held held, CancellationToken ct)
    {
        if (held.Origin == Origin.Claimed) return null;
        var now = clock.GetUtcNow();
        var shown = (await queue.ProgressOfAsync(held.Attempt.Run, ct)).GetValueOrDefault(held.Attempt);
        if (held.Origin == Origin.Recalled && shown is null) return null;
        var seen = shown ?? new(now, 0, 0, [], null);
        var last = seen.LastAt is { } at ? $" Its last output came at {Clock(at)}." : "";
        var lost = held switch
        {
            { Origin: Origin.Recalled } => $"The folder of this step is gone from host {home.Id}.",
            { LostHost: { } host } => $"Host {host} was lost.",
            _ => "The host of this step was lost.",
        };
        return Unknown(seen, now, [lost + last, "No exit code."]);
    }

    /// <summary>Asks the step's own probe, a read-only command, and adds what it says.</summary>
    public async Task<Ending> ProbedAsync(Launch launch, string owner, Ending ending, CancellationToken ct)
    {
        if (launch.Probe is not { } probe || ending.Outcome == Outcome.Succeeded) return ending;
        var answer = await AskAsync(launch, probe, owner, ct);
        return ending with { Known = ending.Known is { } known ? $"{known} {answer}" : answer };
    }

    private async Task<string> AskAsync(Launch launch, string probe, string owner, CancellationToken ct)
    {
        try
        {
            var folder = home.Of(launch.Attempt).AddProbe();
            var kind = launch.Kind == CommandKind.Sh ? CommandKind.Sh : CommandKind.Bash;
            var order = Order.Of(launch, options.Value) with { Kind = kind, Command = probe, Timeout = ProbePatience };
            using var own = await launcher.LaunchAsync(folder, order, ct);
            return await tailing.FollowAsync(launch.Attempt, owner, folder, own, ct) switch
            {
                Tailed.Ended { Ending: { Outcome: Outcome.Succeeded } } => "The probe says done.",
                Tailed.Ended { Ending: { Outcome: Outcome.Failed, ExitCode: 1 } } => "The probe says not done.",
                Tailed.Ended { Ending: { ExitCode: { } code, Outcome: Outcome.Failed } } => FormattableString.Invariant($"The probe gave no answer (exit code {code})."),
                Tailed.Ended { Ending.Outcome: Outcome.TimedOut } => "The probe gave no answer within 1 min.",
                Tailed.Ended { Ending.Known: { } why } => $"The probe gave no answer: {why}",
                _ => "The probe gave no answer.",
            };
        }
        catch (IOException disk)
        {
            return $"The probe could not be run: {disk.Message}";
        }
    }

    private static Ending Unknown(Progress seen, DateTimeOffset now, IEnumerable<string> known) => new(
        Outcome.Unknown, null, null, seen.StartedAt, now, seen.Lines, seen.Bytes, null, seen.Tail, [], string.Join(' ', known));

    /// <summary>The command's own process, or whatever still carries the launch's name in its environment.</summary>
    private static int? StillRunning(LaunchFolder launch)
    {
        if (launch.Child is { IsAlive: true } child) return child.Pid;
        var mark = Encoding.UTF8.GetBytes($"{ChildEnvironment.Mark}={launch.Path}\0");
        foreach (var process in ProcStat.All())
            if (EnvironmentOf(process.Pid).AsSpan().IndexOf(mark) >= 0) return process.Pid;
        return null;
    }

    private static byte[] EnvironmentOf(int pid)
    {
        try
        {
            return File.ReadAllBytes(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/environ"));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static string Clock(DateTimeOffset at) => at.ToString("HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
