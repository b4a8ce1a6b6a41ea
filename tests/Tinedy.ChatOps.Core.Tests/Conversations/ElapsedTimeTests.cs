using Tinedy.ChatOps.Application.Time;
using Tinedy.ChatOps.Chat.Client;
using Tinedy.ChatOps.Chat.Endpoints;
using Tinedy.ChatOps.Core.Tests.RunServices;

namespace Tinedy.ChatOps.Core.Tests.Conversations;

/// <summary>What is kept for a while is kept for that while, wherever somebody moves the wall clock.</summary>
public sealed class ElapsedTimeTests
{
    private readonly JumpingClock clock = new();

    public static TheoryData<TimeSpan> Jumps { get; } = [TimeSpan.FromHours(1), TimeSpan.FromHours(-1), TimeSpan.FromDays(400), TimeSpan.FromDays(-400)];

    [Theory]
    [MemberData(nameof(Jumps))]
    public void A_signature_that_was_used_is_refused_within_its_time_wherever_the_wall_clock_jumps(TimeSpan jump)
    {
        var replays = new ReplayGuard(clock);
        replays.TryUse("signature").ShouldBeTrue();

        clock.Jump(jump);
        for (var other = 0; other < 5_000; other++) replays.TryUse($"other {other}");

        replays.TryUse("signature").ShouldBeFalse();
        clock.Pass(TimeSpan.FromMinutes(11));
        for (var other = 0; other < 5_000; other++) replays.TryUse($"another {other}");
        replays.TryUse("signature").ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(Jumps))]
    public async Task What_a_platform_said_is_asked_again_after_its_time_and_not_before(TimeSpan jump)
    {
        var asked = 0;
        var remembered = new ExpiringCache<int>(TimeSpan.FromMinutes(5), _ => true, clock);
        Task<int> AskAsync() => remembered.GetAsync("person", () => Task.FromResult(++asked));
        await AskAsync();

        clock.Jump(jump);
        (await AskAsync()).ShouldBe(1);

        clock.Pass(TimeSpan.FromMinutes(6));
        (await AskAsync()).ShouldBe(2);
    }

    [Theory]
    [MemberData(nameof(Jumps))]
    public void Of_a_second_a_hundred_refusals_are_written_wherever_the_wall_clock_jumps(TimeSpan jump)
    {
        var sampler = new LogSampler(clock);
        for (var refusal = 0; refusal < 100; refusal++) sampler.Count().IsWritten.ShouldBeTrue();

        clock.Jump(jump);
        sampler.Count().IsWritten.ShouldBeFalse();

        clock.Pass(TimeSpan.FromSeconds(1));
        sampler.Count().ShouldBe((true, 1));
    }

    [Fact]
    public void A_moment_that_never_was_lies_before_every_wait() =>
        (MonotonicTime.Now(clock) - default(MonotonicTime)).ShouldBeGreaterThan(TimeSpan.FromDays(365));
}
