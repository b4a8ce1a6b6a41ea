using System.Collections.Concurrent;
using Dapper;
using Npgsql;
using Tinedy.ChatOps.Application.Announcements;
using Tinedy.ChatOps.Application.Paging;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Application.Runs;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Testing;
using Tinedy.ChatOps.Tests.Scenes;

namespace Tinedy.ChatOps.Tests.Paging;

/// <summary>An answer at the very moment of the next page, a thousand times: after it is committed, nobody is called.</summary>
public sealed class AnswerRaces(PostgresServer server)
{
    private const int Environments = 10;
    private const int Trials = 100;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task In_1000_races_of_answer_against_page_no_page_begins_after_the_answer_is_committed()
    {
        await using var scene = await Scene.CreateAsync(server);
        for (var at = 0; at < Environments; at++)
        {
            scene.Settings[$"Environments:e{at}:Workspace"] = scene.Workspace;
            scene.Settings[$"Environments:e{at}:Operators:0"] = "dba";
        }
        scene.Settings["People:1:Contact"] = "phone";
        var witness = new Witness(scene.ConnectionString);
        var runs = scene.Get<RunService>();
        var pager = new Pager(scene.Get<IPageQueue>(), runs, new ChatPager([], scene.Get<IOutbox>(), new Messenger(scene.Get<IOutbox>())), [witness]);
        var dba = Actor.Of(runs.Access.Named("dba")!);

        await Parallel.ForEachAsync(Enumerable.Range(0, Environments), new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = Ct }, async (at, ct) =>
        {
            var started = await runs.StartAsync(new($"start/{at}", dba.Via!.Value, null, $"e{at}"), ct);
            var run = started.ShouldBeOfType<Answer.Accepted>().Run.Id;
            for (var trial = 1; trial <= Trials; trial++)
            {
                (await runs.HandleAsync(new($"page/{at}/{trial}", run, dba, new Command.Page("dba", "look here")), ct)).ShouldBeOfType<Answer.Accepted>();
                var working = Task.Run(() => pager.WorkAsync(ct), ct);
                var answered = await runs.HandleAsync(new($"ack/{at}/{trial}", run, dba, new Command.Acknowledge(trial)), ct);
                answered.ShouldBeOfType<Answer.Accepted>();
                await working;
            }
        });

        witness.TooLate.ShouldBeEmpty();
        witness.Calls.ShouldBeInRange(1, Environments * Trials, "the race must go both ways, and no page is sent twice");
        witness.Calls.ShouldBeLessThan(Environments * Trials, "in no race did the answer come first");
    }

    /// <summary>Looks, at the moment a page is begun, whether the answer is in the journal already.</summary>
    private sealed class Witness(string connectionString) : IPager
    {
        private int calls;

        public ConcurrentQueue<string> TooLate { get; } = new();

        public int Calls => calls;

        public bool Serves(string means) => true;

        public async Task<Sent> SendAsync(PageMessage message, CancellationToken ct)
        {
            if (message.Page.Kind != PageKind.Call) return new(DeliveryResult.Accepted, "told");
            Interlocked.Increment(ref calls);
            await using var connection = new NpgsqlConnection(connectionString);
            var isAnswered = await connection.ExecuteScalarAsync<bool>(new(
                "select exists (select from chatops.run_event where run_id = @Number and kind = 'alert-answered' and body like @alert)",
                new { message.Page.Run.Number, alert = $"%\"alert\":{message.Page.Alert}}}%" }, cancellationToken: ct));
            if (isAnswered) TooLate.Enqueue($"run {message.Page.Run}, alert {message.Page.Alert}");
            return new(DeliveryResult.Accepted, "taken");
        }
    }
}
