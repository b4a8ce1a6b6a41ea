using Tinedy.ChatOps.Execution.BuiltInSteps;
using Tinedy.ChatOps.Execution.Inspection;
using Tinedy.ChatOps.Execution.Native;
using Tinedy.ChatOps.Execution.Orders;

namespace Tinedy.ChatOps.Execution.Supervision;

/// <summary>Why an order cannot be carried out at all, in a sentence for people. Found before anything is spawned.</summary>
internal static class OrderRefusals
{
    /// <summary>The kernel takes at most 128 KiB in one argument (execve(2), MAX_ARG_STRLEN), its final NUL included.</summary>
    private const int LongestCommand = 128 * 1024 - 1;

    public static string? Of(SupervisorOrder order)
    {
        if (OperatingSystem.IsWindows()) return "This step needs bash, and this bot runs on Windows: run the bot on Linux, macOS or in WSL.";
        if (Shell.Arguments(order) is null) return $"A step of the kind {order.Kind} cannot be run by this runner.";
        if (File.Exists(order.Workspace)) return $"The workspace {order.Workspace} is a file, not a folder. Nothing was started.";
        if (new DirectoryInfo(order.Workspace).LinkTarget is { } elsewhere)
            return $"The workspace {order.Workspace} is a link to {elsewhere}, which could point elsewhere tomorrow: name the folder itself. Nothing was started.";
        if (!Directory.Exists(order.Workspace)) return $"The workspace {order.Workspace} does not exist on this host. Nothing was started.";
        if (order.Command.Contains('\0')) return "The command holds a NUL character, which would cut it off. Nothing was started.";
        if (System.Text.Encoding.UTF8.GetByteCount(order.Command) > LongestCommand)
            return "The command is longer than 128 KiB: put it into a script in the workspace. Nothing was started.";
        if (order.User is { } user && OfUser(user) is { } cannot) return cannot;
        var wrong = order.Variables.Concat(order.Secrets).FirstOrDefault(one => !IsVariable(one.Key, one.Value)).Key;
        return wrong is null ? null : $"\"{wrong}\" cannot be an environment variable: its name or value is not allowed. Nothing was started.";
    }

    private static string? OfUser(string user)
    {
        if (HostUser.Find(user) is null) return $"There is no user {user} on this host, and the step may run as nobody else. Nothing was started.";
        return OperatingSystem.IsLinux() && Environment.UserName == "root"
            ? null
            : $"The step must run as {user}, and only a runner that is root on Linux can do that. Nothing was started.";
    }

    /// <summary>What was approved is not what is here: a sentence that says what changed; null when nothing has.</summary>
    public static async Task<string?> OfChangesAsync(SupervisorOrder order, CancellationToken ct)
    {
        foreach (var file in order.Bound)
        {
            var digest = DependencySnapshot.Digest(Path.Combine(order.Workspace, file));
            if (digest is null) return $"{file}, which this run made, is gone. Nothing was started.";
            if (digest != order.Made.GetValueOrDefault(file)) return $"{file} is not the file that this run made: its content has changed. Nothing was started.";
        }
        if (order.Pinned is not { } pinned) return null;
        var now = await DependencySnapshot.TakeAsync(order.Belongings, order.Workspace, order.Variables, ct);
        return DependencySnapshot.Difference(order.Belongings, pinned, now, order.Made, order.PinnedSince) is { } difference
            ? $"{difference} What runs is what was approved: put it back, or abort the run and start a new one. Nothing was started."
            : null;
    }

    private static bool IsVariable(string name, string value) =>
        name.Length > 0 && !name.Contains('=') && !name.Contains('\0') && !value.Contains('\0');
}
