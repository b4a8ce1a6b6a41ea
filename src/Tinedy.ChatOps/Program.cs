using Tinedy.ChatOps.Execution.Supervision;
using Tinedy.ChatOps.Verbs;

// A supervisor is this program again, beside a running step: it must start in a moment and needs nothing of the service.
if (args is [Supervisor.Verb, var attempt]) return await Supervisor.RunAsync(attempt, System.Console.OpenStandardInput(), TimeProvider.System, CancellationToken.None);

return await CommandLine.InvokeAsync(args);
