using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Tinedy.ChatOps.Execution.Folders;
using Tinedy.ChatOps.Execution.Options;
using Tinedy.ChatOps.Execution.Orders;
using Tinedy.ChatOps.Execution.Supervision;

namespace Tinedy.ChatOps.Execution.Running;

/// <summary>Starts supervisors: this program again, which waits for its order on its standard input.</summary>
internal sealed class Launcher(SupervisorCommand command, RotatingSecrets secrets)
{
    /// <summary>A supervisor that is ready and has been told nothing: it starts nothing until it is ordered to.</summary>
    /// <exception cref="IOException">The program could not be started, or a secret's file could not be read; nothing runs.</exception>
    public async Task<LaunchedSupervisor> PrepareAsync(LaunchFolder folder, SupervisorOrder order, CancellationToken ct)
    {
        order = secrets.Fresh(order);
        var supervisor = new LaunchedSupervisor(Start(folder), order);
        try
        {
            await supervisor.ReadyAsync(ct);
            return supervisor;
        }
        catch
        {
            supervisor.Dispose();
            throw;
        }
    }

    /// <summary>The same, ordered at once: for what may be repeated at will.</summary>
    public async Task<LaunchedSupervisor> LaunchAsync(LaunchFolder folder, SupervisorOrder order, CancellationToken ct)
    {
        var supervisor = await PrepareAsync(folder, order, ct);
        await supervisor.OrderAsync(startBefore: null, ct);
        return supervisor;
    }

    private Process Start(LaunchFolder folder)
    {
        var how = new ProcessStartInfo(command.FileName, [.. command.Arguments, Supervisor.Verb, folder.Path])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder.Path,
        };
        ChildEnvironment.Restrict(how.Environment);
        try
        {
            return Process.Start(how)!;
        }
        catch (Win32Exception missing)
        {
            throw new IOException($"{command.FileName} could not be started: {missing.Message}", missing);
        }
    }
}

/// <summary>A supervisor that is a child of this very bot, with what it says when it cannot even begin.</summary>
internal sealed class LaunchedSupervisor : IDisposable
{
    private const int MostWords = 2_000;

    private readonly Process process;
    private readonly SupervisorOrder order;
    private readonly Task<string> words;

    public LaunchedSupervisor(Process process, SupervisorOrder order)
    {
        (this.process, this.order) = (process, order);
        Exited = process.WaitForExitAsync(CancellationToken.None);
        words = ListenAsync(process.StandardError);
    }

    public Task Exited { get; }

    /// <summary>It never got a whole order, or it says by its exit code that it has started nothing. False proves nothing.</summary>
    public bool StartedNothing => Exited.IsCompleted && (!WasOrdered || process.ExitCode is Supervisor.NoOrder or Supervisor.NoClaim);

    private bool WasOrdered { get; set; }

    /// <summary>Returns when it waits for its order.</summary>
    /// <exception cref="IOException">It ended before that.</exception>
    public async Task ReadyAsync(CancellationToken ct)
    {
        var said = await process.StandardOutput.ReadLineAsync(ct);
        if (said != Supervisor.Ready)
        {
            await Exited.WaitAsync(ct);
            throw new IOException(await WordsAsync() is { Length: > 0 } why ? $"its supervisor could not begin: {why}" : "its supervisor could not begin.");
        }
        _ = ListenAsync(process.StandardOutput);
    }

    /// <summary>From here on it may start the command.</summary>
    /// <param name="startBefore">See <see cref="SupervisorOrder.StartBefore"/>.</param>
    public async Task OrderAsync(Deadline? startBefore, CancellationToken ct)
    {
        try
        {
            var whole = (order with { StartBefore = startBefore }).Write();
            // Half an order starts nothing, so that what fails before the last byte is certainly no order.
            await process.StandardInput.BaseStream.WriteAsync(whole.AsMemory(..^1), ct);
            await process.StandardInput.BaseStream.FlushAsync(ct);
            WasOrdered = true;
            process.StandardInput.BaseStream.Write(whole.AsSpan(^1..));
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It died before it had heard everything: whoever waits for it finds what it said on its way out.
        }
    }

    /// <summary>Its last words, when it ended without a claim.</summary>
    public async Task<string> WordsAsync() => (await words).Trim();

    /// <summary>Lets go of it. One that waits for its order hears that none comes.</summary>
    public void Dispose()
    {
        try
        {
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It is gone.
        }
        process.Dispose();
    }

    private static async Task<string> ListenAsync(StreamReader said)
    {
        var all = new StringBuilder();
        try
        {
            while (await said.ReadLineAsync() is { } line)
                if (all.Length < MostWords) all.Append(line).Append(' ');
        }
        catch (Exception closed) when (closed is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The bot lets go of a supervisor that goes on without it.
        }
        return all.ToString();
    }
}
