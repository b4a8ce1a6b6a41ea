using Tinedy.ChatOps.Testing;

namespace Tinedy.ChatOps.Postgres.Tests;

/// <summary>What is due hangs on the database's clock, which all replicas share, and on no machine's.</summary>
public sealed class DatabaseClockTests(PostgresServer server) : DatabaseTest(server)
{
    private static readonly TimeSpan Near = TimeSpan.FromSeconds(5);

    private readonly ManualClock machine = new(DateTimeOffset.UnixEpoch);

    [Fact]
    public async Task The_time_of_day_is_the_databases_and_goes_on_with_what_passes_here()
    {
        var clock = new DatabaseClock(machine);
        await clock.ReadAsync(DataSource, Ct);
        var read = clock.GetUtcNow();
        (read - TimeProvider.System.GetUtcNow()).Duration().ShouldBeLessThan(Near);

        machine.Advance(TimeSpan.FromMinutes(2));
        (clock.GetUtcNow() - read).ShouldBe(TimeSpan.FromMinutes(2));
    }

    [Theory]
    [InlineData(3_600)]
    [InlineData(-3_600)]
    public async Task The_wall_clock_of_this_machine_may_jump_and_nothing_is_due_earlier_or_later(int seconds)
    {
        var clock = new DatabaseClock(machine);
        await clock.ReadAsync(DataSource, Ct);
        var (before, apart) = (clock.GetUtcNow(), clock.MachineIsAhead);

        machine.Jump(TimeSpan.FromSeconds(seconds));

        clock.GetUtcNow().ShouldBe(before);
        (clock.MachineIsAhead - apart).ShouldBe(TimeSpan.FromSeconds(seconds));
        (await clock.ReadAsync(DataSource, Ct)).ShouldBe(TimeSpan.Zero, "the database's clock only went on");
    }

    [Fact]
    public async Task A_database_whose_clock_was_moved_is_followed_and_that_is_answered()
    {
        var clock = new DatabaseClock(machine);
        await clock.ReadAsync(DataSource, Ct);

        // An hour passes here and next to none there: to us its clock was put back.
        machine.Advance(TimeSpan.FromHours(1));
        var moved = await clock.ReadAsync(DataSource, Ct);

        moved.ShouldBeInRange(TimeSpan.FromHours(-1) - Near, TimeSpan.FromHours(-1) + Near);
        (clock.GetUtcNow() - TimeProvider.System.GetUtcNow()).Duration().ShouldBeLessThan(Near);
    }
}
