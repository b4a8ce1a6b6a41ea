using System.Collections.Immutable;
using Tinedy.ChatOps.Core.Desk;
using Tinedy.ChatOps.Core.People;
using Tinedy.ChatOps.Core.Runbooks;

namespace Tinedy.ChatOps.Execution.Surveying;

/// <summary>Looks at what all steps of a runbook work with, when a run is started.</summary>
internal sealed class Surveyor : ISurveyor
{
    public async Task<ImmutableSortedDictionary<string, string>?> SurveyAsync(Runbook runbook, EnvironmentSettings environment, CancellationToken ct)
    {
        if (environment.Runner is not null || environment.Workspace is not { } workspace || !Directory.Exists(workspace)) return null;
        var each = runbook.Tickable.Where(item => item.IsStep).Select(item => item.Command!)
            .Select(command => Belongings.Of(command.Kind, command.Text, command.Proof, command.Uses)).ToList();
        var all = new Belongings([.. each.SelectMany(one => one.Paths)], [.. each.SelectMany(one => one.Tools)]);
        return await Survey.TakeAsync(all, workspace, environment.Variables, ct);
    }
}
