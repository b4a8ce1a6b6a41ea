using Tinedy.ChatOps.Domain.Access;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Decisions;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Domain.Time;
using Tinedy.ChatOps.Presentation.Boards;

namespace Tinedy.ChatOps.Core.Tests.Calendar;

/// <summary>What people write as a moment, and what is answered where it is none.</summary>
public sealed class WrittenMomentTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 21, 30, 0, TimeSpan.Zero);

    private static readonly Runbook Windowed = Paper.Read("---\nwindow: 22:00-23:30 Europe/Berlin\n---\n# Windowed\n## Work\n- [ ] Look\n");

    [Theory]
    [InlineData("2026-12-01 22:00 Europe/Berlin", "2026-12-01T21:00:00Z", "Europe/Berlin")]
    [InlineData("2026-12-01T22:00 Europe/Berlin", "2026-12-01T21:00:00Z", "Europe/Berlin")]
    [InlineData("2026-12-01 22:00:07 UTC", "2026-12-01T22:00:07Z", "UTC")]
    [InlineData("2026-12-01 22:00 W. Europe Standard Time", "2026-12-01T21:00:00Z", "Europe/Berlin")]
    [InlineData("2026-12-01 22:00 central standard time (mexico)", "2026-12-02T04:00:00Z", "America/Mexico_City")]
    [InlineData("2026-12-01 22:00 europe/berlin", "2026-12-01T21:00:00Z", "Europe/Berlin")]
    [InlineData("tomorrow 22:00 Europe/Berlin", "2026-11-23T21:00:00Z", "Europe/Berlin")]
    [InlineData("today 23:00 Europe/Berlin", "2026-11-22T22:00:00Z", "Europe/Berlin")]
    [InlineData("Tomorrow 9:05 Asia/Tokyo", "2026-11-24T00:05:00Z", "Asia/Tokyo")]
    [InlineData("23:00 Europe/Berlin", "2026-11-22T22:00:00Z", "Europe/Berlin")]
    [InlineData("22:00 Europe/Berlin", "2026-11-23T21:00:00Z", "Europe/Berlin")]
    [InlineData("2026-12-01T22:00Z", "2026-12-01T22:00:00Z", "UTC")]
    [InlineData("2026-12-01t22:00z", "2026-12-01T22:00:00Z", "UTC")]
    [InlineData("2026-12-01T22:00:00.000Z", "2026-12-01T22:00:00Z", "UTC")]
    [InlineData("2026-12-01T22:00:07+02:00", "2026-12-01T20:00:07Z", "+02:00")]
    [InlineData("2026-12-01 22:00 +02:00", "2026-12-01T20:00:00Z", "+02:00")]
    [InlineData("2026-12-01 22:00+0530", "2026-12-01T16:30:00Z", "+05:30")]
    [InlineData("2026-12-01 22:00 -05", "2026-12-02T03:00:00Z", "-05:00")]
    [InlineData("2026-12-01T22:00+00:00", "2026-12-01T22:00:00Z", "UTC")]
    [InlineData("tomorrow 22:00+02:00", "2026-11-23T20:00:00Z", "+02:00")]
    [InlineData("22:00 Z", "2026-11-22T22:00:00Z", "UTC")]
    [InlineData("02:30 Pacific/Auckland", "2026-11-23T13:30:00Z", "Pacific/Auckland")]
    public void A_moment_is_read_in_its_zone(string typed, string at, string zone)
    {
        var (scheduled, refused) = Appoint(typed);

        refused.ShouldBeNull(refused?.Text.ToString());
        (scheduled!.At, scheduled.Zone).ShouldBe((DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture), zone));
    }

    [Theory]
    [InlineData("", "Not scheduled: say when, as in schedule 2026-12-01 22:00 Europe/Berlin.")]
    [InlineData("soon", "Not scheduled: \"soon\" is no moment. Write one like 2026-12-01 22:00 Europe/Berlin, tomorrow 22:00, or 22:00.")]
    [InlineData("25:00 UTC", "Not scheduled: \"25:00 UTC\" is no moment. Write one like 2026-12-01 22:00 Europe/Berlin, tomorrow 22:00, or 22:00.")]
    [InlineData("2026-02-30 22:00 UTC", "Not scheduled: \"2026-02-30 22:00 UTC\" is no moment. Write one like 2026-12-01 22:00 Europe/Berlin, tomorrow 22:00, or 22:00.")]
    [InlineData("22:00 Europe/Berln", "Not scheduled: there is no time zone \"Europe/Berln\". Write one like Europe/Berlin or UTC behind the time.")]
    [InlineData("22:00 ../../etc/passwd", "Not scheduled: there is no time zone \"../../etc/passwd\". Write one like Europe/Berlin or UTC behind the time.")]
    [InlineData("2026-12-01T22:00+25:00", "Not scheduled: there is no time zone \"+25:00\". Write one like Europe/Berlin or UTC behind the time.")]
    [InlineData("22:00", "Not scheduled: the time zone is missing. Write it behind the time: 22:00 Europe/Berlin. Calendar:Zone in the settings names the usual one.")]
    [InlineData("2026-11-21 22:00 UTC", "Not scheduled: \"2026-11-21 22:00 UTC\" is in the past. Choose a moment that is still to come.")]
    [InlineData("today 21:30 UTC", "Not scheduled: Sun 2026-11-22 21:30 UTC is in the past. Choose a moment that is still to come.")]
    [InlineData("2029-01-01 22:00 UTC", "Not scheduled: \"2029-01-01 22:00 UTC\" is more than two years ahead. Choose a moment before that.")]
    [InlineData("9999-12-31 23:59 UTC", "Not scheduled: \"9999-12-31 23:59 UTC\" is more than two years ahead. Choose a moment before that.")]
    [InlineData("2027-03-28 02:30 Europe/Berlin",
        "Not scheduled: 2027-03-28 02:30 does not exist in Europe/Berlin, the clocks are set forward. Write 2027-03-28 01:59 or 2027-03-28 03:00.")]
    [InlineData("2027-10-03 02:15 Australia/Lord_Howe",
        "Not scheduled: 2027-10-03 02:15 does not exist in Australia/Lord_Howe, the clocks are set forward. Write 2027-10-03 01:59 or 2027-10-03 02:30.")]
    public void What_is_no_moment_to_schedule_for_is_refused_in_words(string typed, string words)
    {
        var refused = Appoint(typed).Refused.ShouldNotBeNull();

        refused.Text.ToString().ShouldBe(words);
        SentenceRules.OfRefusal(refused.Text);
    }

    [Fact]
    public void A_moment_with_an_offset_is_said_in_that_offset_and_survives_the_journal()
    {
        var scheduled = Appoint("2026-12-01T22:00+02:00").Scheduled!;

        CalendarRows.Said(scheduled).ToString().ShouldBe("scheduled it for Tue 2026-12-01 22:00 +02:00");
        LocalTime.Say(scheduled.At, Zones.Find(scheduled.Zone)!).ToString().ShouldBe("Tue 2026-12-01 22:00 +02:00");
        Window.Read("22:00-23:30 +02:00").ShouldNotBeNull().At(scheduled.At, null).ShouldNotBeNull().From.ShouldBe(scheduled.At);
    }

    [Fact]
    public void Of_two_moments_on_the_night_the_clocks_are_set_back_it_is_the_first_and_that_is_said()
    {
        var scheduled = Appoint("2027-10-31 02:30 Europe/Berlin").Scheduled!;

        (scheduled.At, scheduled.Second).ShouldBe((new(2027, 10, 31, 0, 30, 0, TimeSpan.Zero), new DateTimeOffset(2027, 10, 31, 1, 30, 0, TimeSpan.Zero)));
        CalendarRows.Said(scheduled).ToString().ShouldBe("scheduled it for Sun 2027-10-31 02:30 Europe/Berlin (the first of two), because clocks there show that time twice");
    }

    [Fact]
    public void Without_a_zone_it_is_the_windows_else_that_of_the_settings()
    {
        var access = Crew.Access.With(new CalendarPolicy { Zone = Zones.Find("Asia/Tokyo") });

        CalendarRules.Appoint("22:30", Windowed, "prod", access, Now).Scheduled!.Zone.ShouldBe("Europe/Berlin");
        CalendarRules.Appoint("22:30", Paper.Small, "prod", access, Now).Scheduled!.Zone.ShouldBe("Asia/Tokyo");
        CalendarRules.Appoint("22:30 UTC", Windowed, "prod", access, Now).Scheduled!.Zone.ShouldBe("UTC");
    }

    [Theory]
    [InlineData("22:30", "2026-11-23T22:30:00Z", null)]
    [InlineData("2026-11-24 03:00", "2026-11-24T03:30:00Z", true)]
    public void A_moment_in_the_runbooks_window_has_its_end_and_one_elsewhere_moves_it(string typed, string closes, bool? moved)
    {
        var scheduled = CalendarRules.Appoint(typed, Windowed, "prod", Crew.Access, Now).Scheduled!;

        (scheduled.Closes, scheduled.MovesWindow).ShouldBe((DateTimeOffset.Parse(closes, System.Globalization.CultureInfo.InvariantCulture), moved));
    }

    [Fact]
    public void In_a_freeze_nothing_is_scheduled_and_who_can_lift_it_is_named()
    {
        var berlin = Zones.Find("Europe/Berlin")!;
        var freeze = new Freeze(Now.AddDays(1), Now.AddDays(3), berlin, "year-end", "prod", ["Technical Lead"]);
        var access = Crew.Access.With(new CalendarPolicy { Freezes = [freeze] });

        var refused = CalendarRules.Appoint("2026-11-24 22:00 Europe/Berlin", Paper.Small, "prod", access, Now).Refused.ShouldNotBeNull();
        refused.Text.ToString().ShouldBe("Not scheduled: prod is frozen until Wed 2026-11-25 22:30 Europe/Berlin: \"year-end\". @chief or @omar can lift it in the settings.");
        SentenceRules.OfRefusal(refused.Text);
        CalendarRules.Appoint("2026-11-24 22:00 Europe/Berlin", Paper.Small, "staging", access, Now).Refused.ShouldBeNull();
        CalendarRules.Appoint("2026-11-25 22:30 Europe/Berlin", Paper.Small, "prod", access, Now).Refused.ShouldBeNull();
    }

    private static (RunEvent.Scheduled? Scheduled, Refusal? Refused) Appoint(string typed) => CalendarRules.Appoint(typed, Paper.Small, "prod", Crew.Access, Now);
}
