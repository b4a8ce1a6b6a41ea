using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Application.Watching;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Execution.Folders;
using Tinedy.ChatOps.Execution.Inspection;
using Tinedy.ChatOps.Execution.Native;
using Tinedy.ChatOps.Execution.Options;

namespace Tinedy.ChatOps.Execution.Orders;

/// <summary>What a supervisor is told to run. It travels over a pipe only: the secrets in it never touch a disk or an argument.</summary>
/// <param name="Attempt">Enters the child as <c>CHATOPS_ATTEMPT</c>, for scripts that want to name it.</param>
/// <param name="Grace">How long a process asked to stop may take before it is made to.</param>
/// <param name="OutputCap">Bytes of output that are kept.</param>
internal sealed record SupervisorOrder(
    string Attempt, CommandKind Kind, string Command, string Workspace, TimeSpan Timeout, TimeSpan Grace, int OutputCap,
    ImmutableSortedDictionary<string, string> Variables, ImmutableSortedDictionary<string, string> Secrets)
{
    /// <summary>How long it may print nothing; null: as long as its total time.</summary>
    public TimeSpan? Silence { get; init; }

    /// <summary>Of the secrets, those that stand in a file: name → path.</summary>
    [JsonIgnore]
    public ImmutableSortedDictionary<string, string> SecretFiles { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>What secrets were before they were rotated: hidden like them, and in no environment.</summary>
    public ImmutableArray<string> Former { get; init; } = [];

    /// <summary>What this program performs itself; null for a shell command.</summary>
    public BuiltInStep? Performance { get; init; }

    /// <summary>Who it runs as; null: whoever the supervisor runs as.</summary>
    public string? User { get; init; }

    /// <summary>What the run was pinned to; null: nothing is compared.</summary>
    public ImmutableSortedDictionary<string, string>? Pinned { get; init; }

    /// <summary>Since when that is so, for a sentence.</summary>
    public string PinnedSince { get; init; } = "";

    public ImmutableSortedDictionary<string, string> Made { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    public ImmutableArray<string> Bound { get; init; } = [];

    public ImmutableArray<string> Uses { get; init; } = [];

    public Proof Proof { get; init; }

    /// <summary>A success counts although psql printed an error.</summary>
    public bool AllowsPsqlErrors { get; init; }

    /// <summary>
    /// Until when the bot certainly holds the attempt. A bot that was frozen between its last look at the queue and this order must not
    /// start what others have decided about since. Null for what may be repeated at will.
    /// </summary>
    public Deadline? StartBefore { get; init; }

    [JsonIgnore]
    public StepDependencies Belongings => StepDependencies.Of(Kind, Command, Proof, Uses);

    public static SupervisorOrder Of(Launch launch, ExecutionOptions options) => new(
        launch.Attempt.ToString(), launch.Kind, launch.Command, launch.Workspace, LimitOf(launch), options.Grace, options.OutputCap,
        launch.Variables, launch.Secrets)
    {
        Silence = launch.Silence,
        Performance = launch.Kind switch
        {
            CommandKind.Sql => new(BuiltInStepKind.Sql, launch.Command, launch.Target) { InOneTransaction = launch.InOneTransaction },
            CommandKind.Http => new(BuiltInStepKind.Http, launch.Command, launch.Target) { Retries = launch.Retries, Within = launch.Timeout, Hosts = launch.Hosts },
            _ => null,
        },
        User = launch.User,
        SecretFiles = launch.SecretFiles,
        Pinned = launch.Pinned,
        PinnedSince = launch.PinnedSince,
        Made = launch.Made,
        Bound = launch.Bound,
        Uses = launch.Uses,
        Proof = launch.Proof,
        AllowsPsqlErrors = launch.AllowsPsqlErrors,
    };

    private static TimeSpan LimitOf(Launch launch) => launch.Kind == CommandKind.Http ? launch.Timeout + BuiltInStep.Backstop : launch.Timeout;

    /// <summary>A look at what the launch's step has done or will do: read-only, and about nothing that was pinned.</summary>
    public static SupervisorOrder ToLook(Launch launch, ExecutionOptions options, TimeSpan timeout) => Of(launch, options) with
    {
        Timeout = timeout,
        Silence = null,
        Performance = null,
        Pinned = null,
        Bound = [],
        Kind = launch.Kind == CommandKind.Sh ? CommandKind.Sh : CommandKind.Bash,
    };

    /// <summary>A look of a watcher: what needs more than a shell's exit code is done by this program, all samples in one process.</summary>
    public static SupervisorOrder ToWatch(WatchJob look, ExecutionOptions options)
    {
        var order = ToLook(look.Launch, options, look.Plan.Timeout);
        var isPlain = look.Launch.Kind is CommandKind.Bash or CommandKind.Sh && look.Plan.Slower is null;
        return isPlain ? order : order with
        {
            Timeout = look.Plan.Timeout + BuiltInStep.Backstop,
            Performance = new(BuiltInStepKind.Watch, look.Launch.Command, look.Launch.Target) { Hosts = look.Launch.Hosts, Sampling = Sampling.Of(look) },
        };
    }

    public byte[] Write() => DurableFile.Format(this);

    /// <summary>Null when the bot died before it had said everything: then nothing may start.</summary>
    public static async Task<SupervisorOrder?> ReadAsync(Stream from, CancellationToken ct)
    {
        using var all = new MemoryStream();
        await from.CopyToAsync(all, ct);
        try
        {
            return all.Length == 0 ? null : DurableFile.Parse<SupervisorOrder>(all.GetBuffer().AsSpan(0, (int)all.Length));
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>
/// A moment that two processes of one machine mean alike, counted from its start: nobody can move that clock, and it goes on while the machine
/// sleeps, as the leases of others do.
/// </summary>
/// <param name="SinceStart">Of the machine.</param>
internal sealed record Deadline(TimeSpan SinceStart)
{
    public static Deadline In(TimeSpan time) => new(Posix.SinceStart() + time);

    public bool HasPassed => Posix.SinceStart() >= SinceStart;
}
