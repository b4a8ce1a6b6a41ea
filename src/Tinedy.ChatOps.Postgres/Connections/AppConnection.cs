using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Npgsql;
using Tinedy.ChatOps.Application.Conversations;

namespace Tinedy.ChatOps.Postgres.Connections;

/// <summary>
/// One of <see cref="AppDataSource"/>. Behind a pooler each statement outside of a transaction becomes one of its own, in the same round trip,
/// which takes the role first; and each transaction begins by taking it.
/// </summary>
internal sealed class AppConnection(AppDataSource source) : DbConnection
{
    internal const string TakeRole = $"set local role {AppRole.Name}";

    private NpgsqlConnection? inner;

    public override ConnectionState State => inner?.State ?? ConnectionState.Closed;

    [AllowNull]
    public override string ConnectionString
    {
        get => source.ConnectionString;
        set => throw new NotSupportedException("A connection belongs to its data source.");
    }

    public override string Database => Inner.Database;

    public override string DataSource => Inner.DataSource;

    public override string ServerVersion => Inner.ServerVersion;

    internal AppDataSource Source => source;

    internal NpgsqlConnection Inner => inner ?? throw new InvalidOperationException("The connection is not open.");

    internal bool IsPooled { get; private set; }

    internal AppTransaction? Transaction { get; set; }

    public override async Task OpenAsync(CancellationToken cancellationToken)
    {
        using var wait = WaitTracker.For(WaitTracker.Database);
        (inner, IsPooled) = await source.TakeAsync(cancellationToken);
    }

    public override void Open() => throw new NotSupportedException("Connections are opened asynchronously.");

    public override void Close() => Release()?.Dispose();

    public override Task CloseAsync() => Release() is { } released ? released.DisposeAsync().AsTask() : Task.CompletedTask;

    public override void ChangeDatabase(string databaseName) => throw new NotSupportedException("A connection stays with its database.");

    protected override DbCommand CreateDbCommand() => new AppCommand(this);

    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) =>
        throw new NotSupportedException("Transactions are begun asynchronously.");

    protected override async ValueTask<DbTransaction> BeginDbTransactionAsync(IsolationLevel isolationLevel, CancellationToken cancellationToken)
    {
        using var wait = WaitTracker.For(WaitTracker.Database);
        var begun = await Inner.BeginTransactionAsync(isolationLevel, cancellationToken);
        Transaction = new(this, begun);
        if (!IsPooled) return Transaction;
        await using var role = new NpgsqlCommand(TakeRole, Inner, begun);
        await role.ExecuteNonQueryAsync(cancellationToken);
        return Transaction;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) Close();
        base.Dispose(disposing);
    }

    public override async ValueTask DisposeAsync()
    {
        await CloseAsync();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private NpgsqlConnection? Release()
    {
        var released = inner;
        (inner, Transaction) = (null, null);
        return released;
    }
}
