using System.Collections.Immutable;
using Tinedy.ChatOps.Core.Tests.Runs;
using Tinedy.ChatOps.Domain.Access;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Presentation.Boards;
using Tinedy.ChatOps.Presentation.Posts;
using Tinedy.ChatOps.Presentation.Screens;
using Tinedy.ChatOps.Presentation.Timelines;

namespace Tinedy.ChatOps.Core.Tests;

/// <summary>Whatever a run comes to can be shown: told once for every platform that has limits.</summary>
/// <param name="allFits">Draws everything there is to show and holds it against the platform's rules.</param>
public abstract class FittingContract(Action<Screen> allFits)
{
    [Fact]
    public void A_checklist_of_400_items_fits_in_every_state_of_its_run()
    {
        var story = new Story(Paper.Read(Big.Text));
        Fits(story);
        story.Ran("1.1.3", outcome: null);
        Fits(story);
        Fits(story.Ended("1.1.3", Outcome.Failed));
        Fits(story.Ran("1.1.3", Outcome.Unknown));
        Fits(story.Done(Crew.Dba, new Command.Judge("1.1.3", Done: true, Big.Long)).Done(Crew.DevOps, new Command.Judge("1.1.3", Done: true, Big.Long)));
        Fits(story.Finished());
        Fits(story.Done(Crew.Dba, new Command.Sign("Database Administrator", null, Big.Long)));
        Fits(story.RollingBack());
        Fits(story.Ran("11.1.1", outcome: null));
    }

    [Fact]
    public void Whatever_people_do_everything_that_is_shown_fits() => RandomRun.Always(walk =>
    {
        var seen = 0;
        foreach (var stride in walk.Strides)
        {
            seen += stride.Entries.Length;
            allFits(ScreenOf(stride.After, Crew.Access, [.. walk.Journal.Take(seen + 1)], stride.Entries[^1].At));
        }
    });

    private void Fits(Story story) => allFits(ScreenOf(story.Run, story.Access, story.Journal, story.Now));

    /// <summary>Everything that can be shown of a run at this moment.</summary>
    private static Screen ScreenOf(Run run, AccessDirectory access, IReadOnlyList<JournalEntry> journal, DateTimeOffset now)
    {
        var view = new RunView(run, access, ImmutableDictionary<AttemptId, Progress>.Empty, new string('7', 64), now);
        return new Screen(run, BoardWriter.Draw(view), Panels.All(view), ThreadWriter.Thread(view, journal), ThreadWriter.Channel(view, journal),
            TimelineWriter.Draw(view, journal), [], view.Head)
        { Letters = LetterWriter.Write(view, journal) };
    }
}
