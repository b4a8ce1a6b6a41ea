using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Domain.Runs;

namespace Tinedy.ChatOps.Application.Runs;

/// <summary>
/// Looks at the tools of a run's steps once it has started: whoever starts it is not kept waiting, and what is missing comes on the board
/// by an edit. Asked twice, by two replicas, or again after a crash, it is written once.
/// </summary>
public sealed class ToolInspection(RunService runs, IToolInspector inspector)
{
    public async Task LookAsync(RunId id, CancellationToken ct)
    {
        if (await runs.ReadAsync(id, ct) is not { } run || !IsWanted(run)) return;
        if (runs.Access.Environment(run.Environment) is not { } environment) return;
        if (await inspector.ToolsAsync(run.Runbook, environment, ct) is not { IsEmpty: false } tools) return;
        await runs.HandleAsync(new Request($"tools/{run.Id}", run.Id, Actor.Bot, new Command.ReportTools(tools)), ct);
    }

    /// <summary>A step that has begun has settled what it works with.</summary>
    private static bool IsWanted(Run run) => !run.IsOver && run.Pinned is not null && !run.KnowsItsTools && run.Items.Values.All(item => item.Attempts.IsEmpty);
}
