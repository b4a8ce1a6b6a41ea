using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Presentation.Boards;

namespace Tinedy.ChatOps.Presentation.Timelines;

/// <summary>The picture of a run in time: what was planned, what really was, the hours that were agreed on, and what stands out.</summary>
public static class TimelineWriter
{
    /// <summary>A picture narrower than this would be all edge.</summary>
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);

    /// <summary>Before a scheduled moment, so that it is not the edge itself.</summary>
    private static readonly TimeSpan Lead = TimeSpan.FromMinutes(10);

    /// <summary>Agreed hours are shown whole as long as they make the picture of what happens at most so many times as wide, or are no longer than a usual night.</summary>
    private const int MostTimes = 4;
    private static readonly TimeSpan UsualNight = TimeSpan.FromHours(2);

    public static Timeline Draw(RunView view, IReadOnlyList<JournalEntry> journal)
    {
        var run = view.Run;
        var now = run.EndedAt ?? view.Now;
        var rows = TimelineRows.Of(view, now);
        var bands = TimelineBands.Of(view);
        var frame = Stretch(Frame(run, rows, now), bands);
        return new(frame.From, frame.To, now, rows, TimelineFlags.Of(view, journal))
        {
            Bands = [.. bands.Where(band => band.Span.From < frame.To && band.Span.To > frame.From)],
        };
    }

    /// <summary>All that happens and is planned. The days before a scheduled night would press the night into a corner, so there it begins with the night.</summary>
    private static Span Frame(Run run, ImmutableArray<TimelineRow> rows, DateTimeOffset now)
    {
        var isNight = run.Appointment is not null && now >= run.BeginsAt || run.Status == RunStatus.Scheduled;
        var from = isNight ? rows.Select(row => row.Plan?.From).OfType<DateTimeOffset>().Append(run.BeginsAt - Lead).Min() : run.StartedAt;
        var to = rows.SelectMany(row => new[] { row.Plan?.To, row.Real?.To, row.ExpectedEnd }).OfType<DateTimeOffset>().Append(now).Append(from + Shortest).Max();
        return new(from, to);
    }

    private static Span Stretch(Span frame, ImmutableArray<Band> bands)
    {
        var most = TimeSpan.FromTicks(Math.Max(frame.Length.Ticks * MostTimes, UsualNight.Ticks));
        foreach (var band in bands)
        {
            if (band.Span.From < frame.From && frame.To - band.Span.From <= most) frame = frame with { From = band.Span.From };
            if (band.Span.To > frame.To && band.Span.To - frame.From <= most) frame = frame with { To = band.Span.To };
        }
        return frame;
    }
}
