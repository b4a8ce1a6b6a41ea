using Tinedy.ChatOps.Application.Conversations;
using Tinedy.ChatOps.Core.Tests;
using Tinedy.ChatOps.Core.Tests.Boards;
using Tinedy.ChatOps.Core.Tests.Runs;
using Tinedy.ChatOps.Slack.BlockKit;
using Tinedy.ChatOps.Slack.Dialogs;

namespace Tinedy.ChatOps.Slack.Tests.Drawing;

/// <summary>The App Home before a scheduled night.</summary>
public sealed class HomeTests
{
    [Fact]
    public void A_scheduled_run_is_listed_with_its_moment_and_whoever_owes_something_sees_it_with_its_button()
    {
        var story = ExampleRun.Scheduled();
        var view = HomeView.Draw([PendingTasks.Of(new(story.Run, story.Access, Crew.DevOps, story.Now))], DrawnBlocks.Markup);

        DrawnBlocks.Fits(view);
        Golden.Match(DrawnBlocks.Words(new("", view.Blocks)), "home-before-a-scheduled-night", Here());
    }

    private static string Here([System.Runtime.CompilerServices.CallerFilePath] string here = "") => here;
}
