using Tinedy.ChatOps.Application.Conversations;
using Tinedy.ChatOps.Chat.Answers;
using Tinedy.ChatOps.Execution.Options;
using Tinedy.ChatOps.Serving;
using Tinedy.ChatOps.Testing;
using Tinedy.ChatOps.Tests.Host;
using Tinedy.ChatOps.Verbs;

namespace Tinedy.ChatOps.Tests.Scenes;

/// <summary>
/// The service inside the test's own process, started by what the product's command line starts it with. Only what it prints and which
/// program it starts beside a step is the test's. It can be stopped, not killed: for that there is <see cref="ServiceProcess"/>.
/// </summary>
internal sealed class ServiceInProcess : RunningService
{
    private readonly CancellationTokenSource stop = new();
    private readonly Transcript said = new();
    private readonly Transcript complained = new();
    private readonly Task<int> running;

    private ServiceInProcess(IReadOnlyDictionary<string, string> settings, AnswerDeadlines deadlines)
    {
        string[] args = [.. settings.Select(setting => $"--{setting.Key}={setting.Value}")];
        var hosting = new HostingOptions
        {
            Output = said,
            Error = complained,
            Log = new TranscriptLogger(said),
            Supervisor = new SupervisorCommand(ProgramProcess.PathOf("Tinedy.ChatOps.Tests.Host"), []),
            Deadlines = deadlines,
            Endpoints = TestDoor.Map,
        };
        // Its life is not the test's: a context that flows would be the test's own.
        using (ExecutionContext.SuppressFlow()) running = Task.Run(() => ServeVerb.RunAsync(args, hosting, stop.Token));
    }

    public override bool HasExited => running.IsCompleted;

    public override string Said => said.ToString();

    public override string Complained => complained.ToString();

    /// <param name="deadlines">Null: none that a busy machine could miss, so that a dialog opens where it would on a quiet one.</param>
    public static async Task<ServiceInProcess> StartAsync(IReadOnlyDictionary<string, string> settings, AnswerDeadlines? deadlines = null)
    {
        var service = new ServiceInProcess(settings, deadlines ?? new(Poll.Patience, Poll.Patience));
        try
        {
            await service.UntilItServesAsync();
            return service;
        }
        catch
        {
            await service.DisposeAsync();
            throw;
        }
    }

    /// <summary>As a service manager stops it.</summary>
    public override async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await running;
    }
}
