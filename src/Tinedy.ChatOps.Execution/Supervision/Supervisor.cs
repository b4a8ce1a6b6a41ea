using System.Runtime.InteropServices;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Execution.Folders;
using Tinedy.ChatOps.Execution.Native;
using Tinedy.ChatOps.Execution.Orders;
using Tinedy.ChatOps.Execution.Output;

namespace Tinedy.ChatOps.Execution.Supervision;

/// <summary>
/// A process of its own around one step, so that the step outlives the bot. It takes its order from standard input, decides
/// by its claim whether it may start, keeps the time-out, writes down what happens, and exits. It never talks to the bot.
/// </summary>
public static class Supervisor
{
    /// <summary>The hidden verb of the host: <c>supervise FOLDER</c>, before anything else is set up.</summary>
    public const string Verb = "supervise";

    internal const int Done = 0;
    internal const int NoOrder = 3;
    internal const int ClaimLost = 4;
    internal const int NoClaim = 5;
    internal const int NoFolder = 6;

    /// <summary>What it says on its standard output when it waits for its order.</summary>
    internal const string Ready = "ready";

    private static readonly TimeSpan PipePatience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ReportEvery = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan RetryEvery = TimeSpan.FromSeconds(1);

    /// <summary>How long a folder that is gone may take to come back before nobody can be told the ending any more.</summary>
    private static readonly TimeSpan FolderPatience = TimeSpan.FromSeconds(5);

    /// <summary>Supervises the step ordered on <paramref name="order"/>; the exit code of this process.</summary>
    /// <param name="folder">The folder of this launch, made by the bot.</param>
    /// <param name="order">Closed by the bot when the order is complete.</param>
    public static async Task<int> RunAsync(string folder, Stream order, TimeProvider clock, CancellationToken ct)
    {
        Posix.LeaveSession();
        using var deaf = Deaf();
        var launch = new LaunchFolder(folder);
        SupervisorOrder? given;
        try
        {
            launch.Supervisor = ProcessIdentity.OfThis();
            await Console.Out.WriteLineAsync(Ready);
            given = await SupervisorOrder.ReadAsync(order, ct);
            if (given is null)
            {
                // Said, not left to be inferred: a claim that is missing proves nothing to whoever comes later.
                launch.TryClaim(new(Supervisor: null));
                return NoOrder;
            }
            if (!launch.TryClaim(new(ProcessIdentity.OfThis()))) return ClaimLost;
        }
        catch (Exception disk) when (disk is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(disk.Message);
            return NoClaim;
        }

        var ending = await SuperviseAsync(given, launch, clock, ct);
        return await WriteAsync(ending, launch, clock, ct) ? Done : NoFolder;
    }

    private static async Task<Ending> SuperviseAsync(SupervisorOrder order, LaunchFolder launch, TimeProvider clock, CancellationToken ct)
    {
        var startedAt = clock.GetUtcNow();
        if (OrderRefusals.Of(order) is { } refusal) return NotStarted(startedAt, Outcome.Failed, refusal);
        if (launch.CancelAsked) return NotStarted(startedAt, Outcome.Cancelled, "It was cancelled before it started.");
        if (await OrderRefusals.OfChangesAsync(order, ct) is { } changed) return NotStarted(startedAt, Outcome.Failed, changed);
        Reserve(launch);
        var forms = SecretForms.Of(order.Secrets.Values.Concat(order.Former), order.Variables.Values);
        var psqlErrors = new PsqlErrors(order.Command.Contains("psql", StringComparison.Ordinal));
        using var output = new StepOutput(launch.OutputPath, order.OutputCap, forms, psqlErrors, clock);
        var workspace = new Workspace(order.Workspace);
        var report = launch.ReportPath(order.User);
        try
        {
            ReadyReport(report, order.User);
            // The last moment: behind it the command runs.
            if (order.StartBefore is { HasPassed: true })
                return NotStarted(startedAt, Outcome.Failed, "The bot was away for too long between taking the step and starting it, and others may have decided about it. Nothing was started.");
            var step = StepProcess.Start(order, launch, output.Take);
            Quietly(() => launch.Child = step.Identity);
            var ending = await FollowAsync(new(order, launch, step, () => output.LastAt, clock), step, launch, output, workspace, report, startedAt, clock, ct);
            return order.Performance is null && !order.AllowsPsqlErrors && psqlErrors.Sentence is { } sentence ? Contradicted(ending, sentence) : ending;
        }
        catch (IOException failure)
        {
            return NotStarted(startedAt, Outcome.Failed, failure.Message);
        }
        finally
        {
            // It is the step's own text, and unmasked: what counts of it is in the ending.
            Quietly(() => File.Delete(report));
        }
    }

