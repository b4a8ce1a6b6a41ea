using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Access;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Domain.Text;

namespace Tinedy.ChatOps.Presentation.Boards;

/// <summary>Everything a board is drawn from.</summary>
/// <param name="Progress">The live tails of running attempts.</param>
/// <param name="Head">The hash of the run's last entry, lower-case hex.</param>
public sealed record RunView(Run Run, AccessDirectory Access, IReadOnlyDictionary<AttemptId, Progress> Progress, string Head, DateTimeOffset Now)
{
    /// <summary>What rehearsals and earlier runs tell.</summary>
    public RunForecast Forecast { get; init; } = RunForecast.None;

    /// <summary>Whether the journal of a run that is over agrees with itself; null where nobody has looked.</summary>
    public Check? Check { get; init; }

    public ImmutableArray<Person> Operators => Access.OperatorsOf(Run.Environment);

    /// <summary>Operators and everybody who may sign something: who decides on a failed step.</summary>
    public ImmutableArray<Person> Deciders => Operators is { IsEmpty: false } operators ? operators : Access.OperatorsAndHolders(Run.Environment, Run.Runbook);

    public BoardState State => Run.Divergence is not null ? BoardState.NeedsDecision : Run.Status switch
    {
        RunStatus.RollingBack => Run.Undecided.Any() ? BoardState.NeedsDecision : BoardState.RollingBack,
        RunStatus.RolledBack => BoardState.RolledBack,
        RunStatus.Completed => BoardState.Completed,
        RunStatus.Aborted => BoardState.Aborted,
        _ when Run.OpenAlert is not null => BoardState.Alert,
        _ when Run.Undecided.Any() => BoardState.NeedsDecision,
        RunStatus.Scheduled => BoardState.Scheduled,
        _ when Run.AllItemsSettled => BoardState.WaitingForSignOff,
        _ => BoardState.Running,
    };

    /// <summary>A runner takes a step within a moment when there is one; before that has passed, nothing is amiss.</summary>
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(5);

    /// <summary>The step was started and no runner has taken it, for longer than that takes.</summary>
    public bool LacksRunner(Item item) => Run.WaitsForRunner(item) && Now - Run[item].LastAttempt!.At >= Moment;

    /// <summary>"waits for a runner db1 since 22:16".</summary>
    public Prose Waiting(Item item) => Refusals.Waiting(Run[item].LastAttempt!, RunnerLabel);

    /// <summary>Of the runners that take the steps of this run; null: this service's own.</summary>
    public string? RunnerLabel => Access.Environment(Run.Environment)?.Runner;

    /// <summary>Who decides on an alert.</summary>
    public ImmutableArray<Person> OperatorsAndContacts => Access.OperatorsAndContacts(Run.Environment, Run.Runbook);

    public int Settled => Run.Runbook.Items.Count(Run.IsSettled);

    public int Total => Run.Runbook.Items.Count();

    /// <summary>The phase where the work is: the first that is not settled.</summary>
    public Phase? ActivePhase => Run.Runbook.Phases.FirstOrDefault(phase => !phase.Items.All(Run.IsSettled));
}

/// <summary>A look at the chain of a journal.</summary>
/// <param name="Flaw">The first place where it is not what was written; null when it is intact.</param>
public sealed record Check(DateTimeOffset At, string? Flaw);
