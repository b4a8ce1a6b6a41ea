using System.Text.RegularExpressions;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Evidence;
using Tinedy.ChatOps.Postgres.Journal;
using Tinedy.ChatOps.Tests.Host;
using Tinedy.ChatOps.Tests.Scenes;

namespace Tinedy.ChatOps.Tests.Crashes;

/// <summary>
/// The service dies as by <c>kill -9</c> at each point, and is started again: nothing acknowledged is lost, nothing runs twice,
/// the board is right.
/// </summary>
public sealed partial class CrashMatrix(CrashStories stories) : IClassFixture<CrashStories>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(CrashStories.Strikes), MemberType = typeof(CrashStories))]
    public async Task A_click_answered_before_the_crash_is_in_the_journal_once(string strike)
    {
        var story = await stories.AtAsync(strike);
        foreach (var (click, answer) in story.AnsweredBefore)
        {
            answer.Kind.ShouldBe("Done", $"{click.Text}: {answer.Text}");
            await HappenedOnceAsync(story, click);
        }
    }

    [Theory]
    [MemberData(nameof(CrashStories.Strikes), MemberType = typeof(CrashStories))]
    public async Task The_click_in_flight_pressed_again_with_its_key_has_one_effect(string strike)
    {
        var story = await stories.AtAsync(strike);
        if (story.InFlight is not { } click) return;
        story.AnswerToRepeat!.Kind.ShouldBe("Done", story.AnswerToRepeat.Text);
        await HappenedOnceAsync(story, click);
    }

    [Theory]
    [MemberData(nameof(CrashStories.Strikes), MemberType = typeof(CrashStories))]
    public async Task The_journal_holds_the_whole_run_and_nothing_twice(string strike)
    {
        var story = await stories.AtAsync(strike);
        (await story.Scene.EventsAsync(story.Run)).Select(happened => happened.GetType()).ShouldBe(Click.WholeJournal);
    }

    [Theory]
    [MemberData(nameof(CrashStories.Strikes), MemberType = typeof(CrashStories))]
    public async Task The_step_ran_once_and_its_true_outcome_is_known(string strike)
    {
        var story = await stories.AtAsync(strike);
        story.Scene.Starts().ShouldBe(1);
        var ending = (await story.Scene.EndingAsync(story.Run, SmallRunbook.Step));
        (ending.Outcome, ending.ExitCode).ShouldBe((Outcome.Succeeded, 0));
        ending.Tail.ShouldBe(["printed"]);
    }

    [Theory]
    [MemberData(nameof(CrashStories.Strikes), MemberType = typeof(CrashStories))]
    public async Task The_chain_is_intact_and_the_other_records_agree(string strike)
    {
        var story = await stories.AtAsync(strike);
        var run = new RunId(story.Run);
        var entries = await story.Scene.Journal.ReadAsync(run, 0, Ct);
        ChainVerifier.Verify(run, entries).ShouldBeEmpty();
        ChainVerifier.Runbook((await story.Scene.Journal.FindAsync(run, Ct))!, entries).ShouldBeEmpty();
        var facts = await story.Scene.Get<PostgresAudit>().ReadAsync(run, Ct);
        facts.MustReach.ShouldBe(entries.Count);
        facts.HoldsEnvironment.ShouldBeFalse("a completed run lets go of its environment");
    }

    [Theory]
    [MemberData(nameof(CrashStories.Strikes), MemberType = typeof(CrashStories))]
    public async Task The_restarted_service_draws_the_board_of_the_journal(string strike)
    {
        var story = await stories.AtAsync(strike);
        var drawn = BoardText.Of(await story.Scene.ScreenAsync(story.Run));
        story.Board.Version.ShouldBe(Click.WholeJournal.Count);
        story.Board.Lines.Select(WithoutMoment).ShouldBe(drawn.Lines.Select(WithoutMoment));
        story.Board.Buttons.ShouldBe(drawn.Buttons);
    }

    /// <summary>The chain is looked at whenever a board is drawn; when that was is no part of the journal.</summary>
    private static string WithoutMoment(string line) => LastLook().Replace(line, "checked, intact");

    [GeneratedRegex(@"checked \d\d:\d\d UTC, intact")]
    private static partial Regex LastLook();

    [Theory]
    [MemberData(nameof(CrashStories.Strikes), MemberType = typeof(CrashStories))]
    public async Task The_channel_has_one_board_and_each_notice_once(string strike)
    {
        var story = await stories.AtAsync(strike);
        (await Rooms.PostsAsync(story.Scene, "board")).Count.ShouldBe(1);
        var notices = await Rooms.PostsAsync(story.Scene, "notice");
        notices.ShouldBeUnique();
        notices.Count.ShouldBe((await story.Scene.ScreenAsync(story.Run)).Notices.Length);
    }

    [Theory]
    [MemberData(nameof(CrashStories.Strikes), MemberType = typeof(CrashStories))]
    public async Task The_page_reached_its_person_once(string strike)
    {
        var story = await stories.AtAsync(strike);
        (await Rooms.PrivatelyToldAsync(story.Scene, "dba")).Count(line => line.Contains("the disk is full", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(CrashStories.Strikes), MemberType = typeof(CrashStories))]
    public async Task Whoever_signs_was_asked_once(string strike)
    {
        var story = await stories.AtAsync(strike);
        (await Rooms.PrivatelyToldAsync(story.Scene, "dba")).Count(line => line.Contains("Database Administrator", StringComparison.Ordinal)).ShouldBe(1);
    }

    private static async Task HappenedOnceAsync(CrashStory story, Click click)
    {
        var past = await story.Scene.Journal.FindRequestAsync(click.Key, Ct);
        past.ShouldNotBeNull($"{click.Text} is lost").Run.Number.ShouldBe(story.Run);
        var events = await story.Scene.EventsAsync(story.Run);
        events.Count(click.Effect).ShouldBe(1, click.Text);
        events.Skip(past.FirstSeq - 1).Take(past.LastSeq - past.FirstSeq + 1).Count(click.Effect).ShouldBe(1, click.Text);
    }
}
