using Tinedy.ChatOps.Domain.Decisions;
using Tinedy.ChatOps.Domain.Measurements;

namespace Tinedy.ChatOps.Core.Tests.Watching;

/// <summary>What was seen, and what it means.</summary>
public sealed class WatchJudgeTests
{
    [Theory]
    [InlineData("0", WatchState.Ok, "the value is 0")]
    [InlineData("3", WatchState.Failed, "the value is 3, expected = 0")]
    [InlineData("NaN", WatchState.Inconclusive, "\"NaN\" is no number, expected = 0")]
    [InlineData("-Infinity", WatchState.Inconclusive, "\"-Infinity\" is no number, expected = 0")]
    [InlineData("three", WatchState.Inconclusive, "\"three\" is no number, expected = 0")]
    [InlineData("", WatchState.Inconclusive, "there is no value, expected = 0")]
    [InlineData(null, WatchState.Inconclusive, "there is no value, expected = 0")]
    public void A_number_meets_the_limit_or_is_none(string? value, WatchState state, string sentence)
    {
        var story = WatchedRun.Migrated();
        var result = WatchJudge.Of(story.Run, WatchedRun.Corruption, story.Seen() with { Value = value });
        (result.State, result.Sentence).ShouldBe((state, sentence));
    }

    [Fact]
    public void Slower_than_before_is_said_with_all_its_numbers()
    {
        var result = Judge(WatchedRun.Around(1.9));
        (result.State, result.Sentence).ShouldBe((WatchState.Failed, "the query has taken 2.4 times as long"));
        result.Measured.ShouldBe("1.9 s, was 0.8 s before 2.1.2, limit 1.2 s · 2.2 to 2.5 times");
    }

    [Theory]
    [InlineData(0.8, WatchState.Ok)]
    [InlineData(0.2, WatchState.Ok)]
    [InlineData(1.2, WatchState.Inconclusive)]
    [InlineData(1.4, WatchState.Failed)]
    public void Between_yes_and_no_lies_what_the_samples_do_not_tell(double seconds, WatchState state) => Judge(WatchedRun.Around(seconds)).State.ShouldBe(state);

    [Fact]
    public void Few_samples_tell_nothing() =>
        Judge(WatchedRun.Around(9, count: 6)).ShouldBe(new WatchResult(WatchState.Inconclusive, "6 samples are too few, at least 7 are needed"));

    [Fact]
    public void A_run_that_is_still_out_says_how_slow_it_is_at_least()
    {
        var result = Judge([], WatchedRun.Seconds(24));
        (result.State, result.Sentence, result.Measured).ShouldBe((WatchState.Failed, "the query has not come back within 24.0 s", "over 24.0 s, was 0.8 s before 2.1.2, limit 1.2 s"));
        Judge([], WatchedRun.Seconds(1.1)).State.ShouldBe(WatchState.Inconclusive, "it may yet have been fast enough");
    }

    [Fact]
    public void Without_a_baseline_nothing_is_compared()
    {
        var story = WatchedRun.Ready().Ran(WatchedRun.Migration);
        WatchJudge.Of(story.Run, WatchedRun.Slowness, story.Seen() with { Samples = WatchedRun.Around(9) })
            .ShouldBe(new WatchResult(WatchState.Inconclusive, "there is no baseline from before 2.1.2"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_could_not_be_seen_is_an_error_and_what_was_not_as_expected_a_failure_whatever_else_was_measured(bool trouble)
    {
        var story = WatchedRun.Migrated();
        var seen = story.Seen() with { Samples = WatchedRun.Around(0.1), Unmet = "expected status = 200, found 503", Trouble = trouble ? "it hung" : null };
        WatchJudge.Of(story.Run, WatchedRun.Slowness, seen).State.ShouldBe(trouble ? WatchState.Error : WatchState.Failed);
    }

    [Theory]
    [InlineData(0.00042, "0.42 ms")]
    [InlineData(0.0042, "4.2 ms")]
    [InlineData(0.042, "42 ms")]
    [InlineData(0.8, "0.8 s")]
    [InlineData(90, "1 min 30 s")]
    public void A_duration_has_the_digits_that_count(double seconds, string words) => WatchJudge.Say(TimeSpan.FromSeconds(seconds)).ShouldBe(words);

    private static WatchResult Judge(System.Collections.Immutable.ImmutableArray<TimeSpan> samples, TimeSpan? atLeast = null)
    {
        var story = WatchedRun.Migrated();
        return WatchJudge.Of(story.Run, WatchedRun.Slowness, story.Seen() with { Samples = samples, AtLeast = atLeast });
    }
}
