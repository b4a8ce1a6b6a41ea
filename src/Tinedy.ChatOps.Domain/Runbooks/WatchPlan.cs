using Tinedy.ChatOps.Domain.Measurements;

namespace Tinedy.ChatOps.Domain.Runbooks;

/// <summary>How a criterion's block is watched, from the attributes in its braces.</summary>
public sealed record WatchPlan
{
    /// <summary>Time from one check to the next.</summary>
    public TimeSpan Every { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Time for one check with all its samples; then it is stopped.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Failures in a row that raise the alert.</summary>
    public int Failures { get; init; } = 3;

    /// <summary>Checks in a row that could not be carried out, until people are asked.</summary>
    public int Errors { get; init; } = 5;

    /// <summary>Checks in a row that did not tell, until people are asked.</summary>
    public int Inconclusive { get; init; } = 5;

    /// <summary>What the number that the block gives must meet; null: its exit code or its own expectations tell.</summary>
    public NumberLimit? Expect { get; init; }

    /// <summary>How many times as long as before the block may take: 1.5 for <c>slower=50%</c>; null: its duration does not matter.</summary>
    public double? Slower { get; init; }

    /// <summary>Durations that are measured, behind the warm-up, where the duration matters.</summary>
    public int Samples { get; init; } = 20;

    /// <summary>Runs before the first sample that do not count: cold caches say nothing about the migration.</summary>
    public int WarmUp { get; init; } = 3;

    /// <summary>The item whose success begins the watch, as written; null: the first step with <see cref="Proof.Prisma"/>, else the start.</summary>
    public string? After { get; init; }

    /// <summary>It judges and raises nothing.</summary>
    public bool DryRun { get; init; }

    /// <summary>The item whose success begins the watch; null: it begins with the run.</summary>
    public Item? StartOf(Runbook runbook) => After is { } named ? runbook.Find(named) : runbook.Items.FirstOrDefault(item => item is { IsStep: true, Command.Proof: Proof.Prisma });
}
