using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text;

namespace Tinedy.ChatOps.Tests.Scenes;

/// <summary>A program of ours in a process of its own, with everything it prints.</summary>
internal class ProgramProcess : IAsyncDisposable
{
    private readonly StringBuilder said = new();
    private readonly StringBuilder complained = new();
    private readonly Process process;

    private static readonly string Programs = typeof(ProgramProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(about => about.Key == "Programs").Value!;

    /// <summary>A process that lives for seconds has nothing from what pays off in one that lives for days.</summary>
    private static readonly Dictionary<string, string> ShortLived = new()
    {
        ["DOTNET_TieredPGO"] = "0",
        ["DOTNET_EnableWriteXorExecute"] = "0",
    };

    /// <param name="name">The product or the test host: both lie where the test host was built.</param>
    public ProgramProcess(string name, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> settings)
    {
        // A shell that runs the tests in the background has its children ignore Ctrl+C, and they hand that on; a terminal does not.
        var (program, own) = OperatingSystem.IsLinux() ? ("env", (string[])["--default-signal=HUP,INT,QUIT,TERM", PathOf(name)]) : (PathOf(name), []);
        var how = new ProcessStartInfo(program, [.. own, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = Programs,
        };
        foreach (var (key, value) in ShortLived.Concat(settings)) how.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        process = new Process { StartInfo = how };
        process.OutputDataReceived += (_, line) => Hear(said, line.Data);
        process.ErrorDataReceived += (_, line) => Hear(complained, line.Data);
        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Of a program that lies beside the test host.</summary>
    public static string PathOf(string name) => Path.Combine(Programs, name);

    public bool HasExited => process.HasExited;

    public string Said => Read(said);

    public string Complained => Read(complained);

    public string Everything => Said + Complained;

    /// <summary>Waits for its end and answers the exit code.</summary>
    public async Task<int> ExitAsync()
    {
        await Poll.UntilAsync(() => process.HasExited, "It did not end. It said: " + Everything);
        // Also waits for the last lines of its output.
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.ExitCode;
    }

    /// <summary>As by <c>kill -9</c>: it alone, not what it has started.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await ExitAsync();
    }

    /// <param name="signal">A service manager's, unless another one is named.</param>
    public void AskToStop(string signal = "TERM")
    {
        using var kill = Process.Start("kill", ["-" + signal, process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (!process.HasExited) process.Kill();
        await process.WaitForExitAsync(CancellationToken.None);
        process.Dispose();
    }

    private static void Hear(StringBuilder into, string? line)
    {
        lock (into)
        {
            if (line is not null) into.Append(line).Append('\n');
        }
    }

    private static string Read(StringBuilder from)
    {
        lock (from) return from.ToString();
    }
}
