using System.Globalization;
using System.Security.Cryptography;
using Dapper;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Postgres.Connections;

namespace Tinedy.ChatOps.Postgres.Queues;

/// <summary>
/// Postgres' own notifications. They are sent behind the commit and not in it: a transaction that notifies holds a lock over the whole
/// cluster until it is on the disk, and clicks of unrelated runs would queue up for it.
/// </summary>
/// <remarks>
/// A pooler that gives a connection to each transaction passes nothing on. Our own calls do not come back then, and that is known; we do not
/// even listen, because somebody else's connection would go on doing so.
/// </remarks>
internal sealed class PostgresReplicaNotifier(AppDataSource dataSource, string address) : IReplicaNotifier
{
    private const string Channel = "chatops_run";

    /// <summary>Runs in one call: a notification has 8,000 bytes.</summary>
    private const int Most = 300;

    /// <summary>No run has this number: a call that only listens for itself.</summary>
    private static readonly RunId Nobody = new(0);

    private readonly string me = RandomNumberGenerator.GetHexString(16, lowercase: true);
    private long called;
    private long heardBack = -1;

    public bool IsHeard => Interlocked.Read(ref heardBack) == Interlocked.Read(ref called);

    public async Task CallAsync(IReadOnlyCollection<RunId> changed, CancellationToken ct)
    {
        const string sql = $"select pg_notify('{Channel}', unnest(@calls))";
        var calls = changed.DefaultIfEmpty(Nobody).Chunk(Most).Select(runs => Write(runs, Interlocked.Increment(ref called))).ToArray();
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await connection.ExecuteAsync(new(sql, new { calls }, cancellationToken: ct));
    }

    public async Task HearAsync(Action<RunId> heard, CancellationToken ct)
    {
        if (await dataSource.IsPooledAsync(ct)) return;
        await using var connection = AppRole.CreateLine(address);
        connection.Notification += (_, call) => Take(call.Payload, heard);
        try
        {
            await connection.OpenAsync(ct);
            await connection.ExecuteAsync(new($"listen {Channel}", cancellationToken: ct));
            // To oneself: whether anything is heard on this line.
            await CallAsync([], ct);
            while (true) await connection.WaitAsync(ct);
        }
        finally
        {
            Interlocked.Exchange(ref heardBack, -1);
        }
    }

    private string Write(IEnumerable<RunId> runs, long number) =>
        string.Create(CultureInfo.InvariantCulture, $"{me} {number} {string.Join(' ', runs.Select(run => run.Number))}");

    /// <summary>Whatever else somebody says on this channel is not for us.</summary>
    private void Take(string call, Action<RunId> heard)
    {
        if (call.Split(' ') is not [var caller, var number, .. var runs] || !long.TryParse(number, CultureInfo.InvariantCulture, out var counted)) return;
        if (caller == me) Interlocked.Exchange(ref heardBack, counted);
        else
            foreach (var word in runs)
                if (long.TryParse(word, CultureInfo.InvariantCulture, out var run) && run > 0) heard(new(run));
    }
}
