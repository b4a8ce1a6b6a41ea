using Microsoft.Extensions.Hosting;
using Tinedy.ChatOps.Execution;
using Tinedy.ChatOps.Execution.Bot;
using Tinedy.ChatOps.Execution.Options;

if (await InternalCommands.TryRunAsync(args) is { } code) return code;

// GATEWAY ATTEMPTS: runs the queue of a gateway on disk until it is killed.
using var host = SmallBot.Build(new GatewayOnDisk(args[0]), args[1], SupervisorCommand.OfThisProgram());
await host.RunAsync();
return 0;
