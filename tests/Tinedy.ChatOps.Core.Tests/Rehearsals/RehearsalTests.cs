using Tinedy.ChatOps.Application.Paging;
using Tinedy.ChatOps.Core.Tests.Boards;
using Tinedy.ChatOps.Core.Tests.Runs;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Evidence;
using Tinedy.ChatOps.Presentation.Posts;

namespace Tinedy.ChatOps.Core.Tests.Rehearsals;

/// <summary>The same flow, marked everywhere, and nothing done.</summary>
public sealed class RehearsalTests
{
    private readonly Story story = new(rehearsal: Rehearsal.Printed);

    [Fact]
    public void Its_command_is_printed_and_what_is_shown_is_what_runs() =>
        story.When(Crew.Dba, new Command.RunStep("1.2.1")).Events.OfType<RunEvent.StepStarted>().Single().Command
            .ShouldBe("cat <<'END_OF_COMMAND'\npg_dump > backup_$(date +%Y%m%d_%H%M%S).sql\nEND_OF_COMMAND");

    [Fact]
    public void A_command_cannot_break_out_of_being_printed() =>
        new Story(Paper.Read("# X\n## W\n### S\n- [ ] Trick\n  ```bash\n  echo a\n  END_OF_COMMAND\n  rm -rf x\n  ```\n"), rehearsal: Rehearsal.Printed)
            .When(Crew.Dba, new Command.RunStep("1.1.1")).Events.OfType<RunEvent.StepStarted>().Single().Command.ShouldEndWith("\nEND_OF_COMMAND_");

    [Fact]
    public void It_needs_no_backup_that_was_never_made() =>
        story.Ran("1.2.1").Ran("1.2.2").Finished().Run.AllItemsSettled.ShouldBeTrue();

    [Fact]
    public void Board_notices_pages_and_paper_say_that_it_is_one()
    {
        story.Done(Crew.Sam, new Command.Page("dba", "is this thing on"));

        var board = ExampleRun.Draw(story);
        board.Header.ToString().ShouldStartWith("Rehearsal · ");
        board.Aloud.ToString().ShouldStartWith("Rehearsal · ");
        PageWriter.Letter(new(story.Run, story.Access, story.Run.Alerts[0], story.Run.Alerts[0].Pages[0], Crew.Dba)).Text.ToString().ShouldStartWith("Rehearsal · ");
        RunReport.Of(story.Run, story.Access, "", RunForecast.None).Closing[0].ShouldBe("REHEARSAL: no command was run, each was only printed.");
        ThreadWriter.Channel(ExampleRun.Look(story.Done(Crew.Dba, new Command.Abort("prod-17", "enough for today"))), story.Journal)
            .ShouldAllBe(notice => notice.Text.ToString().StartsWith("Rehearsal · ", StringComparison.Ordinal));
    }

    [Fact]
    public void What_was_only_printed_tells_nothing_of_how_long_it_takes() =>
        RunForecast.From("prod", [story.Ran("1.2.1").Journal]).Of(story.Runbook.Find("1.2.1")!).ShouldBeNull();
}