    private static void ReadyReport(string path, string? user)
    {
        File.Delete(path);
        var how = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) how.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        new FileStream(path, how).Dispose();
        if (user is not null && HostUser.Find(user) is { } other && Posix.ChangeOwner(path, other.Id, -1) != 0)
            throw new IOException($"{StepReport.Variable} could not be handed to {user}. Nothing was started.");
    }

    private static async Task<Ending> FollowAsync(
        Watch watch, StepProcess step, LaunchFolder launch, StepOutput output, Workspace workspace, string reportPath, DateTimeOffset startedAt,
        TimeProvider clock, CancellationToken ct)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var reporting = ReportAsync(launch, output, startedAt, clock, enough.Token);
        var stopped = await watch.UntilEndAsync(ct);
        var endedAt = clock.GetUtcNow();
        // A grandchild that keeps the output open may delay the result by this much and no more.
        await Task.WhenAny(step.Drained, Task.Delay(PipePatience, clock, ct));
        output.Close();
        await enough.CancelAsync();
        await reporting;

        var exit = step.Exited.IsCompleted ? await step.Exited : new(null, null);
        var seen = output.Look(startedAt);
        var report = StepReport.Read(reportPath, output.Masked);
        var (made, note) = workspace.Made(report.Files);
        var failures = report.Failures.ToList();
        var outcome = stopped?.Because ?? (exit.Code == 0 && failures.Count == 0 ? Outcome.Succeeded : Outcome.Failed);
        return new(
            outcome, exit.Code, exit.Signal, startedAt, endedAt, seen.Lines, seen.Bytes, OutputLog.Digest(launch.OutputPath), seen.Tail,
            [.. made.Select(one => one with { Path = output.Masked(one.Path) })],
            Sentences(
                [.. failures, report.Good, Silent(stopped), Left(stopped), output.LostSome ? "The disk is full: a part of the output was not kept." : null, note, report.Note]))
        {
            Warning = outcome == Outcome.Succeeded ? Sentences([.. report.Warnings]) : null,
            Values = report.Values,
            PrintedDigest = output.WholeDigest,
        };
    }

    /// <summary>An exit code of 0 is no proof where the output says otherwise.</summary>
    private static Ending Contradicted(Ending ending, string sentence) => ending.Outcome == Outcome.Succeeded
        ? ending with { Outcome = Outcome.Failed, Known = Sentences(sentence, ending.Known), Warning = null }
        : ending;

    private static string? Silent(Stopped? stopped) => stopped?.Silence is { } silence
        ? FormattableString.Invariant($"It printed nothing for {(silence.TotalSeconds < 120 ? $"{silence.TotalSeconds:0} s" : $"{silence.TotalMinutes:0} min")}, and was stopped for that.")
        : null;

    private static string? Left(Stopped? stopped) => (stopped, Watch.LeftBehind()) switch
    {
        ({ Gone: false }, _) => "It could not be ended: a process of it still hangs in the system.",
        (_, 0) => null,
        (_, 1) => "One process that it started still runs in the background.",
        (_, var several) => FormattableString.Invariant($"{several} processes that it started still run in the background."),
    };

    private static async Task ReportAsync(
        LaunchFolder launch, StepOutput output, DateTimeOffset startedAt, TimeProvider clock, CancellationToken enough)
    {
        var shown = -1L;
        while (!enough.IsCancellationRequested)
        {
            var seen = output.Look(startedAt);
            if (seen.Bytes != shown) Quietly(() => launch.Progress = seen);
            shown = seen.Bytes;
            await Task.Delay(ReportEvery, clock, enough).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>
    /// The ending is the one thing that must not be lost: room is kept for it, and a full disk is waited out. A folder that is gone may come back
    /// (it was moved, a disk is mounted again), and is never made anew: it would look like one in which nothing has started.
    /// </summary>
    /// <returns>False: the folder is gone, so that nobody can be told.</returns>
    private static async Task<bool> WriteAsync(Ending ending, LaunchFolder launch, TimeProvider clock, CancellationToken ct)
    {
        Quietly(() => File.Delete(launch.ReservePath));
        var seen = clock.GetTimestamp();
        while (!Quietly(() => launch.Ending = ending))
        {
            if (launch.Exists) seen = clock.GetTimestamp();
            else if (clock.GetElapsedTime(seen) >= FolderPatience) return false;
            await Task.Delay(RetryEvery, clock, ct);
        }
        return true;
    }

    private static void Reserve(LaunchFolder launch) => Quietly(() => File.WriteAllBytes(launch.ReservePath, new byte[64 * 1024]));

    private static Ending NotStarted(DateTimeOffset at, Outcome outcome, string why) =>
        new(outcome, null, null, at, at, 0, 0, null, [], [], why);

    private static string? Sentences(params string?[] all) => all.OfType<string>().ToList() is { Count: > 0 } some ? string.Join(' ', some) : null;

    /// <summary>Nothing about our own disk may disturb the step; false when it failed.</summary>
    private static bool Quietly(Action write)
    {
        try
        {
            write();
            return true;
        }
        catch (Exception disk) when (disk is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    // A stop of the bot's service may signal everything in its group; the step ends by its own account, and we stay to write it down.
    private static Earplugs Deaf() => new(PosixSignal.SIGTERM, PosixSignal.SIGINT, PosixSignal.SIGHUP, PosixSignal.SIGQUIT);

    private sealed class Earplugs(params PosixSignal[] signals) : IDisposable
    {
        private readonly List<PosixSignalRegistration> all =
            [.. signals.Select(signal => PosixSignalRegistration.Create(signal, context => context.Cancel = true))];

        public void Dispose() => all.ForEach(one => one.Dispose());
    }
}
