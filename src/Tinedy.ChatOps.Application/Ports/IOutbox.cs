using Tinedy.ChatOps.Domain.Access;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Presentation.Posts;

namespace Tinedy.ChatOps.Application.Ports;

/// <summary>What each place still has to be told. Filled in the append's transaction; twenty clicks are one entry.</summary>
public interface IOutbox
{
    /// <summary>The run whose telling is most overdue on this platform; null when every place is up to date. The claim lapses by itself.</summary>
    Task<Due?> ClaimAsync(string platform, TimeSpan lease, CancellationToken ct);

    /// <summary>The places that hear of a run.</summary>
    Task<IReadOnlyList<Place>> PlacesOfAsync(RunId run, CancellationToken ct);

    /// <summary>The messages a run already has at a place, by <see cref="Post.Key"/>.</summary>
    Task<IReadOnlyDictionary<string, Said>> SaidAsync(Place place, RunId run, CancellationToken ct);

    /// <summary>Keeps what is known of a message, and the claim under which it is sent for another <paramref name="lease"/>.</summary>
    Task RememberAsync(Place place, RunId run, string key, Said said, Claim claim, TimeSpan lease, CancellationToken ct);

    /// <summary>A file cannot be brought; the place is told everything else. Kept until <see cref="SentAsync"/>.</summary>
    /// <returns>What is lacking, and for how long.</returns>
    Task<(UnsentFile File, TimeSpan Age)> UnsentAsync(Place place, RunId run, string key, string title, string why, CancellationToken ct);

    /// <summary>The file is there.</summary>
    Task SentAsync(Place place, RunId run, string key, CancellationToken ct);

    /// <summary>The message is not there after all.</summary>
    Task ForgetAsync(Place place, RunId run, string key, CancellationToken ct);

    /// <summary>The place has been told everything up to this entry. One that was gone is back, and the run's other places show it.</summary>
    /// <param name="rest">When the next change may be told at the earliest.</param>
    /// <param name="again">When it should be told again although nothing new has happened: a step is running. Null: not before something does.</param>
    Task ToldAsync(Place place, RunId run, int seq, TimeSpan rest, TimeSpan? again, CancellationToken ct);

    /// <summary>It did not work; try again after a while. Letters that came with it do not wait for that.</summary>
    Task PutOffAsync(Due due, TimeSpan wait, string why, CancellationToken ct);

    /// <summary>
    /// The place takes nothing any more. It is asked again after as long as it has been gone, within these limits; the run's other places
    /// are told again, to show it.
    /// </summary>
    Task GoneAsync(Due due, TimeSpan shortest, TimeSpan longest, string why, CancellationToken ct);

    /// <summary>Somebody acts in a place that was gone: it is tried again now.</summary>
    Task ReturnAsync(Place place, CancellationToken ct);

    /// <summary>Queues letters to these people. Who already waits after a failure keeps waiting.</summary>
    Task QueueLettersAsync(Place place, RunId run, int seq, IReadOnlyCollection<string> people, CancellationToken ct);

    /// <summary>The letters are queued up to this entry, and the place itself is not told now: it rests. Lets go of the claim.</summary>
    Task SortedAsync(Due due, int seq, CancellationToken ct);

    /// <summary>The place has been gone for so long that it is not told up to this entry any more.</summary>
    Task GiveUpAsync(Due due, int seq, CancellationToken ct);

    /// <summary>The person whose letters on this platform are most overdue; null when nobody waits. The claim lapses by itself.</summary>
    Task<LettersDue?> ClaimLettersAsync(string platform, TimeSpan lease, CancellationToken ct);

    /// <summary>The person has been told everything up to this entry, or it was given up.</summary>
    Task LettersToldAsync(LettersDue due, int seq, CancellationToken ct);

    /// <inheritdoc cref="PutOffAsync"/>
    Task PutOffLettersAsync(LettersDue due, TimeSpan wait, string why, CancellationToken ct);
}

/// <summary>A run that a place has not heard the latest of.</summary>
/// <param name="Tries">How often in a row it did not work.</param>
public sealed record Due(Place Place, RunId Run, int Wanted, int Told, int Tries)
{
    /// <summary>The place itself is not to be spoken to yet: only the letters to people are queued.</summary>
    public bool Rests { get; init; }

    /// <summary>How long the place has been gone; null when it is not.</summary>
    public TimeSpan? GoneFor { get; init; }

    /// <summary>The run's places that take nothing any more.</summary>
    public IReadOnlyList<GonePlace> Gone { get; init; } = [];
}

/// <summary>A person who has not heard the latest of a run.</summary>
/// <param name="Person">By name.</param>
/// <param name="Tries">How often in a row it did not work.</param>
/// <param name="Age">Since it was queued.</param>
public sealed record LettersDue(Place Place, RunId Run, string Person, int Wanted, int Tries, TimeSpan Age);

/// <summary>Under which claim a message is sent: whoever sends keeps it up.</summary>
/// <param name="OfPlace">The channel's row of the outbox.</param>
/// <param name="Person">The row of the person whose letter it is, by name.</param>
public readonly record struct Claim(bool OfPlace, string? Person)
{
    /// <summary>A page, which has a queue of its own.</summary>
    public static Claim None { get; }

    public static Claim Channel { get; } = new(true, null);

    public static Claim Letters(string person) => new(false, person);
}

/// <summary>What is known of a message.</summary>
/// <param name="Message">Its reference in the room; empty while it is on its way (nobody knows yet whether it arrived), <c>!</c> when the room will not take it.</param>
/// <param name="Digest">Of what it says, so that nothing is sent that would change nothing; of one on its way, how often it was sent.</param>
public sealed record Said(string Message, string Digest)
{
    public bool IsOnItsWay => Message.Length == 0;

    public bool IsRefused => Message == "!";

    /// <summary>How often it was sent without an answer.</summary>
    public int Sends => IsOnItsWay && int.TryParse(Digest, out var sends) ? sends : IsOnItsWay ? 1 : 0;

    public static Said OnItsWay(int sends) => new("", sends.ToString(System.Globalization.CultureInfo.InvariantCulture));

    public static Said Refused(string digest) => new("!", digest);
}
