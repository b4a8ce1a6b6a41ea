using Tinedy.ChatOps.Execution.Supervision;
using Tinedy.ChatOps.Tests.Host;
using Tinedy.ChatOps.Verbs;

if (args is [Supervisor.Verb, var attempt]) return await Supervisor.RunAsync(attempt, Console.OpenStandardInput(), TimeProvider.System, CancellationToken.None);

return await CommandLine.InvokeAsync(args, TestDoor.Map);
