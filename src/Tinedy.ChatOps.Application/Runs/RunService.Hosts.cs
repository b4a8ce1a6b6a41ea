using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Events;

namespace Tinedy.ChatOps.Application.Runs;

/// <summary>What hosts remember outside the database, held against the journal: a database that went back does not know what it has lost.</summary>
public sealed partial class RunService
{
    public IReadOnlyCollection<RunId> Stopped => cache.Stopped;

    public async Task<string?> StartOfAsync(AttemptId attempt, CancellationToken ct)
    {
        if (await cache.LatestAsync(attempt.Run, ct) is not { } folded) return null;
        if (folded.Run.Divergence is not null) throw new JournalDivergedException(attempt.Run);
        return folded.Run[attempt.Item].Attempts.FirstOrDefault(one => one.Number == attempt.Number) is { } started ? folded.StartOf(started) : null;
    }

    public async Task<JournalMark?> MarkAsync(RunId run, CancellationToken ct) =>
        await cache.LatestAsync(run, ct) is { } folded ? new(await journal.InstallationAsync(ct), folded.Run.Seq, folded.HashOf(folded.Run.Seq), AcceptedIn(folded)) : null;

    public async Task<MarkStanding> CompareAsync(RunId run, JournalMark known, IReadOnlyList<FoundStart> launched, CancellationToken ct)
    {
        if (known.Installation != await journal.InstallationAsync(ct)) return MarkStanding.Elsewhere;
        if (await cache.LatestAsync(run, ct) is not { } folded)
        {
            await cache.StopAsync(run, known.Seq, known.Head, null, ct);
            return MarkStanding.Gone;
        }
        var starts = StartsIn(folded);
        var isHeld = folded.HashOf(known.Seq) == known.Head;
        var wasAccepted = AcceptedIn(folded).Except(known.Accepted).Any();
        var isLost = launched.Any(one => !starts.Contains(one.Start));
        // Kept first: whoever accepts the journal must find it.
        if (isLost || !isHeld || folded.Run.Divergence is not null)
            foreach (var one in launched.Where(one => !starts.Contains(one.Start) || IsOpen(folded, one))) await journal.KeepFoundAsync(run, one, ct);
        if (!isLost && isHeld) return MarkStanding.Held;
        if (!isLost && wasAccepted) return MarkStanding.Accepted;
        await cache.StopAsync(run, isHeld ? folded.Run.Seq : known.Seq, isHeld ? "" : known.Head, folded, ct);
        return MarkStanding.Diverged;
    }

    public async Task<JournalMark?> StopAsync(RunId run, string installation, string cause, CancellationToken ct)
    {
        if (await MarkAsync(run, ct) is not { } mark || !mark.Installation.StartsWith(installation, StringComparison.Ordinal)) return null;
        if (await cache.LatestAsync(run, ct) is { Run.Divergence: null } folded) await cache.StopAsync(folded, cause, ct);
        return mark;
    }

    private static Command.AcceptJournal Sorted(Command.AcceptJournal accept, CachedRun folded, IReadOnlyList<FoundStart> found)
    {
        var starts = StartsIn(folded);
        return accept with { Lost = [.. found.Where(one => !starts.Contains(one.Start))], Remembered = [.. found.Where(one => IsOpen(folded, one))] };
    }

    private static HashSet<string> StartsIn(CachedRun folded) => [.. folded.Run.Items.Values.SelectMany(item => item.Attempts).Select(folded.StartOf)];

    private static bool IsOpen(CachedRun folded, FoundStart one) =>
        folded.Run[one.Item].Attempts.Any(attempt => attempt is { Ending: null } && attempt.Number == one.Attempt && folded.StartOf(attempt) == one.Start);

    private static List<DateTimeOffset> AcceptedIn(CachedRun folded) => [.. folded.Run.AcceptedJournals.Select(accepted => accepted.By.At)];
}
