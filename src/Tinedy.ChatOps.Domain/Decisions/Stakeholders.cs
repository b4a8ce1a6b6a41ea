using System.Globalization;
using Tinedy.ChatOps.Domain.Access;
using Tinedy.ChatOps.Domain.Calendar;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Domain.Text;

namespace Tinedy.ChatOps.Domain.Decisions;

/// <summary>
/// Messages for stakeholders: what they notice, what to do, when we write next; no step numbers, no tool names.
/// Each is shown whole to its sender, who changes it where it is not true.
/// </summary>
public static class Stakeholders
{
    /// <summary>By when people hear something again while nothing is decided.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);

    /// <summary>What there is to tell now.</summary>
    public static News Suggested(Run run) => run switch
    {
        { Status: RunStatus.Completed } => News.Completed,
        { Status: RunStatus.RolledBack or RunStatus.RollingBack } => News.RolledBack,
        { OpenAlert: not null } => News.Alert,
        { Status: RunStatus.Scheduled } => News.Planned,
        _ => run.Told.All(told => told.About == News.Planned) ? News.Start : News.Delay,
    };

    public static string Draft(Run run, AccessDirectory access, News about, DateTimeOffset now)
    {
        var zone = RunWindow.Zone(run, access);
        return about switch
        {
            News.Planned => $"The database upgrade of {run.Environment} is planned for {Day(run.Appointment?.At ?? now)}{Until(RunWindow.Of(run, access)?.To, " to")} {zone.Id}. You need to do nothing before. We write again when it begins.",
            News.Start => $"The database upgrade of {run.Environment} has begun ({Clock(run.BeginsAt)}{Until(Expected(run, access), " to about")} {zone.Id}). You need to do nothing. We write again when it is finished.",
            News.Delay => $"The upgrade takes longer than planned{Until(Expected(run, access), ", which was")}. No data is affected. {Next()}",
            News.Alert => $"{run.Environment} may be slow or unavailable since {Clock(run.OpenAlert?.Since ?? now)} {zone.Id}. The team is deciding whether to return to the previous version. Save your work now. {Next()}",
            News.RolledBack => $"{run.Environment} went back to the previous version at {Clock(run.Rollback?.EndedAt ?? now)} {zone.Id} and works.{Loss()} A new date follows.",
            _ => $"The upgrade was finished at {Clock(run.EndedAt ?? now)} {zone.Id}. {run.Environment} works normally. If something looks wrong, tell the support team.",
        };

        string Clock(DateTimeOffset at) => Durations.Clock(at, zone);
        string Day(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, zone).ToString("ddd yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        string Until(DateTimeOffset? end, string word) => end is { } at ? $"{word} {Clock(at)}" : "";
        string Next() => $"Next message by {Clock(now + Patience)} {zone.Id}.";

        string Loss() => CommandBinding.Restored(run) is { } restored ? $" Entries made between {Clock(restored.File.MadeAt)} and {Clock(restored.At)} are missing." : "";
    }

    /// <summary>When it should be over: as long as it usually takes, else when its window closes. Null: nobody knows.</summary>
    private static DateTimeOffset? Expected(Run run, AccessDirectory access) => run.Usually is { } usually ? run.BeginsAt + usually : RunWindow.Of(run, access)?.To;
}
