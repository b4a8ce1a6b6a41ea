using Tinedy.ChatOps.Core.Tests.Runs;
using Tinedy.ChatOps.Domain.Access;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Decisions;
using Tinedy.ChatOps.Domain.Events;

namespace Tinedy.ChatOps.Core.Tests.Paging;

/// <summary>What people who are no engineers are told, by whom and where.</summary>
public sealed class StakeholderTests
{
    private static readonly AccessDirectory Told = new(Crew.Access.People, [Crew.Prod with { Stakeholders = ["slack:T1/C9", "email:crm@example.com"] }]);

    private readonly Story story = new(Paper.Small, Told);

    [Fact]
    public void One_message_goes_to_every_address_and_ticks_the_item_that_asks_for_it() =>
        story.When(Crew.Dba, new Command.Tell(null, "The upgrade has begun.")).Then(
            new RunEvent.StakeholdersTold(News.Start, "The upgrade has begun.", "slack:T1/C9"),
            new RunEvent.StakeholdersTold(News.Start, "The upgrade has begun.", "email:crm@example.com"),
            new RunEvent.ItemTicked(story.Key("1.1.2"), "stakeholders were told"));

    [Fact]
    public void Only_operators_speak_for_the_team() =>
        story.When(Crew.Sam, new Command.Tell(null, "The upgrade has begun.")).Refused(RefusalReason.NotAnOperator);

    [Fact]
    public void Where_nobody_is_named_nothing_goes_anywhere() =>
        new Story().When(Crew.Dba, new Command.Tell(null, "The upgrade has begun.")).Refused(RefusalReason.NobodyToCall);

    [Fact]
    public void What_is_suggested_follows_the_run()
    {
        Stakeholders.Suggested(story.Run).ShouldBe(News.Start);
        story.Done(Crew.Dba, new Command.Tell(null, "The upgrade has begun."));
        Stakeholders.Suggested(story.Run).ShouldBe(News.Delay);
        Stakeholders.Suggested(story.Finished().Run).ShouldBe(News.Delay);
        Stakeholders.Suggested(new Story(Paper.Small, Told).RollingBack().Run).ShouldBe(News.RolledBack);
    }

    [Fact]
    public void A_scheduled_run_is_told_with_its_window_and_then_its_start_with_the_hour_it_should_end()
    {
        var at = new DateTimeOffset(2026, 12, 1, 21, 0, 0, TimeSpan.Zero);
        var planned = new Story(Paper.Small, Told).Given(Crew.DevOps, new RunEvent.Scheduled(at, "Europe/Berlin", "22:00") { Closes = at.AddMinutes(90) });

        Stakeholders.Suggested(planned.Run).ShouldBe(News.Planned);
        Stakeholders.Draft(planned.Run, Told, News.Planned, planned.Now).ShouldBe(
            "The database upgrade of prod is planned for Tue 2026-12-01 22:00 to 23:30 Europe/Berlin. You need to do nothing before. We write again when it begins.");

        planned.Done(Crew.Dba, new Command.Tell(null, "The upgrade is planned."));
        Stakeholders.Suggested(planned.Given(Crew.Dba, new RunEvent.Begun()).Run).ShouldBe(News.Start, "nobody was told yet that it has begun");
    }

    [Fact]
    public void After_a_restore_people_hear_which_entries_are_missing()
    {
        var back = new Story(Paper.Small, Told).Ran("1.2.1", Outcome.Succeeded, new Story().Backup()).RollingBack().Ticked(Crew.Dba, "3.1.1").Ran("3.1.2");
        Stakeholders.Draft(back.Run, Told, News.RolledBack, back.Now).ShouldContain("Entries made between 21:30 and 21:3");
    }

    [Fact]
    public void A_draft_holds_no_step_number_and_no_tool()
    {
        foreach (var about in Enum.GetValues<News>())
        {
            var draft = Stakeholders.Draft(story.Run, Told, about, story.Now);
            draft.ShouldNotMatch(@"\d+\.\d+\.\d+|prisma|pg_dump|psql");
            draft.Length.ShouldBeInRange(40, 300);
        }
    }
}
