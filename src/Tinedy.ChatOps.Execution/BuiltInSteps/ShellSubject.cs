using System.Diagnostics;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Execution.Orders;

namespace Tinedy.ChatOps.Execution.BuiltInSteps;

/// <summary>A shell command, started again and again: the start of the shell is in every duration, before and after alike.</summary>
internal sealed class ShellSubject(CommandKind kind, string text, TimeProvider clock) : IWatchSubject
{
    private const int Met = 1;

    public async Task<SubjectResult> LookAsync(CancellationToken ct)
    {
        var shell = Shell.Of(kind)!;
        var how = new ProcessStartInfo(shell.Program, [.. shell.Options, text]) { UseShellExecute = false };
        // What this process reports must be its own words.
        how.Environment.Remove(StepReport.Variable);
        var began = clock.GetTimestamp();
        using var process = Process.Start(how)!;
        try
        {
            await process.WaitForExitAsync(ct);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
        return process.ExitCode switch
        {
            0 => new(clock.GetElapsedTime(began), null, null),
            Met => new(clock.GetElapsedTime(began), "the command ended with exit code 1", null),
            var code => throw new CannotRunException(FormattableString.Invariant($"The command ended with exit code {code}.")),
        };
    }

    public Findings NeverBack(Findings findings, TimeSpan within) => findings.Fail(FormattableString.Invariant($"The command had not ended after {within.TotalSeconds:0.#} s."));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
