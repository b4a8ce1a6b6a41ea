using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Evidence;

namespace Tinedy.ChatOps.Core.Tests.RunServices;

/// <summary>A journal without a database that keeps the same promises; the contract suite runs against it and against Postgres.</summary>
internal sealed class InMemoryJournal : IJournal, IEarlierRuns
{
    private readonly Lock gate = new();
    private readonly SortedDictionary<long, (PinnedRunbook Pin, List<StoredEntry> Entries)> runs = [];
    private readonly Dictionary<string, PastRequest> requests = [];
    private readonly Dictionary<string, RunId> holds = [];
    private readonly Dictionary<RunId, JournalDivergence> divergences = [];
    private readonly Dictionary<AttemptId, string> claims = [];
    private readonly Dictionary<(RunId Run, string Start), FoundStart> found = [];
    private long last;

    /// <summary>As if a runner took an attempt from the queue.</summary>
    public Task ClaimAsync(AttemptId attempt, string owner) => Locked(() => claims[attempt] = owner);

    public List<Append> Appends { get; } = [];

    public Task<RunId> NextIdAsync(CancellationToken ct) => Task.FromResult(new RunId(Interlocked.Increment(ref last)));

    public Task<AppendResult> OpenAsync(PinnedRunbook pin, Append first, CancellationToken ct) => Locked<AppendResult>(() =>
    {
        if (requests.TryGetValue(first.Key, out var past)) return new AppendResult.Repeated(past);
        if (runs.ContainsKey(pin.Run.Number)) return new AppendResult.Overtaken();
        if (!first.WaitsForEnvironment && holds.TryGetValue(pin.Environment, out var holder)) return new AppendResult.EnvironmentHeld(holder);
        runs[pin.Run.Number] = (pin, []);
        if (!first.WaitsForEnvironment) holds[pin.Environment] = pin.Run;
        Write(first);
        return new AppendResult.Done();
    });

    public Task<AppendResult> AppendAsync(Append append, CancellationToken ct) => Locked<AppendResult>(() =>
    {
        if (requests.TryGetValue(append.Key, out var past)) return new AppendResult.Repeated(past);
        if (!runs.TryGetValue(append.Run.Number, out var run) || append.Entries[0].Seq != run.Entries.Count + 1) return new AppendResult.Overtaken();
        if (!append.Before.Span.SequenceEqual(run.Entries[^1].Hash.Span)) return new AppendResult.Overtaken();
        if (divergences.ContainsKey(append.Run) && !append.AcceptsJournal) return new AppendResult.Diverged();
        foreach (var waiting in append.Unclaimed)
            if (claims.TryGetValue(waiting, out var owner)) return new AppendResult.Claimed(waiting, owner);
        if (append.TakesEnvironment && holds.TryGetValue(run.Pin.Environment, out var holder)) return new AppendResult.EnvironmentHeld(holder);
        if (append.TakesEnvironment) holds[run.Pin.Environment] = append.Run;
        divergences.Remove(append.Run);
        foreach (var start in append.Found) found.Remove((append.Run, start));
        Write(append);
        return new AppendResult.Done();
    });

    public Task<PinnedRunbook?> FindAsync(RunId run, CancellationToken ct) => Locked(() => runs.TryGetValue(run.Number, out var found) ? found.Pin : null);

    public Task<IReadOnlyList<StoredEntry>> ReadAsync(RunId run, int after, CancellationToken ct) => Locked<IReadOnlyList<StoredEntry>>(() =>
        runs.TryGetValue(run.Number, out var found) ? [.. found.Entries.Where(entry => entry.Seq > after)] : []);

    public Task<JournalTail> ReadTailAsync(RunId run, int from, CancellationToken ct) => Locked<JournalTail>(() =>
        new(runs.TryGetValue(run.Number, out var found) ? [.. found.Entries.Where(entry => entry.Seq >= from)] : [], divergences.GetValueOrDefault(run)));

