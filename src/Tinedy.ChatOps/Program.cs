using Tinedy.ChatOps.Execution;
using Tinedy.ChatOps.Verbs;

// Beside a running step this program is started again: that must take a moment only, and needs nothing of the service.
if (await InternalCommands.TryRunAsync(args) is { } code) return code;

return await CommandLine.RunToExitAsync(args);
