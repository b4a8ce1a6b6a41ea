using Tinedy.ChatOps.Application.Time;

namespace Tinedy.ChatOps.Core.Tests.RunServices;

public sealed class RetryAfterTests
{
    private static readonly DateTimeOffset Sent = new(2026, 11, 29, 22, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(3);

    [Theory]
    [InlineData("7", 7)]
    [InlineData(" 7 ", 7)]
    [InlineData("1.5", 1.5)]
    [InlineData("120", 120)]
    [InlineData("Sun, 29 Nov 2026 22:00:30 GMT", 30)]
    public void What_a_platform_asks_for_is_waited(string header, double seconds) =>
        RetryAfter.Read(header, Sent, Usual).ShouldBe(new(TimeSpan.FromSeconds(seconds), null));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("-999999999999999999999999")]
    [InlineData("soon")]
    [InlineData("NaN")]
    [InlineData("Sun, 29 Nov 2026 21:59:30 GMT")]
    public void What_cannot_be_waited_for_is_the_usual_wait(string? header) => RetryAfter.Read(header, Sent, Usual).ShouldBe(new(Usual, null));

    [Theory]
    [InlineData("121")]
    [InlineData("999999")]
    [InlineData("2147483648")]
    [InlineData("999999999999999999999999999999999999999999")]
    [InlineData("Mon, 30 Nov 2026 22:00:00 GMT")]
    [InlineData("Fri, 31 Dec 9999 23:59:59 GMT")]
    public void Nobody_waits_longer_than_the_longest_and_what_was_cut_is_known(string header) =>
        RetryAfter.Read(header, Sent, Usual).ShouldBe(new(RetryAfter.Longest, header));
}
