using Tinedy.ChatOps.Application.Time;
using Tinedy.ChatOps.Chat.Client;
using Tinedy.ChatOps.Core.Tests.RunServices;

namespace Tinedy.ChatOps.Core.Tests.Conversations;

public sealed class RateLimiterTests
{
    private readonly JumpingClock clock = new();
    private readonly RateLimiter<string> limits;

    public RateLimiterTests() => limits = new((_, _) => new OneAMinute(), clock);

    [Fact]
    public void Limits_that_count_nothing_any_more_are_forgotten()
    {
        for (var second = 0; second < 10_000; second++)
        {
            limits.Take($"channel {second}").ShouldBeNull();
            clock.Pass(TimeSpan.FromSeconds(1));
        }
        limits.Count.ShouldBeLessThanOrEqualTo(1_024);
    }

    [Fact]
    public void What_still_counts_is_kept_however_many_come_behind_it()
    {
        limits.Take("busy").ShouldBeNull();
        limits.Close("closed", TimeSpan.FromMinutes(2));

        for (var other = 0; other < 10_000; other++) limits.Take($"channel {other}").ShouldBeNull();

        limits.Take("busy").ShouldBe(TimeSpan.FromMinutes(1));
        limits.Take("closed").ShouldBe(TimeSpan.FromMinutes(2));
        clock.Pass(TimeSpan.FromMinutes(1));
        limits.Take("busy").ShouldBeNull();
        limits.Take("closed").ShouldBe(TimeSpan.FromMinutes(1));
    }

    private sealed class OneAMinute : IRateLimit
    {
        private MonotonicTime next;

        public TimeSpan? Take(MonotonicTime now)
        {
            if (next > now) return next - now;
            next = now + TimeSpan.FromMinutes(1);
            return null;
        }

        public bool IsUnused(MonotonicTime now) => next <= now;
    }
}
