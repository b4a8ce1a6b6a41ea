using System.Globalization;
using Tinedy.ChatOps.Core.People;
using Tinedy.ChatOps.Core.Runs;
using Tinedy.ChatOps.Core.Words;

namespace Tinedy.ChatOps.Core.Paging;

/// <summary>What people who are no engineers are told about.</summary>
public enum News { Start, Delay, Alert, RolledBack, Completed }

/// <summary>Something that stakeholders were told, at one address.</summary>
/// <param name="Seq">The entry that says so.</param>
/// <param name="To"><c>slack:TEAM/CHANNEL</c>, <c>email:crm@example.org</c>, the name of a webhook, <c>local</c>.</param>
public sealed record Told(int Seq, News About, string Text, string To, Actor By, DateTimeOffset At)
{
    public Delivery? Last { get; init; }
}

/// <summary>
/// Messages for stakeholders (conversation, section 7): what they notice, what to do, when we write next; no step numbers, no tool names.
/// Each is shown whole to its sender, who changes it where it is not true.
/// </summary>
internal static class Stakeholders
{
    /// <summary>What there is to tell now.</summary>
    public static News Suggested(Run run) => run switch
    {
        { Status: RunStatus.Completed } => News.Completed,
        { Status: RunStatus.RolledBack or RunStatus.RollingBack } => News.RolledBack,
        { OpenAlert: not null } => News.Alert,
        { Told.IsEmpty: true } => News.Start,
        _ => News.Delay,
    };

    public static string Draft(Run run, News about, DateTimeOffset now) => about switch
    {
        News.Start => $"The database upgrade of {run.Environment} has begun ({Clock(run.StartedAt)}). You need to do nothing. We write again when it is finished.",
        News.Delay => "The upgrade takes longer than planned. No data is affected. We write again when it is finished.",
        News.Alert => $"{run.Environment} may be slow or unavailable since {Clock(run.OpenAlert?.Since ?? now)}. The team is deciding whether to return to the previous version. Save your work now. We write again within half an hour.",
        News.RolledBack => $"{run.Environment} went back to the previous version at {Clock(run.Rollback?.EndedAt ?? now)} and works.{Loss(run)} A new date follows.",
        _ => $"The upgrade was finished at {Clock(run.EndedAt ?? now)}. {run.Environment} works normally. If something looks wrong, tell the support team.",
    };

    private static string Loss(Run run) =>
        run.Runbook.RollbackSteps.Where(run.IsSettled).Where(item => run[item].LastAttempt?.Ending?.Outcome == Outcome.Succeeded)
            .Select(item => Binding.BoundFile(run, item)).FirstOrDefault(bound => bound is not null) is { } restored
            ? $" Entries made after {Clock(restored.File.MadeAt)} are missing."
            : "";

    private static string Clock(DateTimeOffset at) => Durations.Clock(at, TimeZoneInfo.Utc) + " UTC";

    /// <summary>For means outside chat.</summary>
    public static PageMessage Message(Run run, Told told, QueuedPage queued)
    {
        var (means, address) = told.To.Split(':', 2) is [var scheme, var rest] ? (scheme, rest) : (told.To, null);
        var key = string.Create(CultureInfo.InvariantCulture, $"run-{run.Id}/news-{told.Seq}");
        return new(queued, key, means, "stakeholders", address, $"[{run.Environment}] {told.Text.Split('.')[0]}.", told.Text, told.Text) { IsUrgent = false };
    }
}
