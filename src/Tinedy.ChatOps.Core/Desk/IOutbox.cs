using Tinedy.ChatOps.Core.Runs;

namespace Tinedy.ChatOps.Core.Desk;

/// <summary>What each place still has to be told. Filled in the append's transaction; twenty clicks are one entry.</summary>
public interface IOutbox
{
    /// <summary>The run whose telling is most overdue on this platform; null when every place is up to date. The claim lapses by itself.</summary>
    Task<Due?> ClaimAsync(string platform, TimeSpan lease, CancellationToken ct);

    /// <summary>The places that hear of a run.</summary>
    Task<IReadOnlyList<Place>> PlacesOfAsync(RunId run, CancellationToken ct);

    /// <summary>The messages a run already has at a place, by <see cref="Boards.Post.Key"/>.</summary>
    Task<IReadOnlyDictionary<string, Said>> SaidAsync(Place place, RunId run, CancellationToken ct);

    /// <summary>Keeps what is known of a message, and the claim on its run for another <paramref name="lease"/>.</summary>
    Task RememberAsync(Place place, RunId run, string key, Said said, TimeSpan lease, CancellationToken ct);

    /// <summary>The message is not there after all.</summary>
    Task ForgetAsync(Place place, RunId run, string key, CancellationToken ct);

    /// <summary>The place has been told everything up to this entry.</summary>
    /// <param name="rest">When the next change may be told at the earliest.</param>
    /// <param name="again">When it should be told again although nothing new has happened: a step is running. Null: not before something does.</param>
    Task ToldAsync(Place place, RunId run, int seq, TimeSpan rest, TimeSpan? again, CancellationToken ct);

    /// <summary>It did not work; try again after a while.</summary>
    Task PutOffAsync(Place place, RunId run, TimeSpan wait, string why, CancellationToken ct);
}

/// <summary>A run that a place has not heard the latest of.</summary>
/// <param name="Tries">How often in a row it did not work.</param>
public sealed record Due(Place Place, RunId Run, int Wanted, int Told, int Tries);

/// <summary>What is known of a message.</summary>
/// <param name="Message">Its reference in the room; empty while it is on its way (nobody knows yet whether it arrived), <c>!</c> when the room will not take it.</param>
/// <param name="Digest">Of what it says, so that nothing is sent that would change nothing.</param>
public sealed record Said(string Message, string Digest)
{
    public static Said OnItsWay { get; } = new("", "");

    public bool IsOnItsWay => Message.Length == 0;

    public bool IsRefused => Message == "!";

    public static Said Refused(string digest) => new("!", digest);
}
