using Dapper;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Postgres.Connections;
using Tinedy.ChatOps.Postgres.Statements;

namespace Tinedy.ChatOps.Postgres.Queues;

internal sealed class PostgresChatLog(AppDataSource dataSource) : IChatLog
{
    public async Task<long> SayAsync(ChatLine line, CancellationToken ct)
    {
        const string sql = """
            insert into chatops.chat_line (key, kind, author, only_for, run_id, text, buttons, at)
            values (@key, @Kind, @author, @onlyFor, @run, @text, @buttons, @at)
            on conflict (key) do nothing
            returning id
            """;
        const string earlier = "select id from chatops.chat_line where key = @key";
        var row = new
        {
            key = StoredValues.Text(line.Key),
            line.Kind,
            author = StoredValues.TextOrNull(line.Author),
            onlyFor = StoredValues.TextOrNull(line.OnlyFor),
            run = line.Run?.Number,
            text = StoredValues.TextOrNull(line.Text),
            buttons = StoredValues.TextOrNull(line.Buttons),
            at = line.At.UtcDateTime,
        };
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        var added = await connection.ExecuteScalarAsync<long?>(new(sql, row, cancellationToken: ct));
        return added ?? await connection.ExecuteScalarAsync<long>(new(earlier, new { row.key }, cancellationToken: ct));
    }

    public async Task ChangeAsync(long id, string text, string? buttons, CancellationToken ct)
    {
        const string sql = "update chatops.chat_line set text = @text, buttons = @buttons where id = @id";
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await connection.ExecuteAsync(new(sql, new { id, text = StoredValues.Text(text), buttons = StoredValues.TextOrNull(buttons) }, cancellationToken: ct));
    }

    public async Task<IReadOnlyList<ChatLine>> ReadAsync(string reader, int most, CancellationToken ct)
    {
        const string sql = """
            select id, key, kind, author, only_for as OnlyFor, run_id as Run, text, buttons, at
            from chatops.chat_line
            where only_for is null or only_for = @reader
            order by id desc
            limit @most
            """;
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        var rows = await connection.QueryAsync<Row>(new(sql, new { reader = StoredValues.Text(reader), most }, cancellationToken: ct));
        return [.. rows.Reverse().Select(row => row.ToLine())];
    }

    private sealed class Row
    {
        public long Id { get; init; }
        public string Key { get; init; } = "";
        public string Kind { get; init; } = "";
        public string? Author { get; init; }
        public string? OnlyFor { get; init; }
        public long? Run { get; init; }
        public string? Text { get; init; }
        public string? Buttons { get; init; }
        public DateTime At { get; init; }

        public ChatLine ToLine() =>
            new(Id, Key, Kind, Author, OnlyFor, Run is { } run ? new RunId(run) : null, Text, StoredValues.Time(At)) { Buttons = Buttons };
    }
}
