using Tinedy.ChatOps.Execution.Folders;

namespace Tinedy.ChatOps.Execution.Supervision;

/// <summary>
/// Everything a step has started that still lives. On Linux the supervisor adopts orphans, so all of it, whatever group or
/// session it moved to, is found beneath the supervisor in <c>/proc</c>; elsewhere the step's process group is what can be reached.
/// </summary>
internal sealed class ProcessTree(int step)
{
    public static IReadOnlyList<int> Living()
    {
        var children = ProcStat.All().ToLookup(process => process.Parent, process => process.Pid);
        var living = new List<int>(children[Environment.ProcessId]);
        for (var at = 0; at < living.Count; at++) living.AddRange(children[living[at]]);
        return living;
    }

    public void Signal(int signal)
    {
        foreach (var pid in Living()) _ = Posix.Signal(pid, signal);
        _ = Posix.Signal(-step, signal);
        // A stopped process hears nothing else until it goes on.
        if (signal == Posix.Terminate && OperatingSystem.IsLinux()) _ = Posix.Signal(-step, Posix.Continue);
    }
}
