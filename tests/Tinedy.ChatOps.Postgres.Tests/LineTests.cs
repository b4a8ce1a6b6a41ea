using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Testing;

namespace Tinedy.ChatOps.Postgres.Tests;

/// <summary>Replicas call out to each other what they have changed, over the database's own notifications.</summary>
public sealed class LineTests(PostgresServer server) : DatabaseTest(server)
{
    private IReplicaNotifier Line => Get<IReplicaNotifier>();

    [Fact]
    public async Task What_one_replica_changes_another_hears_and_neither_hears_itself()
    {
        await using var other = new ServiceCollection().AddChatOpsPostgres(Database.ConnectionString).BuildServiceProvider();
        await using var here = await Ear.OpenAsync(Line);
        await using var there = await Ear.OpenAsync(other.GetRequiredService<IReplicaNotifier>());

        await Line.CallAsync([.. Enumerable.Range(1, 1000).Select(run => new RunId(run))], Ct);
        await other.GetRequiredService<IReplicaNotifier>().CallAsync([new RunId(4711)], Ct);

        await there.UntilAsync(1000);
        (await here.UntilAsync(1)).ShouldBe([new RunId(4711)]);
        there.Heard.ShouldBe(Enumerable.Range(1, 1000).Select(run => new RunId(run)), ignoreOrder: true);
    }

    [Fact]
    public async Task A_line_knows_whether_it_is_heard()
    {
        await Line.CallAsync([new RunId(1)], Ct);
        Line.IsHeard.ShouldBeFalse("nobody listens, as behind a pooler that passes nothing on");

        await using var ear = await Ear.OpenAsync(Line);
        Line.IsHeard.ShouldBeTrue();

        await AsOwnerAsync("select pg_terminate_backend(pid) from pg_stat_activity where query like 'listen %' and datname = current_database()");
        await Should.ThrowAsync<NpgsqlException>(ear.Listening);
        Line.IsHeard.ShouldBeFalse("it was cut");
    }

    [Fact]
    public async Task What_somebody_else_says_on_the_channel_disturbs_nobody()
    {
        await using var ear = await Ear.OpenAsync(Line);

        foreach (var nonsense in new[] { "", "17", "a b c", "someone 1 seventeen -3 99999999999999999999" }) await AsOwnerAsync($"notify chatops_run, '{nonsense}'");
        await AsOwnerAsync("notify chatops_run, 'someone 2 17'");

        (await ear.UntilAsync(1)).ShouldBe([new RunId(17)]);
    }

    /// <summary>Somebody who listens, and has heard himself.</summary>
    private sealed class Ear : IAsyncDisposable
    {
        private readonly CancellationTokenSource closing = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        private readonly List<RunId> heard = [];
        private readonly SemaphoreSlim one = new(0);

        public Task Listening { get; private set; } = Task.CompletedTask;

        public IReadOnlyList<RunId> Heard => heard;

        public static async Task<Ear> OpenAsync(IReplicaNotifier notifier)
        {
            var ear = new Ear();
            ear.Listening = notifier.HearAsync(ear.Take, ear.closing.Token);
            while (!notifier.IsHeard)
            {
                ear.Listening.IsFaulted.ShouldBeFalse();
                await Task.Yield();
            }
            return ear;
        }

        public async Task<IReadOnlyList<RunId>> UntilAsync(int count)
        {
            for (var seen = 0; seen < count; seen++) await one.WaitAsync(Ct);
            return heard;
        }

        public async ValueTask DisposeAsync()
        {
            await closing.CancelAsync();
            await Listening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            closing.Dispose();
            one.Dispose();
        }

        private void Take(RunId run)
        {
            heard.Add(run);
            one.Release();
        }
    }
}
