using System.IO.Pipes;
using System.Runtime.InteropServices;
using Tinedy.ChatOps.Execution.BuiltInSteps;
using Tinedy.ChatOps.Execution.Folders;
using Tinedy.ChatOps.Execution.Native;
using Tinedy.ChatOps.Execution.Orders;

namespace Tinedy.ChatOps.Execution.Supervision;

/// <summary>How a process ended, told apart exactly: by an exit code or by a signal.</summary>
internal sealed record Exit(int? Code, string? Signal)
{
    private static readonly Dictionary<int, string> Names = new()
    {
        [1] = "SIGHUP",
        [2] = "SIGINT",
        [3] = "SIGQUIT",
        [4] = "SIGILL",
        [6] = "SIGABRT",
        [8] = "SIGFPE",
        [9] = "SIGKILL",
        [11] = "SIGSEGV",
        [13] = "SIGPIPE",
        [14] = "SIGALRM",
        [15] = "SIGTERM",
    };

    /// <summary>Reads the status of waitpid(2).</summary>
    public static Exit Of(int status)
    {
        var signal = status & 0x7F;
        return signal == 0
            ? new((status >> 8) & 0xFF, null)
            : new(null, Names.GetValueOrDefault(signal, FormattableString.Invariant($"signal {signal}")));
    }
}

/// <summary>
/// The step's own process, in a session of its own, with closed stdin and both outputs in one pipe.
/// <c>Process</c> of .NET can start no session and cannot tell exit code 143 from SIGTERM, hence posix_spawn and waitpid.
/// </summary>
internal sealed class StepProcess
{
    /// <summary>Room for the step to go on printing while we look at what it has printed.</summary>
    private const int ReadAtOnce = 256 * 1024;

    private readonly TaskCompletionSource<Exit> exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource drained = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private StepProcess(int pid) => Identity = ProcessIdentity.Of(pid) ?? new(pid, 0, "");

    public ProcessIdentity Identity { get; }

    public Task<Exit> Exited => exited.Task;

    /// <summary>Completes when nobody holds the output any more.</summary>
    public Task Drained => drained.Task;

    /// <exception cref="IOException">The shell is not there or cannot be started; nothing runs.</exception>
    public static StepProcess Start(SupervisorOrder order, LaunchFolder launch, Action<ReadOnlySpan<byte>> output)
    {
        Posix.AdoptOrphans();
        var pipe = new AnonymousPipeServerStream(PipeDirection.In, HandleInheritability.None);
        Posix.WidenPipe((int)pipe.SafePipeHandle.DangerousGetHandle(), ReadAtOnce);
        try
        {
            var pid = Spawn.InNewSession(
                Shell.Arguments(order)!, ChildEnvironment.Of(order, launch), order.Workspace,
                (int)pipe.ClientSafePipeHandle.DangerousGetHandle());
            pipe.DisposeLocalCopyOfClientHandle();
            var process = new StepProcess(pid);
            Background("output", () => process.Pump(pipe, output));
            Background("reaper", process.Reap);
            return process;
        }
        catch
        {
            pipe.Dispose();
            throw;
        }
    }

    private void Pump(AnonymousPipeServerStream pipe, Action<ReadOnlySpan<byte>> output)
    {
        using (pipe)
        {
            var buffer = new byte[ReadAtOnce];
            for (var read = pipe.Read(buffer); read > 0; read = pipe.Read(buffer)) output(buffer.AsSpan(0, read));
        }
        drained.TrySetResult();
    }

    // Orphans of the step are our children now and are reaped with it, until there is nobody left.
    private void Reap()
    {
        while (true)
        {
            var pid = Posix.WaitFor(-1, out var status, 0);
            if (pid == Identity.Pid) exited.TrySetResult(Exit.Of(status));
            if (pid < 0 && Marshal.GetLastPInvokeError() != Posix.Interrupted) return;
        }
    }

    // Reads and waits that may never return cannot sit on the thread pool, and must not keep the supervisor alive.
    private static void Background(string name, ThreadStart work) => new Thread(work) { IsBackground = true, Name = name }.Start();
}
