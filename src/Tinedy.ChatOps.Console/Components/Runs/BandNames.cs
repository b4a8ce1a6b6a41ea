using Tinedy.ChatOps.Presentation.Timelines;

namespace Tinedy.ChatOps.Console.Components.Runs;

/// <summary>One end of a band by its name.</summary>
/// <param name="Share">Where that end is, in percent.</param>
/// <param name="Line">How far down, from 0.</param>
/// <param name="Anchor">Which part of the words is there: "start", "middle" or "end".</param>
public sealed record PlacedName(string Words, double Share, int Line, string Anchor);

/// <summary>Names both ends of each band above it: on one line where they fit, on a phone as well, else beneath each other.</summary>
internal static class BandNames
{
    /// <summary>About what a letter takes of the picture's width on a phone.</summary>
    private const double OfALetter = 2.1;

    public static IReadOnlyList<PlacedName> Place(Timeline timeline, TimelineScale scale, Func<Band, (string Opens, string Closes)> say)
    {
        var placed = new List<PlacedName>();
        var line = 0;
        foreach (var band in timeline.Bands)
        {
            var (opens, closes) = say(band);
            // An arrow says that it goes on beyond the edge.
            if (band.Span.From < timeline.From) opens = "← " + opens;
            if (band.Span.To > timeline.To) closes += " →";
            var (left, right) = (scale.Share(band.Span.From), scale.Share(band.Span.To));
            if ((opens.Length + closes.Length + 1) * OfALetter <= right - left)
            {
                placed.AddRange([new(opens, left, line, "start"), new(closes, right, line++, "end")]);
                continue;
            }
            placed.AddRange([new(opens, left, line++, Anchor(left)), new(closes, right, line++, Anchor(right))]);
        }
        return placed;
    }

    private static string Anchor(double share) => share switch { <= 40 => "start", >= 60 => "end", _ => "middle" };
}
