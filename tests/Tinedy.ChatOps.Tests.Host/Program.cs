using Tinedy.ChatOps.Execution;
using Tinedy.ChatOps.Tests.Host;
using Tinedy.ChatOps.Verbs;

if (await Backstage.TryRunAsync(args) is { } code) return code;

return await CommandLine.InvokeAsync(args, TestDoor.Map);
