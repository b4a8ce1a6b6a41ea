using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Calendar;
using Tinedy.ChatOps.Presentation.Boards;

namespace Tinedy.ChatOps.Presentation.Timelines;

/// <summary>The agreed hours of a run, with both their ends named.</summary>
internal static class TimelineBands
{
    public static ImmutableArray<Band> Of(RunView view)
    {
        var (run, access) = (view.Run, view.Access);
        var bands = ImmutableArray.CreateBuilder<Band>();
        if (RunWindow.Nearest(run, access) is { } window)
            bands.Add(new("window", "Maintenance window", new(window.From, window.To), $"{window.From} opens", $"{window.To} window closes"));
        if (run.ChangedAt is { } changed && RunWindow.RollbackCloses(run, access) is { } closes)
            bands.Add(new("rollback-window", "Rollback window", new(changed, closes), $"{changed} first change", $"{closes} rollback window closes"));
        return bands.ToImmutable();
    }
}
