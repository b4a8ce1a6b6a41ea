using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Domain.Access;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Execution.Folders;
using Tinedy.ChatOps.Execution.Options;

namespace Tinedy.ChatOps.Execution.Inspection;

/// <summary>Looks at what all steps of a runbook work with: when a run is started, or on a runner elsewhere when its first step comes.</summary>
internal sealed class ToolInspector(IOptions<ExecutionOptions> options, TimeProvider clock) : IToolInspector
{
    /// <summary>Longer than any run.</summary>
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(90);

    public async Task<ImmutableSortedDictionary<string, string>?> SurveyAsync(Runbook runbook, EnvironmentSettings environment, CancellationToken ct) =>
        environment.Runner is null ? await TakeAsync(Of(runbook) with { Tools = [] }, environment, ct) : null;

    public async Task<ImmutableSortedDictionary<string, string>?> ToolsAsync(Runbook runbook, EnvironmentSettings environment, CancellationToken ct) =>
        environment.Runner is null ? await TakeAsync(Of(runbook) with { Paths = [] }, environment, ct) : null;

    public async Task<ImmutableSortedDictionary<string, string>?> RecallAsync(Run run, EnvironmentSettings environment, CancellationToken ct)
    {
        if (environment.Runner is null) return null;
        var path = Path.Combine(options.Value.Directory, FormattableString.Invariant($"pin-{run.Id.Number}-{run.StartedAt.ToUnixTimeMilliseconds()}.json"));
        if (DurableFile.Read<ImmutableSortedDictionary<string, string>>(path) is { } known) return known;
        if (await TakeAsync(Of(run.Runbook), environment, ct) is not { } taken) return null;
        AttemptFolder.CreatePrivate(options.Value.Directory);
        Sweep();
        DurableFile.TryCreate(path, taken);
        return DurableFile.Read<ImmutableSortedDictionary<string, string>>(path) ?? taken;
    }

    private static async Task<ImmutableSortedDictionary<string, string>?> TakeAsync(StepDependencies belongings, EnvironmentSettings environment, CancellationToken ct) =>
        environment.Workspace is { } workspace && Directory.Exists(workspace) ? await DependencySnapshot.TakeAsync(belongings, workspace, environment.Variables, ct) : null;

    private static StepDependencies Of(Runbook runbook)
    {
        var each = runbook.Tickable.Where(item => item.IsStep).Select(item => item.Command!)
            .Select(command => StepDependencies.Of(command.Kind, command.Text, command.Proof, command.Uses)).ToList();
        return new([.. each.SelectMany(one => one.Paths)], [.. each.SelectMany(one => one.Tools)]);
    }

    private void Sweep()
    {
        foreach (var pin in new DirectoryInfo(options.Value.Directory).EnumerateFiles("pin-*.json").Where(pin => clock.GetUtcNow().UtcDateTime - pin.LastWriteTimeUtc > KeptFor))
            pin.Delete();
    }
}
