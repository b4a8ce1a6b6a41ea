namespace Tinedy.ChatOps.Execution.Supervision;

/// <summary>Why an order cannot be carried out at all, in a sentence for people. Found before anything is spawned.</summary>
internal static class Refusals
{
    /// <summary>The kernel takes at most 128 KiB in one argument (execve(2), MAX_ARG_STRLEN), its final NUL included.</summary>
    private const int LongestCommand = 128 * 1024 - 1;

    public static string? Of(Order order)
    {
        if (OperatingSystem.IsWindows()) return "This step needs bash, and this bot runs on Windows: run the bot on Linux, macOS or in WSL.";
        if (Shell.Of(order.Kind) is null) return $"A step of the kind {order.Kind} cannot be run by this runner.";
        if (File.Exists(order.Workspace)) return $"The workspace {order.Workspace} is a file, not a folder. Nothing was started.";
        if (!Directory.Exists(order.Workspace)) return $"The workspace {order.Workspace} does not exist on this host. Nothing was started.";
        if (order.Command.Contains('\0')) return "The command holds a NUL character, which would cut it off. Nothing was started.";
        if (System.Text.Encoding.UTF8.GetByteCount(order.Command) > LongestCommand)
            return "The command is longer than 128 KiB: put it into a script in the workspace. Nothing was started.";
        var wrong = order.Variables.Concat(order.Secrets).FirstOrDefault(one => !IsVariable(one.Key, one.Value)).Key;
        return wrong is null ? null : $"\"{wrong}\" cannot be an environment variable: its name or value is not allowed. Nothing was started.";
    }

    private static bool IsVariable(string name, string value) =>
        name.Length > 0 && !name.Contains('=') && !name.Contains('\0') && !value.Contains('\0');
}
