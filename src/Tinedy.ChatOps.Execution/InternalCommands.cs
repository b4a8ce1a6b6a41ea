using Tinedy.ChatOps.Application.Time;
using Tinedy.ChatOps.Execution.BuiltInSteps;
using Tinedy.ChatOps.Execution.Supervision;

namespace Tinedy.ChatOps.Execution;

/// <summary>
/// The hidden verbs of the host, for this program started again beside a step: <c>supervise FOLDER</c> looks after a step,
/// <c>perform WHAT</c> is a step that is no shell command. They must start in a moment and need nothing of the service.
/// </summary>
public static class InternalCommands
{
    /// <summary>Null: the arguments are not for here.</summary>
    public static async Task<int?> TryRunAsync(string[] arguments) => arguments switch
    {
        [Supervisor.Verb, var folder] => await Supervisor.RunAsync(folder, Console.OpenStandardInput(), new SteadyClock(TimeProvider.System), CancellationToken.None),
        [BuiltInStepProcess.Verb, var what] => await BuiltInStepProcess.RunAsync(what),
        _ => null,
    };
}
