using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using Tinedy.ChatOps.Application.Announcements;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Application.Runs;
using Tinedy.ChatOps.Application.Signals;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Presentation.Posts;
using Tinedy.ChatOps.Serving;
using Tinedy.ChatOps.Testing;
using Tinedy.ChatOps.Tests.Scenes;

namespace Tinedy.ChatOps.Tests.Outages;

/// <summary>
/// A channel or a person's chat takes a message and never answers, on a clock that stands still: nobody gives up waiting. Whoever is told
/// all the same did not wait for it.
/// </summary>
public sealed class HangingDestinations(PostgresServer server)
{
    private const string Runbook = "# Two\n## First\n### Gate\n- [ ] Never done\n## Work\n### Items\n- [ ] Item\n## Sign-off\n- [ ] **Product Owner** - ____ Date: ____\n- [ ] **Lead Developer** - ____ Date: ____\n";

    private static readonly string[] Destinations = ["slack", "slack/dba", "slack/po", "slack/dev", "teams", "teams/dba", "teams/po", "teams/dev"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string> All => [.. Destinations];

    [Theory]
    [MemberData(nameof(All))]
    public async Task Whoever_hangs_delays_nobody_else(string hanging)
    {
        await using var scene = await Scene.CreateAsync(server, Runbook);
        (scene.Settings["Environments:prod:Mirrors:0"], scene.Settings["Environments:prod:Mirrors:1"]) = ("slack:T1/C1", "teams:9d0f6c52-5a1c-4f0e-8a57-2f3c1a9b7d11/19:ops@thread.tacv2");
        var hung = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var told = new ConcurrentDictionary<string, TaskCompletionSource>(Destinations.Select(name => KeyValuePair.Create(name, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously))));
        Room[] rooms = [.. new[] { "slack", "teams" }.Select(platform => new Room(platform, told, name => name == hanging ? hung.Task : Task.CompletedTask))];
        using var worker = WorkerOf(scene, rooms);
        var runs = scene.Get<RunService>();
        var devops = Actor.Of(runs.Access.Named("devops")!);
        var run = (await runs.StartAsync(new("start", devops.Via!.Value, null, "prod"), Ct)).ShouldBeOfType<Answer.Accepted>().Run.Id;
        (await runs.HandleAsync(new("glass", run, devops, new Command.BreakGlass("2.1.1", "nobody is here today")), Ct)).ShouldBeOfType<Answer.Accepted>();

        await worker.StartAsync(Ct);
        foreach (var other in Destinations.Where(name => name != hanging)) await told[other].Task.WaitAsync(Poll.Patience, Ct);
        told[hanging].Task.IsCompleted.ShouldBeFalse();

        hung.SetResult();
        await told[hanging].Task.WaitAsync(Poll.Patience, Ct);
        await worker.StopAsync(Ct);
    }

    private static AnnounceWorker WorkerOf(Scene scene, IEnumerable<IChatRoom> rooms)
    {
        var (outbox, signals) = (scene.Get<IOutbox>(), new WakeSignals(TimeProvider.System));
        var messenger = new Messenger(outbox);
        return new(new Announcer(outbox, messenger, scene.Get<ScreenReader>(), scene.Get<RunService>(), signals), new LetterDelivery(outbox, messenger, scene.Get<ScreenReader>()), rooms, scene.Get<RunFeed>(), signals,
            TimeProvider.System, NullLogger<AnnounceWorker>.Instance);
    }

    /// <summary>A platform of one channel and a chat with everybody.</summary>
    private sealed class Room(string platform, ConcurrentDictionary<string, TaskCompletionSource> told, Func<string, Task> hangs) : IChatRoom
    {
        public string Platform => platform;

        public TimeSpan Rest => TimeSpan.Zero;

        public async Task<string> PostAsync(Place place, Post post, Sending how, CancellationToken ct)
        {
            var name = post is Post.OfPerson letter ? $"{platform}/{letter.To.Name}" : platform;
            await hangs(name);
            if (post is not Post.OfBoard && told.TryGetValue(name, out var whom)) whom.TrySetResult();
            return how.Token;
        }

        public Task<string?> FindAsync(Place place, Post post, Sending how, CancellationToken ct) => Task.FromResult<string?>(null);

        public Task<bool> UpdateAsync(Place place, string message, Post post, Sending how, CancellationToken ct) => Task.FromResult(true);
    }
}
