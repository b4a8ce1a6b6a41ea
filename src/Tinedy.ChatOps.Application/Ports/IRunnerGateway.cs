using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Access;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runbooks;

namespace Tinedy.ChatOps.Application.Ports;

/// <summary>The part of <c>RunService</c> that a runner needs: what to run, and where to say how it ended.</summary>
public interface IRunnerGateway
{
    /// <summary>What an attempt runs, from the journal and the environment's settings; null when the attempt has ended already.</summary>
    Task<Launch?> LaunchOfAsync(AttemptId attempt, CancellationToken ct);

    /// <summary>
    /// Records that a host has taken an attempt, before anything of it is started; harmless when repeated. Throws while the journal cannot be
    /// written: try again. Nothing is written when the attempt is somebody else's by now, or over.
    /// </summary>
    /// <param name="owner">The name under which the attempt is held.</param>
    Task ReportTakenAsync(AttemptId attempt, string owner, CancellationToken ct);

    /// <summary>Records how an attempt ended; harmless when repeated. Throws while the journal cannot be written: try again.</summary>
    /// <param name="owner">The name under which the attempt is held: whoever has lost it writes nothing any more.</param>
    /// <param name="start">Which start ended so, see <see cref="StartOfAsync"/>: of another start of the same number nothing is written.</param>
    /// <returns>False: it is somebody else's now, and nothing was written.</returns>
    Task<bool> ReportAsync(AttemptId attempt, string owner, string start, Ending ending, CancellationToken ct);

    /// <summary>Which start an attempt is: the hash of its entry, lower-case hex. Null: the journal knows nothing of it.</summary>
    /// <exception cref="JournalDivergedException">Which journal counts is not decided yet.</exception>
    Task<string?> StartOfAsync(AttemptId attempt, CancellationToken ct);

    /// <summary>Where the journal of a run stands, for a host to remember outside the database; null when there is no such run.</summary>
    Task<JournalMark?> MarkAsync(RunId run, CancellationToken ct);

    /// <summary>
    /// Holds what a host remembers against the journal. What the journal does not have stops the run until an operator accepts that, and what the
    /// host knows of its starts is kept for that decision.
    /// </summary>
    Task<MarkStanding> CompareAsync(RunId run, JournalMark known, IReadOnlyList<FoundStart> launched, CancellationToken ct);

    /// <summary>What a host must hold against the journal of a run cannot be read, so nothing of it is started until an operator has accepted that.</summary>
    /// <param name="installation">How the database's identity begins, as the host remembers it.</param>
    /// <param name="cause">What is wrong, as a clause of a sentence.</param>
    /// <returns>Where its journal stands; null when there is no such run, or not in this database.</returns>
    Task<JournalMark?> StopAsync(RunId run, string installation, string cause, CancellationToken ct);

    /// <summary>Runs of which this process knows that they wait for somebody to accept their journal.</summary>
    IReadOnlyCollection<RunId> Stopped { get; }
}

/// <summary>Where a journal stood when a host last looked.</summary>
/// <param name="Installation">Of which database, see <see cref="IJournal.InstallationAsync"/>.</param>
/// <param name="Head">The hash of its last entry then, lower-case hex.</param>
/// <param name="Accepted">When operators had accepted a journal that was not the known one, up to then.</param>
public sealed record JournalMark(string Installation, int Seq, string Head, IReadOnlyList<DateTimeOffset> Accepted);

public enum MarkStanding
{
    /// <summary>The journal has all that is remembered, or more.</summary>
    Held,

    /// <summary>It has not, and an operator has accepted that since: what is remembered is out of date.</summary>
    Accepted,

    /// <summary>It has not: the run is stopped.</summary>
    Diverged,

    /// <summary>The run itself is gone; its number is not given again.</summary>
    Gone,

    /// <summary>It is of another database.</summary>
    Elsewhere,
}

/// <summary>Everything a runner needs to start one attempt. The command is exactly what was shown.</summary>
/// <param name="Workspace">The folder it runs in, absolute.</param>
/// <param name="Variables">Enter the child as environment variables.</param>
/// <param name="Secrets">Enter the child as environment variables and nothing else; their values are masked in every output.</param>
/// <param name="Probe">A read-only command: exit 0 says done, 1 not done, 3 partly; null without one.</param>
public sealed record Launch(
    AttemptId Attempt, CommandKind Kind, string Command, TimeSpan Timeout, string? Probe, string Workspace,
    ImmutableSortedDictionary<string, string> Variables, ImmutableSortedDictionary<string, string> Secrets)
{
    /// <summary>How long it may print nothing; null: as long as its total time.</summary>
    public TimeSpan? Silence { get; init; }

    /// <summary>Which start it is, see <see cref="IRunnerGateway.StartOfAsync"/>.</summary>
    public string Start { get; init; } = "";

    public Proof Proof { get; init; }

    public bool InOneTransaction { get; init; } = true;

    /// <summary>A success counts although psql printed an error.</summary>
    public bool AllowsPsqlErrors { get; init; }

    public int Retries { get; init; }

    /// <summary>Hosts that a request may go to.</summary>
    public ImmutableArray<string> Hosts { get; init; } = [];

    /// <summary>The variable that holds the target database's address.</summary>
    public string Target { get; init; } = EnvironmentSettings.UsualTarget;

    /// <summary>Who it runs as; null: whoever the runner runs as.</summary>
    public string? User { get; init; }

    /// <summary>Paths it works with beside those that it names.</summary>
    public ImmutableArray<string> Uses { get; init; } = [];

    /// <summary>Of the secrets, those that stand in a file: name → path. They are read again when the step starts.</summary>
    public ImmutableSortedDictionary<string, string> SecretFiles { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>What the run was pinned to, see <see cref="RunEvent.Started.Pinned"/> and <see cref="IToolInspector"/>; null: nothing is compared.</summary>
    public ImmutableSortedDictionary<string, string>? Pinned { get; init; }

    /// <summary>Since when that is so, for a sentence.</summary>
    public string PinnedSince { get; init; } = "the run was started";

    /// <summary>Files that steps of this run have made: path → SHA-256. What is bound must still be what was made.</summary>
    public ImmutableSortedDictionary<string, string> Made { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Of <see cref="Made"/>, those that stand in the command.</summary>
    public ImmutableArray<string> Bound { get; init; } = [];
}
