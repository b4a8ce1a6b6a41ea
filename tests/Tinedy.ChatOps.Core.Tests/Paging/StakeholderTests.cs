using Tinedy.ChatOps.Core.Paging;
using Tinedy.ChatOps.Core.People;
using Tinedy.ChatOps.Core.Runs;
using Tinedy.ChatOps.Core.Tests.Runs;

namespace Tinedy.ChatOps.Core.Tests.Paging;

/// <summary>What people who are no engineers are told, by whom and where.</summary>
public sealed class StakeholderTests
{
    private static readonly House Told = new(Crew.House.People, [Crew.Prod with { Stakeholders = ["slack:T1/C9", "email:crm@example.com"] }]);

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
    public void A_draft_holds_no_step_number_and_no_tool()
    {
        foreach (var about in Enum.GetValues<News>())
        {
            var draft = Stakeholders.Draft(story.Run, about, story.Now);
            draft.ShouldNotMatch(@"\d+\.\d+\.\d+|prisma|pg_dump|psql");
            draft.Length.ShouldBeInRange(40, 300);
        }
    }
}
