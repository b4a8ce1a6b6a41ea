using System.Collections.Concurrent;
using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.People;

namespace Tinedy.ChatOps.Domain.Access;

/// <summary>
/// Whom and where a platform lets us write, as far as it has said: known before a run and not when somebody must be reached. No right
/// depends on it. What nobody has asked yet counts as reached.
/// </summary>
public sealed class Reach
{
    private readonly ConcurrentDictionary<Identity, bool> lost = new();
    private ImmutableDictionary<long, ImmutableArray<UnsentFile>> unsent = ImmutableDictionary<long, ImmutableArray<UnsentFile>>.Empty;
    private ImmutableDictionary<long, ImmutableArray<GonePlace>> gone = ImmutableDictionary<long, ImmutableArray<GonePlace>>.Empty;

    public void Lost(Identity account) => lost[account] = true;

    public void Found(Identity account) => lost.TryRemove(account, out _);

    /// <summary>The account that cannot be written to, of somebody who has no other; null for whom something reaches.</summary>
    public Identity? LostOf(Person person) =>
        !person.Identities.IsEmpty && person.Identities.All(lost.ContainsKey) ? person.Identities[0] : null;

    /// <summary>The places of a run that take nothing any more.</summary>
    public ImmutableArray<GonePlace> GoneOf(long run) => gone.TryGetValue(run, out var places) ? places : [];

    public bool IsGone(string place) => gone.Values.Any(places => places.Any(one => one.Place == place));

    /// <summary>The files of a run that a channel does not take.</summary>
    public ImmutableArray<UnsentFile> UnsentOf(long run) => unsent.TryGetValue(run, out var files) ? files : [];

    /// <summary>What the outbox says of the files of all runs.</summary>
    public void Saw(IEnumerable<(long Run, UnsentFile File)> files) => unsent = files.GroupBy(one => one.Run)
        .ToImmutableDictionary(run => run.Key, run => run.Select(one => one.File).ToImmutableArray());

    /// <summary>A file was just refused, or has just arrived where it was refused before.</summary>
    public void Saw(long run, UnsentFile file, bool isSent) => ImmutableInterlocked.Update(ref unsent, all =>
    {
        var others = (all.TryGetValue(run, out var files) ? files : []).RemoveAll(one => (one.Place, one.Key) == (file.Place, file.Key));
        return all.SetItem(run, isSent ? others : others.Add(file));
    });

    /// <summary>What the outbox says of one run.</summary>
    public void Saw(long run, IReadOnlyCollection<GonePlace> places) =>
        ImmutableInterlocked.Update(ref gone, all => places.Count == 0 ? all.Remove(run) : all.SetItem(run, [.. places]));

    /// <summary>What the outbox says of all runs.</summary>
    public void Saw(IEnumerable<(long Run, GonePlace Place)> places) => gone = places.GroupBy(one => one.Run)
        .ToImmutableDictionary(run => run.Key, run => run.Select(one => one.Place).ToImmutableArray());
}

/// <summary>A channel that takes nothing any more.</summary>
/// <param name="Place">As it is written in the outbox: <c>slack:T024BE7LH/C0G9QF9C6</c>.</param>
/// <param name="Why">What the platform says.</param>
public sealed record GonePlace(string Place, string Why, DateTimeOffset Since);

/// <summary>A file that a channel does not take.</summary>
/// <param name="Place">See <see cref="GonePlace"/>.</param>
/// <param name="Key">Of its message within the run.</param>
/// <param name="Title">For people: "The filled-in checklist of run 17".</param>
/// <param name="Why">What the platform says.</param>
public sealed record UnsentFile(string Place, string Key, string Title, string Why, DateTimeOffset Since);
