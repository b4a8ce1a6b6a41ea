using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Npgsql;
using Tinedy.ChatOps.Application.Conversations;

namespace Tinedy.ChatOps.Postgres.Connections;

/// <summary>A statement of an <see cref="AppConnection"/>.</summary>
internal sealed class AppCommand(AppConnection connection) : DbCommand
{
    private readonly NpgsqlCommand inner = new();
    private string text = "";

    [AllowNull]
    public override string CommandText
    {
        get => text;
        set => text = value ?? "";
    }

    public override int CommandTimeout
    {
        get => inner.CommandTimeout;
        set => inner.CommandTimeout = value;
    }

    public override CommandType CommandType
    {
        get => inner.CommandType;
        set => inner.CommandType = value;
    }

    public override bool DesignTimeVisible { get; set; }

    public override UpdateRowSource UpdatedRowSource
    {
        get => inner.UpdatedRowSource;
        set => inner.UpdatedRowSource = value;
    }

    /// <summary>The connection of Npgsql, because Dapper asks for its name to know that arrays can be sent. A command stays with it.</summary>
    protected override DbConnection? DbConnection
    {
        get => connection.Inner;
        set { }
    }

    protected override DbParameterCollection DbParameterCollection => inner.Parameters;

    /// <summary>A connection has one at a time, and every statement is in it.</summary>
    protected override DbTransaction? DbTransaction { get; set; }

    public override void Cancel() => inner.Cancel();

    /// <summary>Statements are prepared by themselves where that is safe.</summary>
    public override void Prepare() { }

    public override int ExecuteNonQuery() => throw Synchronous();

    public override object? ExecuteScalar() => throw Synchronous();

    public override Task<int> ExecuteNonQueryAsync(CancellationToken cancellationToken) =>
        RunAsync(command => command.ExecuteNonQueryAsync(cancellationToken));

    public override Task<object?> ExecuteScalarAsync(CancellationToken cancellationToken) =>
        RunAsync(command => command.ExecuteScalarAsync(cancellationToken));

    protected override DbParameter CreateDbParameter() => inner.CreateParameter();

    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) => throw Synchronous();

    protected override async Task<DbDataReader> ExecuteDbDataReaderAsync(CommandBehavior behavior, CancellationToken cancellationToken) =>
        // What was asked for may be the second statement of three.
        await RunAsync(command => command.ExecuteReaderAsync(IsAlone ? behavior & ~(CommandBehavior.SingleResult | CommandBehavior.SingleRow) : behavior, cancellationToken));

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>Behind a pooler and in no transaction: it needs one of its own.</summary>
    private bool IsAlone => connection is { IsPooled: true, Transaction: null };

    private async Task<T> RunAsync<T>(Func<NpgsqlCommand, Task<T>> run)
    {
        inner.Connection = connection.Inner;
        inner.CommandText = IsAlone ? $"begin; {AppConnection.TakeRole}; {text.TrimEnd().TrimEnd(';')}\n; commit" : text;
        using var wait = WaitTracker.For(WaitTracker.Database);
        try
        {
            return await run(inner);
        }
        catch (PostgresException refused)
        {
            connection.Source.Notice(refused);
            if (IsAlone) await RollBackAsync();
            throw;
        }
    }

    /// <summary>Else the pooler keeps the failed transaction, and its server connection, for as long as ours is open.</summary>
    private async Task RollBackAsync()
    {
        if (connection.State != ConnectionState.Open) return;
        await using var rollback = new NpgsqlCommand("rollback", connection.Inner);
        await rollback.ExecuteNonQueryAsync(CancellationToken.None);
    }

    private static NotSupportedException Synchronous() => new("Statements run asynchronously.");
}
