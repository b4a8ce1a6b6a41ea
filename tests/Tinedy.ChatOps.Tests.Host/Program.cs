using Tinedy.ChatOps.Execution;
using Tinedy.ChatOps.Tests.Host;
using Tinedy.ChatOps.Verbs;

if (await InternalCommands.TryRunAsync(args) is { } code) return code;
if (args is [Racer.Verb, var database, var folder, var supervisor, var starts]) return await Racer.RunAsync(database, folder, supervisor, starts);

return await CommandLine.RunToExitAsync(args, TestDoor.Map);
