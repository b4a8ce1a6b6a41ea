using Tinedy.ChatOps.Execution;
using Tinedy.ChatOps.Verbs;

// Beside a running step this program is started again: that must take a moment only, and needs nothing of the service.
if (await InternalCommands.TryRunAsync(args) is { } code) return code;

var ended = await CommandLine.InvokeAsync(args);
// A thread of somebody else that waits for what will not come back keeps no program alive.
Environment.Exit(ended);
return ended;
