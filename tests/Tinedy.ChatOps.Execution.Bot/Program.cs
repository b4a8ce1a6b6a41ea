using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Tinedy.ChatOps.Core.Desk;
using Tinedy.ChatOps.Execution;
using Tinedy.ChatOps.Execution.Bot;
using Tinedy.ChatOps.Execution.Supervision;

if (args is [Supervisor.Verb, var folder])
    return await Supervisor.RunAsync(folder, Console.OpenStandardInput(), TimeProvider.System, CancellationToken.None);

// DESK ATTEMPTS: runs the queue of a desk on disk until it is killed.
using var host = SmallBot.Build(new DeskOnDisk(args[0]), args[1], SupervisorCommand.OfThisProgram());
await host.RunAsync();
return 0;
