using Dapper;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Postgres.Connections;
using Tinedy.ChatOps.Postgres.Statements;

namespace Tinedy.ChatOps.Postgres.Queues;

internal sealed class PostgresAddressBook(AppDataSource dataSource) : IAddressBook
{
    public async Task<string?> FindAsync(string name, CancellationToken ct)
    {
        const string sql = "select address from chatops.address where name = @name";
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        return await connection.ExecuteScalarAsync<string?>(new(sql, new { name = StoredValues.Text(name) }, cancellationToken: ct));
    }

    public async Task KeepAsync(string name, string address, CancellationToken ct)
    {
        const string sql = """
            insert into chatops.address (name, address)
            values (@name, @address)
            on conflict (name) do update set address = excluded.address, kept_at = now()
            """;
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await connection.ExecuteAsync(new(sql, new { name = StoredValues.Text(name), address = StoredValues.Text(address) }, cancellationToken: ct));
    }

    public async Task ForgetAsync(string name, CancellationToken ct)
    {
        const string sql = "delete from chatops.address where name = @name";
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await connection.ExecuteAsync(new(sql, new { name = StoredValues.Text(name) }, cancellationToken: ct));
    }
}
