namespace Tinedy.ChatOps.Tests.Scenes;

/// <summary>A service as a process of its own, where a process is what is tested: it can be killed, asked to stop, and die at a crash point.</summary>
internal sealed class ServiceProcess : RunningService
{
    private readonly ProgramProcess process;

    private ServiceProcess(IReadOnlyDictionary<string, string> settings) => process = new("Tinedy.ChatOps.Tests.Host", [], settings);

    public override bool HasExited => process.HasExited;

    public override string Said => process.Said;

    public override string Complained => process.Complained;

    /// <param name="crashAt">The crash point at which it dies, see <c>CrashPoints</c>.</param>
    public static async Task<ServiceProcess> StartAsync(IReadOnlyDictionary<string, string> settings, string? crashAt = null)
    {
        var service = Launch(settings, crashAt);
        await service.UntilItServesAsync();
        return service;
    }

    /// <summary>The same, without waiting until it serves.</summary>
    public static ServiceProcess Launch(IReadOnlyDictionary<string, string> settings, string? crashAt = null) =>
        new(new Dictionary<string, string>(settings) { ["CHATOPS_CRASH_AT"] = crashAt ?? "" });

    /// <inheritdoc cref="ProgramProcess.ExitAsync"/>
    public Task<int> ExitAsync() => process.ExitAsync();

    /// <inheritdoc cref="ProgramProcess.KillAsync"/>
    public Task KillAsync() => process.KillAsync();

    /// <inheritdoc cref="ProgramProcess.AskToStop"/>
    public void AskToStop(string signal = "TERM") => process.AskToStop(signal);

    public override ValueTask DisposeAsync() => process.DisposeAsync();
}
