using System.Globalization;
using Tinedy.ChatOps.Core.Tests.Runs;
using Tinedy.ChatOps.Domain.Decisions;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Domain.Time;

namespace Tinedy.ChatOps.Core.Tests.Calendar;

/// <summary>Every zone's clock changes over ten years, against a reader of the tz database that is not ours.</summary>
public sealed class ClockChangeTests
{
    private static readonly IReadOnlyList<ClockChange> Changes = Zdump.Changes(2026, 2036);

    [Fact]
    public void Ten_years_of_changes_are_there_and_of_many_zones()
    {
        Changes.Count.ShouldBeGreaterThan(2_000);
        Changes.Select(change => change.Zone).Distinct().Count().ShouldBeGreaterThan(100);
    }

    [Fact]
    public void What_a_clock_shows_near_a_change_is_one_moment_or_two_or_none_as_it_was_set()
    {
        foreach (var change in Changes)
        {
            var zone = Zones.Find(change.Zone)!;
            foreach (var wall in Near(change))
            {
                var expected = change.MomentsOf(wall);
                var known = LocalTime.Of(wall, zone);
                var moments = known switch
                {
                    LocalTime.Once once => [once.At],
                    LocalTime.Twice twice => [twice.First, twice.Second],
                    _ => Array.Empty<DateTimeOffset>(),
                };
                moments.SequenceEqual(expected).ShouldBeTrue($"{wall:O} in {change.Zone}");
                if (known is LocalTime.Never never) (never.Before, never.After).ShouldBe(change.Edges, $"{wall:O} in {change.Zone}");
            }
        }
    }

    [Fact]
    public void A_run_that_is_scheduled_near_a_change_begins_once_or_is_told_beforehand_that_the_time_does_not_exist()
    {
        var (begun, told) = (0, 0);
        foreach (var change in Changes)
            foreach (var wall in Hard(change))
            {
                var typed = wall.ToString("yyyy-MM-dd HH:mm ", CultureInfo.InvariantCulture) + change.Zone;
                var (scheduled, refused) = CalendarRules.Appoint(typed, Paper.Small, "prod", Crew.Access, change.At.AddHours(-30));
                if (change.MomentsOf(wall) is [var first, ..])
                {
                    BeginsOnce(scheduled.ShouldNotBeNull(typed), first);
                    begun++;
                }
                else
                {
                    SentenceRules.OfRefusal(refused.ShouldNotBeNull(typed).Text);
                    refused.Text.ToString().ShouldContain(" does not exist in ");
                    told++;
                }
            }
        begun.ShouldBeGreaterThan(4_000);
        told.ShouldBeGreaterThan(1_000);
    }

    private static void BeginsOnce(RunEvent.Scheduled scheduled, DateTimeOffset first)
    {
        scheduled.At.ShouldBe(first);
        var story = new Story(Ready, Crew.Access).Given(Crew.DevOps, scheduled);
        Agenda.NextAt(story.Run, story.Access).ShouldBe(first);
        Agenda.Due(story.Run, story.Access, first.AddTicks(-1)).ShouldBeEmpty();
        Agenda.Due(story.Run, story.Access, first).ShouldHaveSingleItem().ShouldBeOfType<RunEvent.Begun>();
        story.Given(Actor.Bot, new RunEvent.Begun());
        Agenda.Due(story.Run, story.Access, first.AddDays(2)).ShouldBeEmpty();
    }

    /// <summary>A runbook that lacks nothing: a single phase, no roles, no contacts.</summary>
    private static Runbook Ready { get; } = Paper.Read("# Ready\n## Work\n- [ ] Look\n");

    private static IEnumerable<DateTime> Near(ClockChange change)
    {
        var (one, other) = ((change.At + change.Before).UtcDateTime, (change.At + change.After).UtcDateTime);
        var (from, to) = one < other ? (one, other) : (other, one);
        for (var wall = from.AddHours(-1); wall <= to.AddHours(1); wall = wall.AddMinutes(5)) yield return wall;
        yield return from.AddMinutes(-1);
        yield return to.AddMinutes(-1);
    }

    /// <summary>Its edges and its middle.</summary>
    private static IEnumerable<DateTime> Hard(ClockChange change)
    {
        var (one, other) = ((change.At + change.Before).UtcDateTime, (change.At + change.After).UtcDateTime);
        var (from, to) = one < other ? (one, other) : (other, one);
        return [from.AddMinutes(-1), from, from + (to - from) / 2, to.AddMinutes(-1), to];
    }
}
