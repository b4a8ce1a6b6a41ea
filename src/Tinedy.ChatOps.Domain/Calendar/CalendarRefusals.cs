using System.Globalization;
using Tinedy.ChatOps.Domain.Access;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Domain.Text;
using Tinedy.ChatOps.Domain.Time;

namespace Tinedy.ChatOps.Domain.Calendar;

/// <summary>Refusals about time, in the form of all others: what was refused, why, who can.</summary>
public static class CalendarRefusals
{
    private const string Example = "2026-12-01 22:00 Europe/Berlin";

    public static Refusal NotAMoment(string typed) => Of(RefusalReason.BadMoment, typed.Length == 0
        ? (Prose)$"Not scheduled: say when, as in schedule {(Prose)Example}."
        : $"Not scheduled: \"{typed}\" is no moment. Write one like {(Prose)Example}, tomorrow 22:00, or 22:00.");

    public static Refusal UnknownZone(Prose notDone, string typed) => Of(RefusalReason.BadMoment,
        $"{notDone}: there is no time zone \"{typed}\". Write one like Europe/Berlin or UTC behind the time.");

    public static Refusal NoZone(Prose notDone, string typed) => Of(RefusalReason.BadMoment,
        $"{notDone}: the time zone is missing. Write it behind the time: {typed} Europe/Berlin. Calendar:Zone in the settings names the usual one.");

    public static Refusal TooFar(Prose notDone, string typed) => Of(RefusalReason.BadMoment,
        $"{notDone}: \"{typed}\" is more than two years ahead. Choose a moment before that.");

    /// <param name="read">As it was understood; null where the day itself is over.</param>
    public static Refusal Past(Prose notDone, string typed, Prose? read) => Of(RefusalReason.BadMoment, read is null
        ? (Prose)$"{notDone}: \"{typed}\" is in the past. Choose a moment that is still to come."
        : $"{notDone}: {read} is in the past. Choose a moment that is still to come.");

    public static Refusal DoesNotExist(Prose notDone, DateTime wall, LocalTime.Never never, TimeZoneInfo zone) => Of(RefusalReason.BadMoment,
        $"{notDone}: {Wall(wall)} does not exist in {(Prose)zone.Id}, the clocks are set forward. Write {Wall(never.Before)} or {Wall(never.After)}.");

    public static Refusal Frozen(Prose notDone, string environment, Freeze freeze, IReadOnlyList<Person> lifters) => Of(RefusalReason.Frozen,
        $"{notDone}: {environment} is frozen until {freeze.Ends}: \"{freeze.Why}\". {(lifters.Count == 0 ? (Prose)"Whoever runs this service" : PersonNames.List(lifters))} can lift it in the settings.");

    public static Refusal NotOpenYet(Prose notDone, Run run, DateTimeOffset now) => Of(RefusalReason.WindowNotOpen,
        $"{notDone}: the window of {run.Environment} opens {run.Appointment!.When}, in {run.Appointment.At - now}. {run.Appointment.By}, who scheduled run {run.Id}, can move it with schedule.");

    /// <summary>Its moment is over and the gates were not met: only a person can begin it now.</summary>
    public static Refusal NotBegun(Prose notDone, Run run, IReadOnlyList<Person> operators) => Of(RefusalReason.WindowNotOpen,
        $"{notDone}: run {run.Id} did not start at its moment. {PersonNames.List(operators)} can begin it now or move it with schedule.");

    public static Refusal NothingToRollBack(Run run) => Of(RefusalReason.WindowNotOpen,
        $"Not started: run {run.Id} has not begun, so there is nothing to roll back. An operator can abort it.");

    public static Refusal HasBegun(Prose notDone, Run run) => Of(RefusalReason.HasBegun,
        $"{notDone}: run {run.Id} goes on since {run.BegunAt ?? run.StartedAt}. An operator can abort it and schedule a new one.");

    private static Prose Wall(DateTime at) => (Prose)at.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static Refusal Of(RefusalReason reason, Prose text) => new(reason, text);
}
