namespace Tinedy.ChatOps.Teams.Tests.Mirrors;

/// <summary>
/// One run on both platforms, and somebody breaks glass: two channels and each person with a role, on each platform, have to hear of it. One
/// of these destinations fails, in each way there is, and all others hear of it all the same.
/// </summary>
public sealed class EveryDestinationAlone(BothChats chats) : IClassFixture<BothChats>
{
    private static readonly string[] Ways = ["Http500", "Hang", "Drop", "Refuse", "Gone", "Throttle"];

    /// <summary>One of each kind: the people of a platform differ in nothing but their name.</summary>
    private static readonly string[] Failing = [BothChats.SlackChannel, BothChats.TeamsChannel, "slack po", "teams po"];

    public static TheoryData<string, string> Failures { get; } = [.. Failing.SelectMany(destination => Ways.Select(way => (destination, way)))];

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Whoever_fails_delays_nobody_else(string destination, string way)
    {
        var reason = chats.NextReason();
        chats.Break(destination, way);
        await chats.BreakGlassAsync(reason);

        foreach (var other in BothChats.Destinations.Where(other => other != destination)) await chats.UntilToldAsync(other, reason);

        await chats.UntilRefusalIsKnownAsync(destination, way);
        chats.Told(destination, reason).ShouldBe(0);
        chats.Mend(destination);
        if (await chats.IsHeardAgainAsync(destination, way)) await chats.UntilToldAsync(destination, reason);
        foreach (var each in BothChats.Destinations) chats.Told(each, reason).ShouldBeLessThanOrEqualTo(1, $"{each} was told twice.");
    }

    [Theory]
    [InlineData(BothChats.SlackChannel)]
    [InlineData(BothChats.TeamsChannel)]
    public async Task A_channel_that_is_gone_is_a_gap_on_the_other_board_and_in_status_is_not_asked_again_and_leaves_the_platform_well(string gone)
    {
        var other = gone == BothChats.SlackChannel ? BothChats.TeamsChannel : BothChats.SlackChannel;
        await chats.UntilBoardAsync(other, "is not told anything since", isThere: false);
        chats.Break(gone, "Gone");
        await chats.BreakGlassAsync(chats.NextReason());

        await chats.UntilBoardAsync(other, "is not told anything since");
        (await chats.StatusAsync()).ShouldContain("no board in");
        var asked = chats.CallsAt(gone);
        var reason = chats.NextReason();
        await chats.BreakGlassAsync(reason);
        await chats.UntilToldAsync(other, reason);
        chats.CallsAt(gone).ShouldBe(asked, "It was asked again.");
        (await chats.HealthAsync()).ShouldContain("\"slack\":\"well\"");
        (await chats.HealthAsync()).ShouldContain("\"teams\":\"well\"");

        // Somebody restores it and types there: it is tried again at once.
        chats.Mend(gone);
        await chats.IsHeardAgainAsync(gone, "Gone");
        await chats.UntilToldAsync(gone, reason);
        await chats.UntilBoardAsync(other, "is not told anything since", isThere: false);
    }
}
