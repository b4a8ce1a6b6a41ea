using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Application.Signals;
using Tinedy.ChatOps.Execution.Inspection;
using Tinedy.ChatOps.Execution.Options;
using Tinedy.ChatOps.Execution.Running;

namespace Tinedy.ChatOps.Execution;

/// <summary>The runner of a host: takes attempts from the queue, runs them so that they outlive the bot, and reports how they ended.</summary>
public static class ExecutionSetup
{
    /// <summary>
    /// Adds the runner, with its settings from the section <c>Execution</c>. It needs the queues of attempts and of watchers,
    /// <see cref="IRunnerGateway"/>, <c>IWatchService</c> and a <see cref="TimeProvider"/> from elsewhere. Whoever fills its queue rings the runner's of the <see cref="WakeSignals"/>.
    /// </summary>
    /// <param name="supervisor">How this program starts itself again, see <see cref="SupervisorCommand.OfThisProgram"/>.</param>
    /// <param name="label">Steps of environments with this label are taken, and no others; null: those without a label.</param>
    public static IServiceCollection AddChatOpsExecution(this IServiceCollection services, SupervisorCommand supervisor, string? label = null)
    {
        services.AddOptions<ExecutionOptions>().BindConfiguration(ExecutionOptions.Section)
            .Validate(options => options.AreSound, "Execution: the lease must be 5 s or more, the poll interval between 10 ms and the lease, "
                + "the grace not negative, the output cap between 64 KiB and 256 MiB, at least one step must run at once, and the free space not be negative.")
            .ValidateOnStart();
        services.AddSingleton(supervisor);
        services.AddSingleton(new RunnerLabel(label));
        services.AddSingleton<IToolInspector, ToolInspector>();
        services.TryAddSingleton<WakeSignals>();
        services.AddSingleton<RunnerDirectory>();
        services.AddSingleton<IRunnerHealth>(provider => provider.GetRequiredService<RunnerDirectory>());
        services.AddSingleton<RotatingSecrets>();
        services.AddSingleton<Launcher>();
        services.AddSingleton<OutputFollower>();
        services.AddSingleton<OutcomeProbe>();
        services.AddSingleton<JournalCheck>();
        services.AddSingleton<AttemptMonitor>();
        services.AddSingleton<WatchMonitor>();
        services.AddSingleton<IHostedService, Runner>();
        return services;
    }
}
