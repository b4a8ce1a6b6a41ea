using System.Collections.Immutable;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Domain.Access;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Domain.Text;

namespace Tinedy.ChatOps.Application.Runs;

/// <summary>From what a run could be started and where, as it is now: for whoever has not named both. It promises nothing.</summary>
internal sealed record StartOptions(ImmutableArray<StartOptions.Paper> Runbooks, ImmutableArray<StartOptions.Target> Environments)
{
    /// <summary>As many as a person reads through; whoever has more of them types the name.</summary>
    private const int Most = 20;

    /// <summary>The runbook that would be taken if none were named; null when it would have to be.</summary>
    public string? Runbook { get; init; }

    /// <summary>The environment that would be taken if none were named; null when it would have to be.</summary>
    public string? Environment { get; init; }

    /// <summary>What is missing for a run of <see cref="Runbook"/>.</summary>
    public ImmutableArray<Gap> Gaps { get; init; } = [];

    public static async Task<StartOptions> DrawAsync(
        StartRequest request, AccessDirectory access, IRunbookLibrary library, Func<string, CancellationToken, Task<Run?>> holder, DateTimeOffset now, CancellationToken ct)
    {
        var meant = await StartPreparation.TakeAsync(request.Runbook, library, ct);
        var papers = ImmutableArray.CreateBuilder<Paper>();
        Runbook? chosen = null;
        foreach (var name in library.Names().Take(Most))
        {
            if ((name == meant?.Name ? meant : await library.TakeAsync(name, ct)) is not { } file) continue;
            var reading = RunbookReader.Read(file.Bytes, file.Name);
            papers.Add(Paper.Of(file.Name, reading, access));
            if (name == meant?.Name && !reading.HasErrors) chosen = reading.Runbook;
        }
        var targets = ImmutableArray.CreateBuilder<Target>();
        foreach (var environment in access.Environments.Take(Most))
            targets.Add(Target.Of(environment, request.By, access, await holder(environment.Name, ct), now));
        return new(papers.ToImmutable(), targets.ToImmutable())
        {
            Runbook = meant?.Name,
            Environment = StartPreparation.Choose(request.Environment ?? chosen?.FrontMatter.Environment, access)?.Name,
            Gaps = chosen is null ? [] : [.. Nowhere(chosen, access), .. Domain.Runs.Gaps.Of(chosen, access, ImmutableDictionary<string, string>.Empty)],
        };
    }

    /// <summary>The runbook names an environment that is none: it has to be chosen, and whoever chooses is told why.</summary>
    private static IEnumerable<Gap> Nowhere(Runbook runbook, AccessDirectory access)
    {
        if (runbook.FrontMatter.Environment is { } named && access.Environment(named) is null)
            yield return new Gap($"environment {named}", null, $"the runbook names the environment {named}, which is not in the settings. Choose one.", Prose.Empty);
    }

    /// <summary>A runbook, and what stands in it: "47 items, 5 with a command; 6 rollback steps, 2 with one; 1 warning, which check lists".</summary>
    public sealed record Paper(string Name, Prose About)
    {
        public static Paper Of(string name, Reading reading, AccessDirectory access)
        {
            if (reading.FirstError is { } error) return new(name, $"line {error.Line}: {error.Message}");
            var (items, steps) = (reading.Runbook!.Items.ToList(), reading.Runbook.RollbackSteps);
            var nowhere = reading.Runbook.FrontMatter.Environment is { } wanted && access.Environment(wanted) is null
                ? (Prose)$"; it names the environment {wanted}, which is not in the settings"
                : Prose.Empty;
            var back = steps.IsEmpty ? (Prose)"no way back, since it has no rollback steps" : $"{Durations.Count(steps.Length, "rollback step")}, {steps.Count(item => item.IsStep)} with one";
            var warnings = reading.Diagnostics.Count(found => found.Severity == Severity.Warning) is > 0 and var many ? (Prose)$"; {Durations.Count(many, "warning")}, which check lists" : Prose.Empty;
            return new(name, $"{Durations.Count(items.Count, "item")}, {items.Count(item => item.IsStep)} with a command; {back}{nowhere}{warnings}");
        }
    }

    /// <summary>An environment, and whether a run could be started there now by whoever asks.</summary>
    public sealed record Target(string Name, bool IsFree, Prose State)
    {
        public static Target Of(EnvironmentSettings environment, Identity asker, AccessDirectory access, Run? holder, DateTimeOffset now)
        {
            var name = environment.Name;
            if (access.Find(asker) is { } person && !environment.IsOperatedBy(person))
                return new(name, false, $"{name} is started by its operators: {PersonNames.List(access.OperatorsOf(name))}");
            if (holder is { Status: RunStatus.RolledBack, EndedAt: { } ended }) return new(name, false, $"{name} has been locked since {ended} by run {holder.Id}");
            if (holder is not null) return new(name, false, $"{name} has been held since {holder.StartedAt} by run {holder.Id}");
            return access.Calendar.FreezeOf(name, now) is { } freeze
                ? new(name, false, $"{name} is frozen until {freeze.Ends}: \"{freeze.Why}\"")
                : new(name, true, $"{name} is free");
        }
    }
}
