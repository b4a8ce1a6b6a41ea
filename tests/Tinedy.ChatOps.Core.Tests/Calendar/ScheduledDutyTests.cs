using Tinedy.ChatOps.Application.Conversations;
using Tinedy.ChatOps.Core.Tests.Boards;
using Tinedy.ChatOps.Core.Tests.RunServices;
using Tinedy.ChatOps.Core.Tests.Runs;
using Tinedy.ChatOps.Domain.Access;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.People;

namespace Tinedy.ChatOps.Core.Tests.Calendar;

/// <summary>What a person's own page says of a run that is still to come.</summary>
public sealed class ScheduledDutyTests
{
    private readonly Story story = ExampleRun.Scheduled();

    [Fact]
    public void It_stands_there_with_its_moment_and_what_the_person_owes_before_it()
    {
        var duty = Of(Crew.Dba);

        duty.State.ToString().ShouldBe("Scheduled · prod · Tue 2026-11-24 22:00 Europe/Berlin · 0 of 5 done");
        Rows(duty).ShouldBe(
        [
            "1.1.1 Plan reviewed · before the start (Mark done)",
            "1.1.2 Data approved · before the start (Mark done)",
            "1.1.3 Make the backup · before the start (Run…)",
        ]);
        Rows(Of(Crew.DevOps)).ShouldBe(["1.1.1 Plan reviewed · before the start (Mark done)", "1.1.3 Make the backup · before the start (Run…)"]);
        Rows(Of(Crew.Sam)).ShouldBeEmpty();
    }

    [Fact]
    public void What_is_settled_is_owed_no_more()
    {
        story.Ticked(Crew.Sam, "1.1.1").Ran("1.1.3");

        Rows(Of(Crew.Dba)).ShouldBe(["1.1.2 Data approved · before the start (Mark done)"]);
        Rows(Of(Crew.DevOps)).ShouldBeEmpty();
    }

    [Fact]
    public void A_gap_is_owed_by_the_operators_with_what_closes_it()
    {
        var gap = Rows(Of(Crew.Dba, Crew.Without(Crew.DevOps)))[^1];

        gap.ShouldStartWith("Gap: ");
        gap.ShouldContain("DevOps Engineer");
    }

    [Fact]
    public void Not_started_at_its_moment_an_operator_can_begin_it_from_there()
    {
        while (story.Now < story.Run.Appointment!.At) story.Later(1);
        story.Given(Actor.Bot, [.. story.When(Actor.Bot, new Command.Elapse()).Events]);

        Rows(Of(Crew.Dba))[0].ShouldBe("Not started at its moment, Tue 2026-11-24 22:00 Europe/Berlin (Start now)");
        Rows(Of(Crew.Sam)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Runs_that_go_on_come_first_and_then_what_is_scheduled_the_soonest_first()
    {
        var replicas = new ReplicaSet();
        foreach (var line in new[] { "schedule 2026-12-02 22:00 UTC prod", "schedule 2026-12-01 22:00 UTC prod", "start" })
            (await replicas.Conversation().SayAsync(Crew.Dba.Here(), $"/migrate {line}", line, TestContext.Current.CancellationToken)).ShouldBeOfType<Reply.Done>();

        (await replicas.Conversation().DutiesAsync(Crew.Dba.Here(), TestContext.Current.CancellationToken)).Select(duty => duty.ShortId).ShouldBe(["prod-3", "prod-2", "prod-1"]);
    }

    private PendingTasks Of(Person person, AccessDirectory? access = null) => PendingTasks.Of(new(story.Run, access ?? story.Access, person, story.Now));

    private static List<string> Rows(PendingTasks duty) =>
        [.. duty.Rows.Select(row => row.Text.ToString(TimeZoneInfo.Utc) + string.Concat(row.Buttons.Select(button => $" ({button.Label})")))];
}
