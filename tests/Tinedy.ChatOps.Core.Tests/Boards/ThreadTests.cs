using Tinedy.ChatOps.Core.Tests.Runs;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Presentation.Boards;
using Tinedy.ChatOps.Presentation.Posts;

namespace Tinedy.ChatOps.Core.Tests.Boards;

public sealed class ThreadTests
{
    [Fact]
    public void A_skip_that_was_undone_says_so_in_its_own_reply_and_a_new_one_holds()
    {
        var story = new Story().Skipped(Crew.Dba, "1.1.2").Done(Crew.Dba, new Command.Undo("1.1.2")).Skipped(Crew.Dba, "1.1.2");
        var replies = Thread(story);
        replies.Select(reply => reply.Withdrawn.ToString()).ShouldBe(["undone 21:32 UTC by @dba", ""], story.Run.ToString());
        replies[0].Whole.ToString().ShouldEndWith("\"not needed today\" · undone 21:32 UTC by @dba");
    }

    [Fact]
    public void A_signature_that_became_void_says_so_in_its_own_reply()
    {
        var story = new Story().Finished().Done(Crew.Lead, new Command.Sign("Lead Developer")).Done(Crew.Dba, new Command.Undo("1.1.1"));
        if (!story.Journal.Any(entry => entry.Event is RunEvent.SignOffVoided)) story.Given(Actor.Bot, new RunEvent.SignOffVoided("Lead Developer", "the settings of prod changed"));
        Thread(story).Single(reply => reply.Text.ToString().Contains(" signed · ", StringComparison.Ordinal)).Withdrawn.ToString().ShouldStartWith("void since ");
    }

    [Fact]
    public void What_is_read_aloud_does_not_repeat_a_page_and_counts_what_it_leaves_out()
    {
        var story = new Story(Paper.Read($"# Move\n## Work\n- [ ] {new string('x', 1_900)}\n- [ ] b\n"));
        var aloud = BoardWriter.Draw(ExampleRun.Look(story)).Aloud.ToString();
        aloud.Length.ShouldBeLessThan(400);
        aloud.ShouldContain("xxx… 1,781 more letters");
    }

    private static List<ThreadEntry> Thread(Story story) => [.. ThreadWriter.Thread(ExampleRun.Look(story), story.Journal)];
}
