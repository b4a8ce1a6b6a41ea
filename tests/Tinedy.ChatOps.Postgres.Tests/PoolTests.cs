using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Tinedy.ChatOps.Postgres.Tests;

/// <summary>How many connections one process may keep.</summary>
public sealed class PoolTests
{
    [Theory]
    [InlineData("Host=db", 20)]
    [InlineData("Host=db;Maximum Pool Size=100", 100)]
    [InlineData("Host=db;MaxPoolSize=4", 4)]
    [InlineData("Host=db;Minimum Pool Size=30", 30)]
    [InlineData("postgres://u@db/chatops", 20)]
    public void A_process_leaves_connections_to_others_unless_its_address_says_how_many(string address, int most)
    {
        using var services = new ServiceCollection().AddChatOpsPostgres(address).BuildServiceProvider();

        new NpgsqlConnectionStringBuilder(services.GetRequiredService<DbDataSource>().ConnectionString).MaxPoolSize.ShouldBe(most);
    }
}
