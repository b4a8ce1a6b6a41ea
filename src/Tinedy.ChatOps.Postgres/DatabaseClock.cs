using System.Data.Common;
using Dapper;
using Tinedy.ChatOps.Application.Time;

namespace Tinedy.ChatOps.Postgres;

/// <summary>
/// The time of day as the database has it, which all replicas share: asked for now and then, and counted on in between by the machine's
/// monotonic clock. Somebody may move the wall clock of this machine as they like; nothing that is due comes earlier or later for it.
/// </summary>
/// <param name="machine">Measures; its wall clock counts only until the database has answered for the first time.</param>
public sealed class DatabaseClock(TimeProvider machine) : SteadyClock(machine)
{
    /// <summary>By how much the machine's clock may differ from the database's before somebody should set one of them.</summary>
    public static TimeSpan Tolerated { get; } = TimeSpan.FromSeconds(30);

    /// <summary>A correction smaller than this matters to nobody.</summary>
    private static readonly TimeSpan Noise = TimeSpan.FromMilliseconds(500);

    private bool wasRead;

    /// <summary>Asks the database. Answers by how much its clock was moved since the last time; zero when it only went on.</summary>
    /// <exception cref="DbException">It did not answer: the time goes on as it was known.</exception>
    public async Task<TimeSpan> ReadAsync(DbDataSource database, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        var asked = MonotonicTime.Now(this);
        var answer = new DateTimeOffset(await connection.ExecuteScalarAsync<DateTime>(new("select clock_timestamp()", cancellationToken: ct)), TimeSpan.Zero);
        // It was read somewhere on the way there and back.
        var way = (MonotonicTime.Now(this) - asked) / 2;
        var moved = answer - At(asked + way);
        if (wasRead && moved.Duration() <= Noise + way) return TimeSpan.Zero;
        Set(answer, asked + way);
        var isFirst = !wasRead;
        wasRead = true;
        return isFirst ? TimeSpan.Zero : moved;
    }
}
