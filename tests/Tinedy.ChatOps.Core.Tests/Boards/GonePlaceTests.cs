using Tinedy.ChatOps.Application.Conversations;
using Tinedy.ChatOps.Core.Tests.Paging;
using Tinedy.ChatOps.Core.Tests.Runs;
using Tinedy.ChatOps.Domain.Access;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Presentation.Boards;

namespace Tinedy.ChatOps.Core.Tests.Boards;

/// <summary>A channel that takes nothing any more: whoever looks elsewhere reads it.</summary>
public sealed class GonePlaceTests
{
    private const string Channel = "slack:T024BE7LH/C0G9QF9C6";

    private readonly AccessDirectory access = new(Crew.Access.People, Crew.Access.Environments);

    [Fact]
    public void It_is_a_gap_on_the_board_while_the_run_goes_on_and_when_it_has_ended()
    {
        var story = new Story(Alarm.Runbook, access);
        Gone(story);
        Rows(story).ShouldContain(row => row.StartsWith($"Gap: {Channel} is not told anything since", StringComparison.Ordinal) && row.EndsWith(": is_archived.", StringComparison.Ordinal));
        story.Done(Crew.DevOps, new Command.Abort("prod-17", "the window is closed"));
        Rows(story).ShouldContain(row => row.StartsWith($"Gap: {Channel} is not told anything", StringComparison.Ordinal));

        access.Reach.Saw(story.Run.Id.Number, []);
        Rows(story).ShouldNotContain(row => row.Contains(Channel, StringComparison.Ordinal));
    }

    [Fact]
    public void Status_names_it_among_the_gaps()
    {
        var story = new Story(Alarm.Runbook, access);
        Gone(story);
        InfoReplies.Status(new InfoContext(story.Run, access, null, story.Now)).ShouldContain(line => line.ToString().Contains($"no board in {Channel}", StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_that_a_channel_does_not_take_is_a_gap_on_the_board_and_in_status_until_it_is_there()
    {
        var story = new Story(Alarm.Runbook, access);
        var file = new UnsentFile(Channel, "report", "The filled-in checklist of run 17", "Slack refused files.getUploadURLExternal: missing_scope", story.Now.AddMinutes(-10));
        access.Reach.Saw(story.Run.Id.Number, file, isSent: false);
        Rows(story).ShouldContain(row => row.StartsWith($"Gap: The filled-in checklist of run 17 is not in {Channel} since", StringComparison.Ordinal) && row.EndsWith(": Slack refused files.getUploadURLExternal: missing_scope.", StringComparison.Ordinal));
        InfoReplies.Status(new InfoContext(story.Run, access, null, story.Now)).ShouldContain(line => line.ToString().Contains("no file report in", StringComparison.Ordinal));
        story.Done(Crew.DevOps, new Command.Abort("prod-17", "the window is closed"));
        Rows(story).ShouldContain(row => row.Contains("is not in", StringComparison.Ordinal));

        access.Reach.Saw(story.Run.Id.Number, file, isSent: true);
        Rows(story).ShouldNotContain(row => row.Contains("is not in", StringComparison.Ordinal));
    }

    private void Gone(Story story) => access.Reach.Saw(story.Run.Id.Number, [new(Channel, "is_archived", story.Now.AddMinutes(-10))]);

    private static List<string> Rows(Story story) => [.. BoardWriter.Draw(ExampleRun.Look(story)).Attention.Select(row => row.Text.ToString())];
}
