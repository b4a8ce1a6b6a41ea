using System.Globalization;
using Tinedy.ChatOps.Presentation.Timelines;

namespace Tinedy.ChatOps.Console.Components.Runs;

/// <summary>Where a moment lies between the edges of the picture, in percent, and which clock times are written on the axis.</summary>
public sealed class TimelineScale(Timeline timeline)
{
    private const int MostTicks = 6;

    private static readonly int[] Minutes = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 10080];

    private readonly double length = Math.Max(1, (timeline.To - timeline.From).TotalSeconds);

    public string At(DateTimeOffset at) => Percent(Share(at));

    /// <summary>Never nothing: what has happened can be seen, however short it was.</summary>
    public string Width(DateTimeOffset from, DateTimeOffset to) => Percent(Math.Max(0.4, Share(to) - Share(from)));

    /// <summary>Some of it lies between the edges.</summary>
    public bool Sees(DateTimeOffset from, DateTimeOffset to) => to >= timeline.From && from <= timeline.To;

    public bool Sees(DateTimeOffset at) => Sees(at, at);

    /// <summary>From 0 at the left edge to 100 at the right one, and never beyond.</summary>
    public double Share(DateTimeOffset at) => Math.Clamp((at - timeline.From).TotalSeconds / length * 100, 0, 100);

    /// <summary>Round times of the reader's clock, at most <see cref="MostTicks"/>.</summary>
    public IEnumerable<DateTimeOffset> Ticks(Func<DateTimeOffset, DateTimeOffset> toLocal)
    {
        var step = TimeSpan.FromMinutes(Minutes.FirstOrDefault(minutes => length / 60 / minutes <= MostTicks, Minutes[^1]));
        var offset = toLocal(timeline.From).Offset;
        var local = timeline.From.UtcTicks + offset.Ticks;
        var first = (local + step.Ticks - 1) / step.Ticks * step.Ticks - offset.Ticks;
        for (var at = new DateTimeOffset(first, TimeSpan.Zero); at <= timeline.To; at += step) yield return at;
    }

    public static string Percent(double share) => share.ToString("0.##", CultureInfo.InvariantCulture) + "%";
}
