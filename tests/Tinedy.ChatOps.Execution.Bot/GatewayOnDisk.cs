using System.Text.Json;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runs;

namespace Tinedy.ChatOps.Execution.Bot;

/// <summary>
/// The queue and the desk as a folder, so that bots in different processes share them and a killed one loses nothing.
/// Each attempt is a folder; what became of it are files in it.
/// </summary>
public sealed class GatewayOnDisk(string root) : IAttemptQueue, IRunnerGateway
{
    /// <summary>How often <see cref="ReportAsync"/> throws before the journal is back.</summary>
    public int Down { get; set; }

    /// <summary>How often a bot was told that an attempt is not its own any more.</summary>
    public int Refused { get; private set; }

    public void Queue(Launch launch)
    {
        Directory.CreateDirectory(PathOf(launch.Attempt));
        Put(launch.Attempt, "launch", launch);
    }

    public void AskCancel(AttemptId attempt) => Put(attempt, "cancel", true);

    /// <summary>As if another host had claimed it, shown progress, and fallen silent.</summary>
    public void GiveTo(AttemptId attempt, string host, Progress seen)
    {
        Put(attempt, "host", host);
        Put(attempt, "progress", seen);
        Put(attempt, "lapsed", true);
    }

    /// <summary>As if its owner had been silent for too long.</summary>
    public void Lapse(AttemptId attempt) => Put(attempt, "lapsed", true);

    public void Show(AttemptId attempt, Progress seen) => Put(attempt, "progress", seen);

    public void HandOver(AttemptId attempt, string host) => Put(attempt, "host", host);

    public string? OwnerOf(AttemptId attempt) => Get<string>(attempt, "host");

    public Ending? EndingOf(AttemptId attempt) => Get<Ending>(attempt, "ending");

    public Progress? ProgressOf(AttemptId attempt) => Get<Progress>(attempt, "progress");

    public Task<Launch?> LaunchOfAsync(AttemptId attempt, CancellationToken ct) =>
        Task.FromResult(Has(attempt, "ending") ? null : Get<Launch>(attempt, "launch"));

    public Task ReportTakenAsync(AttemptId attempt, string owner, CancellationToken ct) => Task.CompletedTask;

    public Task<string?> StartOfAsync(AttemptId attempt, CancellationToken ct) => Task.FromResult<string?>("");

    public Task<JournalMark?> MarkAsync(RunId run, CancellationToken ct) => Task.FromResult<JournalMark?>(null);

    public Task<MarkStanding> CompareAsync(RunId run, JournalMark known, IReadOnlyList<FoundStart> launched, CancellationToken ct) => throw new NotSupportedException();

    public Task<JournalMark?> StopAsync(RunId run, string installation, string cause, CancellationToken ct) => throw new NotSupportedException();

    public IReadOnlyCollection<RunId> Stopped => [];

    public Task<bool> ReportAsync(AttemptId attempt, string owner, string start, Ending ending, CancellationToken ct)
    {
        if (Down-- > 0) throw new IOException("The journal is down.");
        if (OwnerOf(attempt) == owner && !Has(attempt, "ending")) Put(attempt, "ending", ending);
        return Task.FromResult(Has(attempt, "ending"));
    }

    public Task<AttemptId?> ClaimAsync(string host, string? label, TimeSpan lease, CancellationToken ct)
    {
        foreach (var launch in Open().Where(launch => !Has(launch.Attempt, "host")))
        {
            Put(launch.Attempt, "orders", new LaunchOrders(0, 0, null, HasShown: false));
            Put(launch.Attempt, "host", host);
            return Task.FromResult<AttemptId?>(launch.Attempt);
        }
        return Task.FromResult<AttemptId?>(null);
    }

    public Task<IReadOnlyList<WaitingForRunner>> UnclaimedAsync(TimeSpan patience, CancellationToken ct) => throw new NotSupportedException();

