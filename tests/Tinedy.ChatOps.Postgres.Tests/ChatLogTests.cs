using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Testing;

namespace Tinedy.ChatOps.Postgres.Tests;

public sealed class ChatLogTests(PostgresServer server) : DatabaseTest(server)
{
    private IChatLog Log => Get<IChatLog>();

    [Fact]
    public async Task A_line_said_twice_is_one_line()
    {
        var ids = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Log.SayAsync(Line("once"), Ct), Ct)));

        ids.Distinct().ShouldHaveSingleItem();
        (await Log.ReadAsync("dba", 10, Ct)).ShouldBe([Line("once") with { Id = ids[0] }]);
    }

    [Fact]
    public async Task A_private_line_is_seen_by_one_person()
    {
        await Log.SayAsync(Line("1"), Ct);
        await Log.SayAsync(Line("2") with { OnlyFor = "dba" }, Ct);

        (await Log.ReadAsync("dba", 10, Ct)).Select(line => line.Key).ShouldBe(["1", "2"]);
        (await Log.ReadAsync("lead", 10, Ct)).Select(line => line.Key).ShouldBe(["1"]);
    }

    [Fact]
    public async Task The_latest_lines_come_the_oldest_first()
    {
        for (var i = 1; i <= 5; i++) await Log.SayAsync(Line($"{i}"), Ct);

        (await Log.ReadAsync("dba", 3, Ct)).Select(line => line.Key).ShouldBe(["3", "4", "5"]);
    }

    private static ChatLine Line(string key) => new(0, key, "typed", "dba", null, null, "/migrate status", SampleRequests.At);
}
