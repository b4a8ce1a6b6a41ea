using Tinedy.ChatOps.Execution.Folders;
using Tinedy.ChatOps.Execution.Native;

namespace Tinedy.ChatOps.Execution.Supervision;

/// <summary>
/// Everything a step has started that still lives. On Linux the supervisor adopts orphans, so all of it, whatever group or
/// session it moved to, is found beneath the supervisor in <c>/proc</c>; elsewhere the step's process group is what can be reached.
/// </summary>
internal sealed class ProcessTree(int step)
{
    public static IReadOnlyList<ProcStat> Living()
    {
        var children = ProcStat.All().ToLookup(process => process.Parent);
        var living = new List<ProcStat>(children[Environment.ProcessId]);
        for (var at = 0; at < living.Count; at++) living.AddRange(children[living[at].Pid]);
        return living;
    }

    /// <summary>Each process hears it once: many programs take a second signal for impatience and drop their work.</summary>
    public void Signal(int signal)
    {
        var strays = Living().Where(process => process.Group != step).ToList();
        _ = Posix.Signal(-step, signal);
        foreach (var stray in strays) _ = Posix.Signal(stray.Pid, signal);
        // A stopped process hears nothing else until it goes on.
        if (signal == Posix.Terminate && OperatingSystem.IsLinux()) _ = Posix.Signal(-step, Posix.Continue);
    }
}
