using Tinedy.ChatOps.Execution;
using Tinedy.ChatOps.Tests.Host;
using Tinedy.ChatOps.Verbs;

if (await InternalCommands.TryRunAsync(args) is { } code) return code;
if (args is [Racer.Verb, var database, var folder, var supervisor, var starts]) return await Racer.RunAsync(database, folder, supervisor, starts);

// As the product ends.
var ended = await CommandLine.InvokeAsync(args, TestDoor.Map);
Environment.Exit(ended);
return ended;
