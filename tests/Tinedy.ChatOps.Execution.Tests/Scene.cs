using System.Collections.Immutable;
using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Application.Watching;
using Tinedy.ChatOps.Domain.Decisions;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Execution.Bot;
using Tinedy.ChatOps.Execution.Folders;
using Tinedy.ChatOps.Execution.Native;
using Tinedy.ChatOps.Execution.Running;

namespace Tinedy.ChatOps.Execution.Tests;

/// <summary>A workspace, a gateway and a folder of attempts, all of one test; with bots that run in here or in a process of their own.</summary>
internal sealed class Scene : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly string BotPath = Path.Combine(AppContext.BaseDirectory, "Tinedy.ChatOps.Execution.Bot");

    private readonly string root = Directory.CreateTempSubdirectory("chatops-execution-").FullName;
    private readonly List<Process> processes = [];
    private IHost? bot;
    private int queued;

    public Scene()
    {
        Directory.CreateDirectory(Workspace);
        Gateway = new(Path.Combine(root, "gateway"));
    }

    public GatewayOnDisk Gateway { get; }

    public string Workspace => Path.Combine(root, "workspace");

    public string Attempts => Path.Combine(root, "attempts");

    public string InWorkspace(string name) => Path.Combine(Workspace, name);

    public Launch A(string command) => new(
        new(new(17), new($"2.2.{++queued}"), 1), CommandKind.Bash, command, TimeSpan.FromMinutes(10), null, Workspace,
        ImmutableSortedDictionary<string, string>.Empty, ImmutableSortedDictionary<string, string>.Empty);

    public LaunchFolder LaunchOf(AttemptId attempt) => new AttemptFolder(Attempts, attempt).Latest!;

    /// <summary>Runs one step with a bot in this process, to its end.</summary>
    public async Task<Ending> RunAsync(Launch launch)
    {
        Gateway.Queue(launch);
        await StartBotAsync();
        return await EndingAsync(launch.Attempt);
    }

    public Task<Ending> RunAsync(string command) => RunAsync(A(command));

    public async Task StartBotAsync()
    {
        if (bot is not null) return;
        bot = SmallBot.Build(Gateway, Attempts, new(BotPath, []));
        await bot.StartAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>One attempt in the hands of a bot that takes nothing from the queue by itself.</summary>
    public async Task CareAsync(Running.HeldAttempt held)
    {
        using var host = SmallBot.Build(Gateway, Attempts, new(BotPath, []));
        var home = host.Services.GetRequiredService<Running.RunnerDirectory>();
        await home.OpenAsync(TestContext.Current.CancellationToken);
        await host.Services.GetRequiredService<Running.AttemptMonitor>().CareAsync(held, TestContext.Current.CancellationToken);
    }

    /// <summary>One look of a watcher.</summary>
    public async Task<WatchObservation> LookAsync(WatchJob look)
    {
        using var host = SmallBot.Build(Gateway, Attempts, new(BotPath, []));
        await host.Services.GetRequiredService<Running.RunnerDirectory>().OpenAsync(TestContext.Current.CancellationToken);
        var claim = new WatchClaim(look.Launch.Attempt.Run, look.Launch.Attempt.Item, 1);
        return (await host.Services.GetRequiredService<Running.WatchMonitor>().LookAsync(claim, look, TestContext.Current.CancellationToken)).ShouldNotBeNull();
    }

    public async Task StopBotAsync()
    {
        if (bot is null) return;
        await bot.StopAsync(TestContext.Current.CancellationToken);
        bot.Dispose();
        bot = null;
    }

    /// <summary>A bot that can be killed, or dies by itself at a crash point.</summary>
    public Process StartBotProcess(string? crashAt = null, params (string Name, string Value)[] environment)
    {
        var how = new ProcessStartInfo(BotPath, [Path.Combine(root, "gateway"), Attempts]);
        how.Environment["CHATOPS_CRASH_AT"] = crashAt ?? "";
        foreach (var (name, value) in environment) how.Environment[name] = value;
        var process = Process.Start(how)!;
        processes.Add(process);
        return process;
    }

    public static async Task DiedAsync(Process process)
    {
        using var patience = new CancellationTokenSource(Patience);
        await process.WaitForExitAsync(patience.Token);
    }

    public async Task<Ending> EndingAsync(AttemptId attempt)
    {
        await UntilAsync(() => Gateway.EndingOf(attempt) is not null, $"{attempt} has not ended");
        return Gateway.EndingOf(attempt)!;
    }

    public async Task<string> OutputAsync(AttemptId attempt) =>
        Encoding.UTF8.GetString(await Gateway.OutputOfAsync(attempt, TestContext.Current.CancellationToken) ?? []);

    public Task UntilAsync(Func<bool> isSo, string otherwise) => UntilAsync(() => Task.FromResult(isSo()), otherwise);

    public async Task UntilAsync(Func<Task<bool>> isSo, string otherwise)
    {
        var since = Stopwatch.GetTimestamp();
        while (!await isSo())
        {
            Stopwatch.GetElapsedTime(since).ShouldBeLessThan(Patience, otherwise);
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (bot is not null)
        {
            await bot.StopAsync(CancellationToken.None);
            bot.Dispose();
        }
        foreach (var process in processes.Where(one => !one.HasExited)) process.Kill();
        foreach (var process in processes) process.Dispose();
        EndSupervisors();
        Directory.Delete(root, recursive: true);
    }

    private void EndSupervisors()
    {
        if (!Directory.Exists(Attempts)) return;
        foreach (var launch in Directory.GetDirectories(Attempts, "launch-*", SearchOption.AllDirectories).Select(path => new LaunchFolder(path)))
        {
            if (launch.Child is { IsAlive: true } child) _ = Posix.Signal(-child.Pid, Posix.Kill);
            if (launch.Claim is { Supervisor: { IsAlive: true } supervisor } && supervisor.Pid != Environment.ProcessId) _ = Posix.Signal(supervisor.Pid, Posix.Kill);
        }
    }
}
