using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Execution.Native;
using Tinedy.ChatOps.Execution.Options;
using Tinedy.ChatOps.Execution.Orders;

namespace Tinedy.ChatOps.Execution.BuiltInSteps;

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

    /// <summary>The program and its arguments for an order; null for a kind that cannot be run here.</summary>
    public static IReadOnlyList<string>? Arguments(SupervisorOrder order) => order switch
    {
        { Performance: { } performance } when SupervisorCommand.OfThisProgram() is var us => As(order.User, [us.FileName, .. us.Arguments, BuiltInStepProcess.Verb, performance.Write()]),
        _ when Of(order.Kind) is { } shell => As(order.User, [shell.Program, .. shell.Options, order.Command]),
        _ => null,
    };

    /// <summary>posix_spawn(3) cannot change the user; setpriv(1) does, and becomes the command.</summary>
    private static IReadOnlyList<string> As(string? user, IReadOnlyList<string> arguments) => user is not null && HostUser.Find(user) is { } other
        ? ["setpriv", FormattableString.Invariant($"--reuid={other.Id}"), FormattableString.Invariant($"--regid={other.Group}"), "--init-groups", "--no-new-privs", "--", .. arguments]
        : arguments;
}
