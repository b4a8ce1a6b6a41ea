using Dapper;
using Npgsql;

namespace Tinedy.ChatOps.Tests.Scenes;

/// <summary>What rooms have been told, as the tables have it.</summary>
internal static class Rooms
{
    public static Task UntilAllToldAsync(Scene scene) => Poll.UntilAsync(() => AllToldAsync(scene), "Not everything was told to every room.");

    public static async Task<bool> AllToldAsync(Scene scene) =>
        await ScalarAsync(scene, "select count(*) from chatops.outbox") > 0
        && await ScalarAsync(scene, "select count(*) from chatops.outbox where told_seq < wanted_seq") == 0
        && await ScalarAsync(scene, "select count(*) from chatops.letter") == 0;

    /// <summary>Posts of the bot to everybody, by kind.</summary>
    public static async Task<IReadOnlyList<string>> PostsAsync(Scene scene, string kind)
    {
        await using var connection = new NpgsqlConnection(scene.ConnectionString + ";Pooling=false");
        return [.. await connection.QueryAsync<string>("select coalesce(text, '') from chatops.chat_line where kind = @kind order by id", new { kind })];
    }

    /// <summary>What the bot told one person.</summary>
    public static async Task<IReadOnlyList<string>> PrivatelyToldAsync(Scene scene, string person)
    {
        await using var connection = new NpgsqlConnection(scene.ConnectionString + ";Pooling=false");
        return [.. await connection.QueryAsync<string>("select text from chatops.chat_line where only_for = @person order by id", new { person })];
    }

    /// <summary>Lets the half minute pass for which a service that died has claimed to be telling a room.</summary>
    public static async Task LetClaimsLapseAsync(Scene scene)
    {
        await using var connection = new NpgsqlConnection(scene.ConnectionString + ";Pooling=false");
        await connection.ExecuteAsync("update chatops.outbox set lease_until = null; update chatops.letter set lease_until = null");
    }

    private static async Task<long> ScalarAsync(Scene scene, string sql)
    {
        await using var connection = new NpgsqlConnection(scene.ConnectionString + ";Pooling=false");
        return await connection.ExecuteScalarAsync<long>(sql);
    }
}
