using Tinedy.ChatOps.Application.Conversations;
using Tinedy.ChatOps.Core.Tests.RunServices;

namespace Tinedy.ChatOps.Core.Tests.Conversations;

/// <summary>What a person is told when an answer takes long.</summary>
public sealed class AwaitedTests
{
    private readonly JumpingClock clock = new();

    [Fact]
    public async Task The_database_is_named_only_while_one_statement_has_kept_us_waiting()
    {
        var awaited = new WaitTracker(clock);
        await awaited.NotingAsync(() =>
        {
            for (var statement = 0; statement < 20; statement++)
                using (WaitTracker.For(WaitTracker.Database)) clock.Pass(TimeSpan.FromMilliseconds(200));
            awaited.What.ShouldBeNull("each was answered soon, and the machine is busy");
            using (WaitTracker.For(WaitTracker.Database))
            {
                clock.Pass(TimeSpan.FromMilliseconds(900));
                awaited.What.ShouldBeNull();
                clock.Pass(TimeSpan.FromMilliseconds(100));
                awaited.What.ShouldBe("the database");
            }
            awaited.What.ShouldBeNull("what comes behind it is not the database's");
            return Task.FromResult(true);
        });
        WaitTracker.For(WaitTracker.Database).ShouldBeNull("nobody waits for an answer here");
    }

    [Fact]
    public async Task Where_nothing_is_waited_for_nothing_is_blamed()
    {
        var awaited = new WaitTracker(clock);
        await awaited.NotingAsync(() =>
        {
            clock.Pass(TimeSpan.FromSeconds(10));
            return Task.FromResult(true);
        });
        SystemMessages.StillAsking(awaited.What).ToString().ShouldBe("Not known yet: this is still being worked on. The answer follows; pressing again is safe.");
    }
}
