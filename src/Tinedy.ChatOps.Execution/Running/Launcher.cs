using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Tinedy.ChatOps.Execution.Folders;
using Tinedy.ChatOps.Execution.Supervision;

namespace Tinedy.ChatOps.Execution.Running;

/// <summary>Starts supervisors: this program again, with the order on its standard input.</summary>
internal sealed class Launcher(SupervisorCommand command, RotatingSecrets secrets)
{
    /// <exception cref="IOException">The program could not be started, or a secret's file could not be read; nothing runs.</exception>
    public async Task<LaunchedSupervisor> LaunchAsync(LaunchFolder folder, Order order, CancellationToken ct)
    {
        order = secrets.Fresh(order);
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
            var process = Process.Start(how)!;
            await HandOverAsync(process, order, ct);
            return new(process);
        }
        catch (Win32Exception missing)
        {
            throw new IOException($"{command.FileName} could not be started: {missing.Message}", missing);
        }
    }

    private static async Task HandOverAsync(Process process, Order order, CancellationToken ct)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(order.Write(), ct);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It died before it listened: whoever waits for it finds no claim, and what it said on its way out.
        }
    }
}

/// <summary>A supervisor that is a child of this very bot, with what it says when it cannot even begin.</summary>
internal sealed class LaunchedSupervisor : IDisposable
{
    private const int MostWords = 2_000;

    private readonly Process process;
    private readonly Task<string> words;

    public LaunchedSupervisor(Process process)
    {
        this.process = process;
        Exited = process.WaitForExitAsync(CancellationToken.None);
        words = ListenAsync(process.StandardError);
        _ = ListenAsync(process.StandardOutput);
    }

    public Task Exited { get; }

    /// <summary>Its last words, when it ended without a claim.</summary>
    public async Task<string> WordsAsync() => (await words).Trim();

    public void Dispose() => process.Dispose();

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
