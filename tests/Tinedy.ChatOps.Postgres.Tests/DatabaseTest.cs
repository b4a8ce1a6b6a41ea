using System.Data.Common;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Testing;

namespace Tinedy.ChatOps.Postgres.Tests;

/// <summary>A class of tests on a database of its own, wired as the host wires it.</summary>
public abstract class DatabaseTest(PostgresServer server) : IAsyncLifetime
{
    private TestDatabase? _database;
    private ServiceProvider? _services;

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected TestDatabase Database => _database!;

    protected IJournal Journal => Get<IJournal>();

    protected DbDataSource DataSource => Get<DbDataSource>();

    public async ValueTask InitializeAsync()
    {
        _database = await server.CreateDatabaseAsync();
        _services = new ServiceCollection().AddChatOpsPostgres(_database.ConnectionString).BuildServiceProvider();
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_services is not null) await _services.DisposeAsync();
        if (_database is not null) await _database.DisposeAsync();
    }

    protected T Get<T>() where T : notnull => _services!.GetRequiredService<T>();

    protected async Task<int> AsAppAsync(string sql)
    {
        await using var connection = await DataSource.OpenConnectionAsync(Ct);
        return await connection.ExecuteAsync(new(sql, cancellationToken: Ct));
    }

    protected async Task<int> AsOwnerAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Database.ConnectionString + ";Pooling=false");
        await connection.OpenAsync(Ct);
        return await connection.ExecuteAsync(new(sql, cancellationToken: Ct));
    }
}