    public Task<int> MustReachAsync(RunId run, CancellationToken ct) => Locked(() =>
        requests.Values.Where(request => request.Run == run).Select(request => request.LastSeq).DefaultIfEmpty().Max());

    public Task RecordDivergenceAsync(RunId run, JournalDivergence divergence, CancellationToken ct) => Locked(() =>
        divergence.FoundSeq == 0 ? null : divergences[run] = divergences.GetValueOrDefault(run) is { } first
            ? first.KnownSeq < divergence.KnownSeq ? first with { KnownSeq = divergence.KnownSeq, KnownHead = divergence.KnownHead } : first
            : divergence);

    public Task<string> InstallationAsync(CancellationToken ct) => Task.FromResult("this one");

    public Task KeepFoundAsync(RunId run, FoundStart one, CancellationToken ct) => Locked(() => found[(run, one.Start)] = one);

    public Task<IReadOnlyList<FoundStart>> FoundAsync(RunId run, CancellationToken ct) =>
        Locked<IReadOnlyList<FoundStart>>(() => [.. found.Where(one => one.Key.Run == run).Select(one => one.Value)]);

    /// <summary>The database is restored to how it was then; 0: before the run.</summary>
    public void GoBackTo(RunId run, int seq)
    {
        runs[run.Number].Entries.RemoveAll(entry => entry.Seq > seq);
        if (seq == 0) runs.Remove(run.Number);
        foreach (var key in requests.Where(request => request.Value.Run == run && request.Value.LastSeq > seq).Select(request => request.Key).ToList()) requests.Remove(key);
    }

    /// <summary>Somebody with every right cuts the journal alone; what refers to it stays.</summary>
    public void CutTo(RunId run, int seq) => runs[run.Number].Entries.RemoveAll(entry => entry.Seq > seq);

    public Task<PastRequest?> FindRequestAsync(string key, CancellationToken ct) => Locked(() => requests.GetValueOrDefault(key));

    public Task<RunId?> HolderOfAsync(string environment, CancellationToken ct) =>
        Locked<RunId?>(() => holds.TryGetValue(environment, out var holder) ? holder : null);

    public Task<IReadOnlyList<RunId>> HoldersAsync(CancellationToken ct) => Locked<IReadOnlyList<RunId>>(() => [.. holds.Values]);

    public Task<IReadOnlyList<RunId>> ListAsync(int most, CancellationToken ct) => Locked<IReadOnlyList<RunId>>(() =>
        [.. runs.Keys.Reverse().Take(most).Select(number => new RunId(number))]);

    public Task<IReadOnlyList<IReadOnlyList<JournalEntry>>> BeforeAsync(Run run, IReadOnlyCollection<string> rehearsedIn, int most, CancellationToken ct) => Locked<IReadOnlyList<IReadOnlyList<JournalEntry>>>(() =>
    [
        .. runs.Values.Where(one => one.Pin.RunbookName == run.RunbookName && one.Pin.Run != run.Id && !(one.Pin.At > run.BegunAt) && rehearsedIn.Append(run.Environment).Contains(one.Pin.Environment))
            .GroupBy(one => one.Pin.Environment).SelectMany(one => one.TakeLast(most)).OrderBy(one => one.Pin.Run.Number)
            .Select(one => one.Entries.Where(entry => !(entry.At > run.BegunAt)).Select(entry => JournalFormat.Read(entry.Body)).ToList()),
    ]);

    private void Write(Append append)
    {
        var (pin, entries) = runs[append.Run.Number];
        entries.AddRange(append.Entries);
        requests[append.Key] = new(append.Run, append.Entries[0].Seq, append.Entries[^1].Seq);
        if (append.ReleasesEnvironment && holds.GetValueOrDefault(pin.Environment) == append.Run) holds.Remove(pin.Environment);
        Appends.Add(append);
    }

    private Task<T> Locked<T>(Func<T> act)
    {
        lock (gate) return Task.FromResult(act());
    }
}
