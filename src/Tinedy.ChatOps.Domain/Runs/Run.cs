using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Alerts;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Domain.Watchers;

namespace Tinedy.ChatOps.Domain.Runs;

public enum RunStatus { Scheduled, Running, RollingBack, RolledBack, Completed, Aborted }

/// <summary>
/// The state of a run: the fold of its journal and nothing else. Immutable; <see cref="Apply"/> answers the next state.
/// </summary>
public sealed record Run
{
    public required RunId Id { get; init; }

    public required string Environment { get; init; }

    public required string RunbookName { get; init; }

    public required Runbook Runbook { get; init; }

    public required Actor StartedBy { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The last entry folded in.</summary>
    public required int Seq { get; init; }

    public required string TargetDigest { get; init; }

    /// <summary>What the steps work with, as it was at the start, see <see cref="RunEvent.Started.Pinned"/>.</summary>
    public ImmutableSortedDictionary<string, string>? Pinned { get; init; }

    /// <summary>The tools that its steps call have been looked at.</summary>
    public bool KnowsItsTools => Pinned?.Keys.Any(name => name.StartsWith(Gaps.Tool, StringComparison.Ordinal)) == true;

    /// <summary>Null: it is meant.</summary>
    public Rehearsal? Rehearsal { get; init; }

    public RunStatus Status { get; init; } = RunStatus.Running;

    /// <summary>When it is, or was, to begin; null where it was started at once.</summary>
    public Appointment? Appointment { get; init; }

    /// <summary>When the work behind its preparation could begin; null while it is scheduled.</summary>
    public DateTimeOffset? BegunAt { get; init; }

    /// <summary>What plans are counted from: when it began, or is to begin.</summary>
    public DateTimeOffset BeginsAt => BegunAt ?? Appointment?.At ?? StartedAt;

    /// <summary>How long it is planned to take, see <see cref="RunEvent.Started.Usually"/>.</summary>
    public TimeSpan? Usually { get; init; }

    /// <summary>What it was warned of in time, and the moments that were meant.</summary>
    public ImmutableArray<(TimeWarning What, DateTimeOffset Moment)> Warnings { get; init; } = [];

    public ImmutableDictionary<ItemKey, ItemState> Items { get; init; } = ImmutableDictionary<ItemKey, ItemState>.Empty;

    /// <summary>Signatures that stand, by role.</summary>
    public ImmutableDictionary<string, Signature> Signatures { get; init; } = Roles<Signature>();

    /// <summary>The last thing that happened to a role other than a standing signature: declined or void.</summary>
    public ImmutableDictionary<string, Withheld> NotSigned { get; init; } = Roles<Withheld>();

    /// <summary>When the last open item was settled and signing became possible; null before.</summary>
    public DateTimeOffset? SignOffSince { get; init; }

    public ImmutableArray<Remark> Notes { get; init; } = [];

    /// <summary>Places that show it beside the one where it was started, and those of its environment.</summary>
    public ImmutableArray<string> Mirrors { get; init; } = [];

    /// <summary>Blanks that people filled in: an information field or a contact, by label.</summary>
    public ImmutableDictionary<string, string> Fields { get; init; } = Roles<string>();

    /// <summary>Roles whose holders need not be waited for in a rollback; void when the target changes.</summary>
    public ImmutableDictionary<string, Remark> RollbackApprovals { get; init; } = Roles<Remark>();

    /// <summary>Every alert there was, by number from 1.</summary>
    public ImmutableArray<Alert> Alerts { get; init; } = [];

    /// <summary>What the watchers of the criteria have brought, by criterion; those that were never heard of are not in it.</summary>
    public ImmutableDictionary<ItemKey, Watcher> Watchers { get; init; } = ImmutableDictionary<ItemKey, Watcher>.Empty;

    /// <summary>What stakeholders were told, the oldest first, one for each address.</summary>
    public ImmutableArray<Told> Told { get; init; } = [];

    /// <summary>When the holders of a role were last reminded, and how often.</summary>
    public ImmutableDictionary<string, (int Times, DateTimeOffset At)> Reminders { get; init; } = Roles<(int, DateTimeOffset)>();

    /// <summary>When a person last did anything in this run.</summary>
    public DateTimeOffset MovedAt { get; init; }

    public Rollback? Rollback { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Why it was aborted; null otherwise.</summary>
    public Remark? Aborted { get; init; }

    /// <summary>What the database says beside the journal, and no entry of it: nothing is written until it is null again.</summary>
    public JournalDivergence? Divergence { get; init; }

    /// <summary>While <see cref="Divergence"/> stands: starts that hosts know, for whoever decides.</summary>
    public ImmutableArray<FoundStart> FoundStarts { get; init; } = [];

    /// <summary>Journals that operators went on with although they were not the known ones.</summary>
    public ImmutableArray<(JournalDivergence Found, Remark By)> AcceptedJournals { get; init; } = [];

    /// <summary>What people type to confirm: "prod-17".</summary>
    public string ShortId => $"{Environment}-{Id}";

    /// <summary>Nothing of the migration itself can change any more.</summary>
    public bool IsOver => Status is RunStatus.Completed or RunStatus.Aborted or RunStatus.RolledBack;

    /// <summary>Still in possession of its environment: running, or rolled back and not unlocked.</summary>
    public bool HoldsEnvironment => GoesOn && Status != RunStatus.Scheduled;

    /// <summary>Something can still come of it: it holds its environment, or will at its moment.</summary>
    public bool GoesOn => !IsOver || (Status == RunStatus.RolledBack && Rollback?.Unlocked is null);

    /// <summary>What is ready before the others may begin; null where the runbook has a single phase and no preparation.</summary>
    public Phase? Preparation => Runbook.Phases.Length > 1 ? Runbook.Phases[0] : null;

    /// <summary>The run is scheduled, and this belongs to what begins at its moment.</summary>
    public bool IsAhead(Item item) => Status == RunStatus.Scheduled && Preparation?.Items.Contains(item) != true;

    /// <summary>When the first command behind the preparation was started: from then on there is something to go back from. Null before.</summary>
    public DateTimeOffset? ChangedAt => Runbook.Phases.Where(phase => phase != Preparation).SelectMany(phase => phase.Items)
        .Where(item => !IsSpoken(item)).SelectMany(item => this[item].Attempts).Select(attempt => (DateTimeOffset?)attempt.At).Min();

    /// <summary>A rollback step whose role's holder has said beforehand that it need not wait for them.</summary>
    public bool IsApprovedAhead(Item item) => item.Role is { } role && RollbackApprovals.ContainsKey(role) && Runbook.RollbackSteps.Contains(item);

    public ItemState this[ItemKey item] => Items.GetValueOrDefault(item, ItemState.Untouched);

    public ItemState this[Item item] => this[item.Key];

    public Watcher WatcherOf(Item criterion) => Watchers.GetValueOrDefault(criterion.Key, Watcher.Unheard);

    public ItemStatus StatusOf(Item item) => this[item].StatusOf(item);

    public bool IsSettled(Item item) => StatusOf(item) is ItemStatus.Done or ItemStatus.Skipped;

    /// <summary>Items that the paper had ticked, by whom unknown, and that nobody has answered for: open to every gate. A step is none, since nobody saw its command run.</summary>
    public IEnumerable<Item> TickedOnPaper => Status is RunStatus.Running or RunStatus.Scheduled
        ? Runbook.Items.Where(item => item is { TickedOnPaper: true, IsStep: false } && StatusOf(item) == ItemStatus.Open && this[item].Ticks.IsEmpty && !IsAhead(item))
        : [];

    public bool AllItemsSettled => Runbook.Items.All(IsSettled);

    /// <summary>Items whose failure or unknown outcome people must decide on, in document order. While there is one, steps are held.</summary>
    public IEnumerable<Item> Undecided => Status == RunStatus.RollingBack
        ? StillWriting.Concat(Runbook.RollbackSteps.Where(IsUndecided))
        : Runbook.Items.Where(IsUndecided);

    private bool IsUndecided(Item item) => StatusOf(item) is ItemStatus.Failed or ItemStatus.Unknown;

    /// <summary>Steps of the forward run whose end nobody knows and nobody has judged: their process may still live.</summary>
    public IEnumerable<Item> OfUnknownEnd => Runbook.Items.Where(item => StatusOf(item) == ItemStatus.Unknown);

    /// <summary>
    /// Those of <see cref="OfUnknownEnd"/> that a rollback waits for: nobody has confirmed that it may go on beside them. A restore beside a
    /// migration that still writes leaves a database that is neither the old nor the new one.
    /// </summary>
    public IEnumerable<Item> StillWriting => OfUnknownEnd.Where(item => Rollback?.DespiteUnknown.Contains(item.Key) != true);

    /// <summary>The alert on which people must decide; null without one. While it is open, steps are held.</summary>
    public Alert? OpenAlert => Status is RunStatus.Running or RunStatus.Scheduled ? Alerts.FirstOrDefault(alert => alert.HoldsSteps) : null;

    /// <summary>A step that is words to people, which the bot sends itself. A rehearsal that only prints prints them as well.</summary>
    public bool IsSpoken(Item item) => item is { IsStep: true, Command.IsMessage: true } && Rehearsal != Events.Rehearsal.Printed;

    public IEnumerable<Item> RunningSteps => Runbook.Tickable.Where(item => StatusOf(item) == ItemStatus.Running);

    /// <summary>It was started, and no runner has taken it: nothing of it runs, and it ends the moment somebody says so.</summary>
    public bool WaitsForRunner(Item item) => StatusOf(item) == ItemStatus.Running && this[item].LastAttempt is { Taken: null } && !IsSpoken(item);

    /// <summary>Files that steps of this run made, the newest last.</summary>
    public IEnumerable<(Item Step, Artefact File)> Artefacts =>
        Runbook.Tickable.SelectMany(item => this[item].Attempts
            .Where(attempt => attempt.Ending?.Outcome == Outcome.Succeeded)
            .SelectMany(attempt => attempt.Ending!.Artefacts.Select(file => (item, file))));

    /// <summary>Steps that make a backup, and whether one of them has made one that is proven.</summary>
    public (ImmutableArray<Item> Steps, bool IsProven) Backup =>
        ([.. Runbook.Items.Where(item => item is { IsStep: true, Command.Proof: Proof.Backup or Proof.Restore })], Artefacts.Any(made => made.File.Proof is not null));

    /// <summary>
    /// Values that earlier steps handed on, as the environment variables of later ones: <c>CHATOPS_{STEP}_{NAME}</c>. Only steps with a name
    /// hand on, and of each its last success.
    /// </summary>
    public ImmutableSortedDictionary<string, string> HandedOn
    {
        get
        {
            var values = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
            foreach (var item in Runbook.Tickable)
                if (item.Command?.Name is { } step && this[item].LastAttempt?.Ending is { Outcome: Outcome.Succeeded, Values: { } given })
                    foreach (var (name, value) in given) values[$"CHATOPS_{step}_{name}".Replace('-', '_').ToUpperInvariant()] = value;
            return values.ToImmutable();
        }
    }

    /// <summary>The state after one more entry.</summary>
    public Run Apply(JournalEntry entry) => RunFold.Apply(this, entry);

    /// <summary>Folds a whole journal.</summary>
    /// <exception cref="InvalidOperationException">The journal does not begin with the start of a run.</exception>
    public static Run Fold(Runbook runbook, IEnumerable<JournalEntry> journal)
    {
        Run? run = null;
        foreach (var entry in journal) run = run is null ? RunFold.Begin(runbook, entry) : run.Apply(entry);
        return run ?? throw new InvalidOperationException("An empty journal is no run.");
    }

    private static ImmutableDictionary<string, T> Roles<T>() => ImmutableDictionary.Create<string, T>(StringComparer.OrdinalIgnoreCase);
}

/// <param name="Content">What was signed, see <c>ContentHash</c>.</param>
public sealed record Signature(string Role, Actor By, DateTimeOffset At, string Content, string? Remark);

/// <param name="Void">True for a signature that became void, false for "not yet".</param>
public sealed record Withheld(string Role, Actor By, DateTimeOffset At, bool Void, string Why);

/// <param name="Settled">How many items of the forward run were settled when it was stopped.</param>
public sealed record Rollback(Actor By, DateTimeOffset StartedAt, string Why, int Settled, DateTimeOffset? EndedAt = null, Remark? Cause = null, Remark? Unlocked = null)
{
    /// <summary>Steps start by themselves, each when the one before has succeeded.</summary>
    public bool OneAfterAnother { get; init; }

    /// <summary>Steps of unknown end beside which its leader has confirmed it; the steps do not wait for these.</summary>
    public ImmutableArray<ItemKey> DespiteUnknown { get; init; } = [];
}
