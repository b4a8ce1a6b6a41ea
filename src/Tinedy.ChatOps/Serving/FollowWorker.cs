using Npgsql;
using Tinedy.ChatOps.Core.Desk;
using Tinedy.ChatOps.Core.Runs;
using Tinedy.ChatOps.Execution;
using Tinedy.ChatOps.Postgres.Journal;

namespace Tinedy.ChatOps.Serving;

/// <summary>
/// Passes a change on to whoever waits for it: the runner when a step may be waiting, and the pages here when another replica has
/// written. Polled, because a hint that gets lost would be a stale board.
/// </summary>
internal sealed class FollowWorker(IJournal journal, RunHeads heads, RunFeed feed, RunnerBell bell, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private const int Followed = 20;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var listening = feed.Listen(_ => bell.Ring());
        using var clock = new PeriodicTimer(Look, time);
        var known = new Dictionary<RunId, int>();
        while (await clock.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                var runs = await journal.ListAsync(Followed, stoppingToken);
                foreach (var (run, head) in await heads.ReadAsync(runs, stoppingToken))
                {
                    // A run that was not there at the last look is a change as well; at the first look, that is every run. A hint
                    // too many costs a look, a hint too few a stale board.
                    if (known.GetValueOrDefault(run) != head) feed.Changed(run);
                    known[run] = head;
                }
            }
            catch (NpgsqlException)
            {
                // The database is away; readiness says so. The next look sees what was missed.
            }
        }
    }
}
