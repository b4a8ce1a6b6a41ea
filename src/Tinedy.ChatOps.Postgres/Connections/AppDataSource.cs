using System.Data.Common;
using Microsoft.Extensions.Logging;
using Npgsql;
using Tinedy.ChatOps.Domain.Databases;

namespace Tinedy.ChatOps.Postgres.Connections;

/// <summary>
/// The connections of this program, all of them as <see cref="AppRole"/>. Finds out what is at the other end: a server of our own, where the
/// role and prepared statements belong to the connection, or a pooler that gives a server connection to each transaction, where nothing may
/// stay behind and nothing may be relied on. Notices as well what a server said of itself: that it takes no writes, or has no room.
/// </summary>
public sealed partial class AppDataSource : DbDataSource
{
    private readonly Lock gate = new();
    private readonly string address;
    private readonly ILogger<AppDataSource> log;
    private readonly NpgsqlDataSource direct;
    private NpgsqlDataSource? pooled;
    private volatile bool isReadOnly;
    private volatile string? lackOfRoom;

    public AppDataSource(string connectionString, ILogger<AppDataSource> log)
    {
        (address, this.log) = (connectionString, log);
        direct = AppRole.CreateDirect(connectionString, isReadOnly => this.isReadOnly = isReadOnly);
    }

    /// <summary>As the pool has it, without the password.</summary>
    public override string ConnectionString => direct.ConnectionString;

    /// <summary>What the last write was refused with for want of room; null while there is some.</summary>
    internal string? LackOfRoom => lackOfRoom;

    /// <summary>A pooler is in between. Asks for a connection where that is not known yet.</summary>
    internal async Task<bool> IsPooledAsync(CancellationToken ct)
    {
        var (connection, isPooled) = await TakeAsync(ct);
        await connection.DisposeAsync();
        return isPooled;
    }

    internal async ValueTask<(NpgsqlConnection Connection, bool IsPooled)> TakeAsync(CancellationToken ct)
    {
        if (pooled is null)
        {
            // A connection keeps what it was told of reading and writing when it was made.
            if (isReadOnly) direct.Clear();
            try
            {
                return (await direct.OpenConnectionAsync(ct), false);
            }
            catch (PoolerException)
            {
                UsePooler();
            }
            catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.ProtocolViolation)
            {
                // A server knows the option that carries the role; a pooler may refuse it.
                UsePooler();
            }
        }
        return (await OpenPooledAsync(ct), true);
    }

    /// <summary>What a statement was refused with may be true of every connection.</summary>
    internal void Notice(PostgresException refused)
    {
        if (refused.SqlState == PostgresErrorCodes.ReadOnlySqlTransaction) isReadOnly = true;
        if (refused.SqlState == PostgresErrorCodes.DiskFull) lackOfRoom = refused.MessageText;
    }

    /// <summary>A write that needed room has found some.</summary>
    internal void NoticeRoom() => lackOfRoom = null;

    protected override DbConnection CreateDbConnection() => new AppConnection(this);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            direct.Dispose();
            pooled?.Dispose();
        }
        base.Dispose(disposing);
    }

    protected override async ValueTask DisposeAsyncCore()
    {
        await direct.DisposeAsync();
        if (pooled is not null) await pooled.DisposeAsync();
        await base.DisposeAsyncCore();
    }

    private void UsePooler()
    {
        lock (gate)
        {
            if (pooled is not null) return;
            pooled = AppRole.CreatePooled(address);
            direct.Clear();
            LogPooler();
        }
    }

    private async ValueTask<NpgsqlConnection> OpenPooledAsync(CancellationToken ct)
    {
        try
        {
            return await pooled!.OpenConnectionAsync(ct);
        }
        catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.ProtocolViolation)
        {
            throw new DatabaseAddressException(Advice(refused));
        }
    }

    /// <summary>What to do about a start-up parameter that a pooler does not take.</summary>
    internal static string Advice(PostgresException refused) =>
        $"The connection pooler in front of the database refused a connection: {refused.MessageText}. Take Options out of the address, or name them in the pooler's ignore_startup_parameters.";

    [LoggerMessage(Level = LogLevel.Warning, Message =
        "A connection pooler stands in front of the database: statements are not prepared, the role is set in each transaction, and replicas look for changes each second because notifications do not come through.")]
    private partial void LogPooler();
}
