using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Domain.Time;

namespace Tinedy.ChatOps.Core.Tests.Calendar;

/// <summary>Windows of the day, as moments of one day: also over midnight and on the nights the clocks change.</summary>
public sealed class WindowTests
{
    [Theory]
    [InlineData("22:00-23:30 Europe/Berlin", "2026-11-22T21:15:00Z", "2026-11-22T21:00:00Z", "2026-11-22T22:30:00Z")]
    [InlineData("22:00-23:30", "2026-11-22T22:00:00Z", "2026-11-22T22:00:00Z", "2026-11-22T23:30:00Z")]
    [InlineData("23:00-01:00 UTC", "2026-11-23T00:30:00Z", "2026-11-22T23:00:00Z", "2026-11-23T01:00:00Z")]
    [InlineData("02:15-04:00 Europe/Berlin", "2027-03-28T01:00:00Z", "2027-03-28T01:00:00Z", "2027-03-28T02:00:00Z")]
    [InlineData("01:00-02:30 Europe/Berlin", "2027-10-31T01:00:00Z", "2027-10-30T23:00:00Z", "2027-10-31T01:30:00Z")]
    public void A_window_is_open_from_its_first_moment_to_its_last(string text, string at, string from, string to)
    {
        var window = Window.Read(text).ShouldNotBeNull();

        window.At(At(at), TimeZoneInfo.Utc).ShouldBe(new Opening(At(from), At(to)));
        window.At(At(to), TimeZoneInfo.Utc).ShouldBeNull();
        window.At(At(from).AddSeconds(-1), TimeZoneInfo.Utc).ShouldBeNull();
    }

    [Theory]
    [InlineData("at night")]
    [InlineData("22:00")]
    [InlineData("22:00-22:00 UTC")]
    [InlineData("22:00-23:30 Europe/Berln")]
    [InlineData("")]
    [InlineData(null)]
    public void What_is_no_window_is_none(string? text) => Window.Read(text).ShouldBeNull();

    [Fact]
    public void Without_any_zone_no_window_is_open() => Window.Read("00:00-23:59").ShouldNotBeNull().At(At("2026-11-22T12:00:00Z"), null).ShouldBeNull();

    [Theory]
    [InlineData("2h", "2026-11-22T23:00:00Z")]
    [InlineData("90m", "2026-11-22T22:30:00Z")]
    [InlineData("1d", "2026-11-23T21:00:00Z")]
    [InlineData("until 06:00 Europe/Berlin", "2026-11-23T05:00:00Z")]
    [InlineData("until 22:00 Europe/Berlin", "2026-11-23T21:00:00Z")]
    [InlineData("until 23:00", "2026-11-22T23:00:00Z")]
    public void A_rollback_window_closes_so_long_after_the_first_change_or_at_an_hour(string text, string closes) =>
        RollbackWindow.Read(text).ShouldNotBeNull().Closes(At("2026-11-22T21:00:00Z"), TimeZoneInfo.Utc).ShouldBe(At(closes));

    [Theory]
    [InlineData("two hours")]
    [InlineData("0h")]
    [InlineData("h")]
    [InlineData("until")]
    [InlineData("until late")]
    [InlineData("until 06:00 Nowhere/Town")]
    [InlineData(null)]
    public void What_is_no_rollback_window_is_none(string? text) => RollbackWindow.Read(text).ShouldBeNull();

    [Fact]
    public void A_window_that_cannot_be_read_is_said_with_its_line()
    {
        var reading = RunbookReader.Read("---\nwindow: at night\nrollback-window: soon\n---\n# T\n## Work\n- [ ] Look\n"u8.ToArray(), "t.md");

        reading.Diagnostics.Where(found => found.Code == "no-time").Select(found => (found.Line, found.Message)).ShouldBe([
            (2, "The front matter's \"window: at night\" cannot be read and has no effect. Write it like 22:00-23:30 Europe/Berlin."),
            (3, "The front matter's \"rollback-window: soon\" cannot be read and has no effect. Write it like 2h, or until 06:00 Europe/Berlin."),
        ]);
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
