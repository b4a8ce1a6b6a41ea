using Tinedy.ChatOps.Core.Desk;
using Tinedy.ChatOps.Core.Tests.Desk;
using Tinedy.ChatOps.Testing;

namespace Tinedy.ChatOps.Postgres.Tests;

/// <summary>The same contract that the double of the core's tests keeps.</summary>
public sealed class JournalContractTests(PostgresServer server) : JournalContract, IAsyncLifetime
{
    private readonly OneDatabase database = new(server);

    protected override IJournal Contracted => database.Opened;

    public ValueTask InitializeAsync() => database.InitializeAsync();

    public ValueTask DisposeAsync() => database.DisposeAsync();

    private sealed class OneDatabase(PostgresServer server) : DatabaseTest(server)
    {
        public IJournal Opened => Journal;
    }
}
