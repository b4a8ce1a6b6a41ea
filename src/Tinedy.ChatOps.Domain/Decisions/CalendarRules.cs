using Tinedy.ChatOps.Domain.Access;
using Tinedy.ChatOps.Domain.Calendar;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Domain.Text;
using Tinedy.ChatOps.Domain.Time;

namespace Tinedy.ChatOps.Domain.Decisions;

/// <summary>When a run may begin, for which moment it may be scheduled, and who says so.</summary>
public static class CalendarRules
{
    /// <summary>What scheduling for this moment would write down, or why it may not be.</summary>
    /// <param name="when">As typed.</param>
    public static (RunEvent.Scheduled? Scheduled, Refusal? Refused) Appoint(string when, Runbook runbook, string environment, AccessDirectory access, DateTimeOffset now)
    {
        Prose notDone = $"Not scheduled";
        if (WrittenMoment.Read(when) is not { Rest: "" } moment) return (null, CalendarRefusals.NotAMoment(when));
        var window = Window.Read(runbook.FrontMatter.Window);
        var (at, zone, second, refused) = moment.Resolve(window?.Zone ?? access.Calendar.Zone, now, notDone);
        if (refused is not null) return (null, refused);
        if (UnlessFrozen(notDone, environment, access, at) is { } frozen) return (null, frozen);
        var opening = window?.At(at, access.Calendar.Zone ?? zone);
        return (new RunEvent.Scheduled(at, zone.Id, moment.Typed)
        {
            Closes = opening?.To ?? at + window?.Length,
            Second = second,
            MovesWindow = window is not null && opening is null ? true : null,
        }, null);
    }

    public static Refusal? UnlessFrozen(Prose notDone, string environment, AccessDirectory access, DateTimeOffset at) =>
        access.Calendar.FreezeOf(environment, at) is { } freeze ? CalendarRefusals.Frozen(notDone, environment, freeze, access.LiftersOf(freeze)) : null;

    public static Verdict Move(DecisionContext ask, Command.Schedule schedule)
    {
        var run = ask.Run;
        if (run.IsOver) return Refusals.RunEnded(run);
        if (run.Status != RunStatus.Scheduled) return CalendarRefusals.HasBegun($"Not scheduled", run);
        if (ask.UnlessOperator($"Not scheduled") is { } notOperator) return notOperator;
        return Appoint(schedule.When, run.Runbook, run.Environment, ask.Access, ask.Now) switch
        {
            ({ } scheduled, _) => scheduled,
            var (_, refused) => refused!,
        };
    }

    /// <summary>A person may begin what lacks something: the gates of its items hold all the same. Before its moment it has to be moved.</summary>
    public static Verdict Begin(DecisionContext ask)
    {
        Prose notDone = $"Not started";
        var run = ask.Run;
        if (run.IsOver) return Refusals.RunEnded(run);
        if (run.Status != RunStatus.Scheduled) return CalendarRefusals.HasBegun(notDone, run);
        if (ask.UnlessOperator(notDone) is { } notOperator) return notOperator;
        if (run.Appointment!.At > ask.Now && run.Appointment.Missed is null) return CalendarRefusals.NotOpenYet(notDone, run, ask.Now);
        if (UnlessFrozen(notDone, run.Environment, ask.Access, ask.Now) is { } frozen) return frozen;
        return new RunEvent.Begun();
    }

    /// <summary>Nothing behind the preparation happens before the run has begun.</summary>
    public static Refusal? UnlessAhead(DecisionContext ask, Prose notDone, Item item) => !ask.Run.IsAhead(item) ? null
        : ask.Run.Appointment!.Missed is null ? CalendarRefusals.NotOpenYet(notDone, ask.Run, ask.Now)
        : CalendarRefusals.NotBegun(notDone, ask.Run, ask.Operators);
}
