using Tinedy.ChatOps.Domain.Measurements;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Domain.Watchers;

namespace Tinedy.ChatOps.Core.Tests.Watching;

/// <summary>O ok, F failed, I inconclusive, E error: one check a letter, and what people are told after it.</summary>
public sealed class StreakTests
{
    private static readonly WatchPlan Plan = new() { Failures = 3, Inconclusive = 4, Errors = 5 };

    [Theory]
    [InlineData("O", "O")]
    [InlineData("FFFF", "--FF")]
    [InlineData("FFOFF", "--O--")]
    [InlineData("IIIII", "---II")]
    [InlineData("EEEEEE", "----EE")]
    [InlineData("IIIOIII", "---O---")]
    public void What_lasts_is_told_and_one_good_check_ends_it(string checks, string told) => Told(checks).ShouldBe(told);

    [Theory]
    [InlineData("FIFIFI", "---III")]
    [InlineData("IEIEIE", "----IE")]
    [InlineData("FFIFFF", "---IIF")]
    public void Answers_that_take_turns_are_asked_about_too(string checks, string told) => Told(checks).ShouldBe(told);

    [Fact]
    public void It_has_been_so_since_the_first_of_the_row()
    {
        var at = new DateTimeOffset(2026, 11, 22, 21, 30, 0, TimeSpan.Zero);
        Streak.None.And(WatchState.Ok, at).And(WatchState.Failed, at.AddMinutes(1)).And(WatchState.Failed, at.AddMinutes(2)).Since.ShouldBe(at.AddMinutes(1));
    }

    private static string Told(string checks)
    {
        var streak = Streak.None;
        return string.Concat(checks.Select(letter => (streak = streak.And(Enum.GetValues<WatchState>().First(state => state.ToString()[0] == letter), default)).Verdict(Plan)?.ToString()[0] ?? '-'));
    }
}