    public Task<IReadOnlyList<AttemptId>> OwnedByAsync(string host, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<AttemptId>>([.. Open().Select(launch => launch.Attempt).Where(attempt => OwnerOf(attempt) == host)]);

    public Task<IReadOnlyList<(AttemptId Attempt, string LostHost)>> TakeLapsedAsync(string host, string? label, TimeSpan lease, CancellationToken ct)
    {
        var taken = new List<(AttemptId, string)>();
        foreach (var attempt in Open().Select(launch => launch.Attempt).Where(attempt => Has(attempt, "lapsed")))
        {
            taken.Add((attempt, OwnerOf(attempt)!));
            Put(attempt, "host", host);
            File.Delete(PathOf(attempt, "lapsed"));
        }
        return Task.FromResult<IReadOnlyList<(AttemptId, string)>>(taken);
    }

    public Task<Standing> RenewAsync(AttemptId attempt, string host, TimeSpan lease, Progress? progress, CancellationToken ct)
    {
        if (OwnerOf(attempt) != host || Has(attempt, "ending"))
        {
            Refused++;
            return Task.FromResult(Standing.Lost);
        }
        if (progress is not null) Put(attempt, "progress", progress);
        return Task.FromResult(Has(attempt, "cancel") ? Standing.CancelAsked : Standing.Held);
    }

    public Task<LaunchOrders?> OrdersOfAsync(AttemptId attempt, string host, CancellationToken ct)
    {
        var orders = Get<LaunchOrders>(attempt, "orders") ?? new LaunchOrders(null, 0, null, HasShown: false);
        if (OwnerOf(attempt) == host && !Has(attempt, "ending")) return Task.FromResult<LaunchOrders?>(orders with { HasShown = Has(attempt, "progress") });
        Refused++;
        return Task.FromResult<LaunchOrders?>(null);
    }

    public Task<Standing> OrderAsync(AttemptId attempt, string host, string launch, TimeSpan lease, CancellationToken ct)
    {
        if (OwnerOf(attempt) != host || Has(attempt, "ending") || Get<LaunchOrders>(attempt, "orders") is not { Ordered: { } ordered } orders) return Lost();
        var isOpen = ordered > orders.Closed;
        if (isOpen != (orders.Launch == launch)) return Lost();
        if (!isOpen) Put(attempt, "orders", orders with { Ordered = ordered + 1, Launch = launch });
        return Task.FromResult(Has(attempt, "cancel") ? Standing.CancelAsked : Standing.Held);

        Task<Standing> Lost()
        {
            Refused++;
            return Task.FromResult(Standing.Lost);
        }
    }

    public Task CloseAsync(AttemptId attempt, string host, string launch, CancellationToken ct)
    {
        if (OwnerOf(attempt) == host && Get<LaunchOrders>(attempt, "orders") is { Ordered: { } ordered } orders && orders.Launch == launch)
            Put(attempt, "orders", orders with { Closed = ordered });
        return Task.CompletedTask;
    }

    public Task<IReadOnlyDictionary<AttemptId, Progress>> ProgressOfAsync(RunId run, CancellationToken ct) =>
        Task.FromResult<IReadOnlyDictionary<AttemptId, Progress>>(Open().Where(launch => launch.Attempt.Run == run && Has(launch.Attempt, "progress"))
            .ToDictionary(launch => launch.Attempt, launch => ProgressOf(launch.Attempt)!));

    public Task KeepOutputAsync(AttemptId attempt, ReadOnlyMemory<byte> output, CancellationToken ct)
    {
        Put(attempt, "output", output.ToArray());
        return Task.CompletedTask;
    }

    public Task<byte[]?> OutputOfAsync(AttemptId attempt, CancellationToken ct) => Task.FromResult(Get<byte[]>(attempt, "output"));

    private IEnumerable<Launch> Open() => Directory.Exists(root)
        ? Directory.EnumerateDirectories(root).Select(one => Read<Launch>(Path.Combine(one, "launch")))
            .OfType<Launch>().Where(launch => !Has(launch.Attempt, "ending"))
        : [];

    private bool Has(AttemptId attempt, string name) => File.Exists(PathOf(attempt, name));

    private void Put<T>(AttemptId attempt, string name, T content)
    {
        // A name of its own for each writer: two threads must not share a half-written file.
        var fresh = PathOf(attempt, $"{name}.{Guid.NewGuid():N}");
        File.WriteAllBytes(fresh, JsonSerializer.SerializeToUtf8Bytes(content));
        File.Move(fresh, PathOf(attempt, name), overwrite: true);
    }

    private T? Get<T>(AttemptId attempt, string name) => Read<T>(PathOf(attempt, name));

    private static T? Read<T>(string path) => File.Exists(path) ? JsonSerializer.Deserialize<T>(File.ReadAllBytes(path)) : default;

    private string PathOf(AttemptId attempt, string name = "") => Path.Combine(root, attempt.ToString().Replace('/', '-'), name);
}
