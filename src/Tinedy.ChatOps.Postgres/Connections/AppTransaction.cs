using System.Data;
using System.Data.Common;
using Npgsql;
using Tinedy.ChatOps.Application.Conversations;

namespace Tinedy.ChatOps.Postgres.Connections;

/// <summary>A transaction of an <see cref="AppConnection"/>.</summary>
internal sealed class AppTransaction(AppConnection connection, NpgsqlTransaction inner) : DbTransaction
{
    public override IsolationLevel IsolationLevel => inner.IsolationLevel;

    protected override DbConnection DbConnection => connection;

    public override void Commit() => throw new NotSupportedException("A transaction is committed asynchronously.");

    public override void Rollback() => throw new NotSupportedException("A transaction is rolled back asynchronously.");

    public override Task CommitAsync(CancellationToken cancellationToken = default) => Ended(inner.CommitAsync(cancellationToken));

    public override Task RollbackAsync(CancellationToken cancellationToken = default) => Ended(inner.RollbackAsync(cancellationToken));

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        Leave();
        base.Dispose(disposing);
    }

    public override async ValueTask DisposeAsync()
    {
        await inner.DisposeAsync();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private async Task Ended(Task ending)
    {
        using var wait = WaitTracker.For(WaitTracker.Database);
        await ending;
        Leave();
    }

    private void Leave()
    {
        if (connection.Transaction == this) connection.Transaction = null;
    }
}
