using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Application.Scheduling;
using Tinedy.ChatOps.Application.Signals;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Testing;

namespace Tinedy.ChatOps.Postgres.Tests;

/// <summary>One look at all queues: what waits is served though nobody called, and what holds nothing is not asked.</summary>
public sealed class LookoutTests : DatabaseTest
{
    private readonly ManualClock clock = new(SampleRequests.At);
    private readonly RunFeed feed = new();
    private readonly List<RunId> heard = [];
    private readonly DeafLine line = new();
    private readonly WakeSignals signals;

    public LookoutTests(PostgresServer server) : base(server)
    {
        signals = new(clock);
        signals.Room("local").Rest(0, TimeSpan.Zero);
        feed.Listen(heard.Add);
    }

    private IQueues Queues => Get<IQueues>();

    private QueueMonitor Lookout => field ??= new(Queues, line, feed, signals, new([], []), clock);

    [Fact]
    public async Task A_lost_notification_costs_no_more_than_the_poll()
    {
        line.IsHeard = true;
        (await Lookout.LookAsync(Ct)).ShouldBe(QueueMonitor.Seldom);

        // By a replica that died behind its commit: it called nobody, and serves nothing of it.
        var run = await Journal.OpenRunAsync(more: first => first with
        {
            Places = [Place.Local],
            Queued = [SampleRequests.Attempt(first.Run, "backup")],
            Pages = [(1, 1, PageKind.Call)],
            DueAt = DateTimeOffset.UnixEpoch,
        });
        clock.Advance(QueueMonitor.Seldom);
        await Lookout.LookAsync(Ct);

        heard.ShouldBe([run]);
        foreach (var signal in All()) (await signal.WaitAsync(TimeSpan.Zero, Ct)).ShouldBeTrue();
    }

    [Fact]
    public async Task While_nothing_is_heard_looks_come_as_often_as_each_worker_asked_before()
    {
        line.IsHeard = false;

        (await Lookout.LookAsync(Ct)).ShouldBe(QueueMonitor.Often);
    }

    [Fact]
    public async Task Where_nothing_waits_nobody_asks_until_the_looks_stop_or_somebody_rings()
    {
        line.IsHeard = true;
        await Journal.OpenRunAsync(more: first => first with { DueAt = TimeProvider.System.GetUtcNow().AddDays(1) });
        await Lookout.LookAsync(Ct);

        foreach (var signal in All()) (await signal.WaitAsync(TimeSpan.Zero, Ct)).ShouldBeFalse();
        signals.Clock.Ring();
        (await signals.Clock.WaitAsync(TimeSpan.Zero, Ct)).ShouldBeTrue();
        clock.Advance(3 * QueueMonitor.Seldom);
        foreach (var signal in All()) (await signal.WaitAsync(TimeSpan.Zero, Ct)).ShouldBeTrue("the looks have stopped");
    }

    [Fact]
    public async Task What_comes_due_before_the_next_look_is_asked_for_by_its_worker_itself()
    {
        line.IsHeard = true;
        await Journal.OpenRunAsync(more: first => first with { DueAt = TimeProvider.System.GetUtcNow() + QueueMonitor.Seldom, Places = [Place.Local] });
        await Get<IOutbox>().ClaimAsync("local", QueueMonitor.Seldom, Ct);

        await Lookout.LookAsync(Ct);

        (await signals.Clock.WaitAsync(TimeSpan.Zero, Ct)).ShouldBeTrue();
        (await signals.Room("local").WaitAsync(TimeSpan.Zero, Ct)).ShouldBeTrue("its teller may have died");
        (await signals.Pages.WaitAsync(TimeSpan.Zero, Ct)).ShouldBeFalse();
    }

    [Fact]
    public async Task The_heads_of_runs_are_their_last_entries()
    {
        var one = await Journal.OpenRunAsync("one");
        var two = await Journal.OpenRunAsync("two");
        var three = await Journal.OpenRunAsync("three");
        await Journal.AppendAsync(SampleRequests.Append(two, 2, "more", entries: 4), Ct);

        (await Queues.LookAsync(2, [], Ct)).Heads.Select(head => (head.Key, head.Value.Seq)).ShouldBe([(two, 5), (three, 1)], ignoreOrder: true);
        (await Queues.LookAsync(20, [], Ct)).Heads.Keys.ShouldContain(one);
        (await Queues.LookAsync(1, [one, new RunId(4711)], Ct)).Heads.Keys.ShouldBe([one, three], ignoreOrder: true);
    }

    private WakeSignal[] All() => [signals.Runner, signals.Pages, signals.Clock, signals.Room("local")];

    /// <summary>Nothing that is called out arrives.</summary>
    private sealed class DeafLine : IReplicaNotifier
    {
        public bool IsHeard { get; set; }

        public Task CallAsync(IReadOnlyCollection<RunId> changed, CancellationToken ct) => Task.CompletedTask;

        public Task HearAsync(Action<RunId> heard, CancellationToken ct) => Task.CompletedTask;
    }
}
