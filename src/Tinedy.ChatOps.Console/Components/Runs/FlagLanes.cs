using Tinedy.ChatOps.Presentation.Timelines;

namespace Tinedy.ChatOps.Console.Components.Runs;

/// <summary>A flag with its word in the picture.</summary>
/// <param name="Share">Where its pole stands, in percent.</param>
/// <param name="Lane">How far down its word is, from 0.</param>
/// <param name="ToTheLeft">The word ends at the pole: beyond it there is no room.</param>
public sealed record PlacedFlag(Flag Flag, string Words, double Share, int Lane, bool ToTheLeft);

/// <summary>Puts words beneath each other that would lie over one another. What finds no lane keeps its place in the list below.</summary>
internal static class FlagLanes
{
    private const int Most = 4;

    /// <summary>About what a letter takes of the picture's width at a desk. On a phone the list alone is shown.</summary>
    private const double OfALetter = 1.4;

    /// <summary>The mark and the gap to the next word.</summary>
    private const double Margin = 3;

    public static IReadOnlyList<PlacedFlag> Place(IEnumerable<Flag> flags, TimelineScale scale, Func<Flag, string> say)
    {
        var taken = new List<List<(double From, double To)>>();
        var placed = new List<PlacedFlag>();
        foreach (var flag in flags.Where(flag => scale.Sees(flag.At)))
        {
            var (words, share) = (say(flag), scale.Share(flag.At));
            var width = words.Length * OfALetter + Margin;
            var toTheLeft = share + width > 100;
            var (from, to) = toTheLeft ? (share - width, share) : (share, share + width);
            var lane = taken.FindIndex(words => words.TrueForAll(other => to <= other.From || from >= other.To));
            if (lane < 0 && taken.Count == Most) continue;
            if (lane < 0)
            {
                lane = taken.Count;
                taken.Add([]);
            }
            taken[lane].Add((from, to));
            placed.Add(new(flag, words, share, lane, toTheLeft));
        }
        return placed;
    }
}
