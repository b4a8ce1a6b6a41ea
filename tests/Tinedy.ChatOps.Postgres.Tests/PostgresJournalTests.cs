using Microsoft.Extensions.DependencyInjection;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Core.Tests.RunServices;
using Tinedy.ChatOps.Testing;

namespace Tinedy.ChatOps.Postgres.Tests;

/// <summary>The contract of the journal, on Postgres.</summary>
public sealed class PostgresJournalTests(PostgresServer server) : JournalContract, IAsyncLifetime
{
    private TestDatabase? database;
    private ServiceProvider? services;

    protected override IJournal Contracted => services!.GetRequiredService<IJournal>();

    public async ValueTask InitializeAsync()
    {
        database = await server.CreateDatabaseAsync();
        services = new ServiceCollection().AddChatOpsPostgres(database.ConnectionString).BuildServiceProvider();
    }

    public async ValueTask DisposeAsync()
    {
        await services!.DisposeAsync();
        await database!.DisposeAsync();
    }
}
