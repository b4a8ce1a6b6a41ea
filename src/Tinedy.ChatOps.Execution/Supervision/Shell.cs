using Tinedy.ChatOps.Core.Runbooks;

namespace Tinedy.ChatOps.Execution.Supervision;

/// <summary>
/// The program and arguments for a kind of command. The text is one argument, untouched: no string is built around it,
/// and the shell stops at the first failure, at an unset variable, and (bash) at a failure inside a pipe.
/// </summary>
internal sealed record Shell(string Program, IReadOnlyList<string> Options)
{
    public static Shell? Of(CommandKind kind) => kind switch
    {
        CommandKind.Bash => new("bash", ["-euo", "pipefail", "-c"]),
        CommandKind.Sh => new("sh", ["-eu", "-c"]),
        _ => null,
    };

    public IReadOnlyList<string> Arguments(string command) => [Program, .. Options, command];
}
