using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Tinedy.ChatOps.Testing;

namespace Tinedy.ChatOps.Browser.Tests.Stage;

/// <summary>The service as a process of its own on a free port: built by the build, started as an operator starts it. It can be killed.</summary>
internal sealed partial class BotProcess : Bot
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly IReadOnlyDictionary<string, string> settings;
    private readonly string directory;
    private readonly StringBuilder printed = new();
    private Process process;

    private BotProcess(IReadOnlyDictionary<string, string> settings, string directory, Process process) =>
        (this.settings, this.directory, this.process) = (settings, directory, process);

    /// <param name="settings">As environment variables: <c>Environments__prod__Workspace</c>.</param>
    /// <param name="directory">It is started here.</param>
    public static async Task<BotProcess> StartAsync(IReadOnlyDictionary<string, string> settings, string directory)
    {
        var bot = new BotProcess(settings, directory, Launch(settings, directory, "http://127.0.0.1:0"));
        await bot.ReadyAsync();
        return bot;
    }

    /// <summary>As the kernel or a power cut ends it: nothing is said, nothing is closed.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public async Task StartAgainAsync()
    {
        process.Dispose();
        process = Launch(settings, directory, Address.GetLeftPart(UriPartial.Authority));
        await ReadyAsync();
    }

    public override string Printed
    {
        get
        {
            lock (printed) return printed.ToString();
        }
    }

    public override async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            // Asked to stop, as a terminal or a container does: an embedded server then stops with it.
            using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
            await kill.WaitForExitAsync();
            using var patience = new CancellationTokenSource(Patience);
            await process.WaitForExitAsync(patience.Token);
        }
        process.Dispose();
    }

    private async Task ReadyAsync()
    {
        var address = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        process.OutputDataReceived += (_, line) => Hear(line.Data, address);
        process.ErrorDataReceived += (_, line) => Hear(line.Data, address);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var ended = process.WaitForExitAsync(TestContext.Current.CancellationToken);
        if (await Task.WhenAny(address.Task, ended).WaitAsync(Patience, TestContext.Current.CancellationToken) == ended)
            Assert.Fail($"The service ended with exit code {process.ExitCode} before it served:\n{Printed}");
        Address = await address.Task;
    }

    private void Hear(string? line, TaskCompletionSource<Uri> address)
    {
        if (line is null) return;
        lock (printed) printed.AppendLine(line);
        if (Serving().Match(line) is { Success: true } serving) address.TrySetResult(new Uri(serving.Groups["address"].Value));
    }

    private static Process Launch(IReadOnlyDictionary<string, string> settings, string directory, string urls)
    {
        var how = new ProcessStartInfo("dotnet", [Program(), $"--Urls={urls}"])
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        // A developer's own settings must not decide how a test ends.
        foreach (var name in how.Environment.Keys.Where(name => name.StartsWith("SLACK_", StringComparison.Ordinal) || name.StartsWith("MicrosoftApp", StringComparison.Ordinal)).ToList())
            how.Environment.Remove(name);
        foreach (var (name, value) in settings) how.Environment[name] = value;
        return Process.Start(how)!;
    }

    /// <summary>In the folder the host was built to, with the console's static files beside it.</summary>
    private static string Program()
    {
        var ours = new DirectoryInfo(AppContext.BaseDirectory);
        var program = Path.Combine(Repository.Root, "src", "Tinedy.ChatOps", "bin", ours.Parent!.Name, ours.Name, "Tinedy.ChatOps.dll");
        File.Exists(program).ShouldBeTrue($"The host is not built: {program}");
        return program;
    }

    [GeneratedRegex(@"^Local mode: open (?<address>http://\S+) in a browser")]
    private static partial Regex Serving();
}
