using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Presentation.Boards;
using Tinedy.ChatOps.Slack.Tests.Scenes;
using Tinedy.ChatOps.SlackDouble.Workspaces;
using Tinedy.ChatOps.Testing;

namespace Tinedy.ChatOps.Slack.Tests.Journeys;

/// <summary>Two people press the same button in the same instant, a thousand times.</summary>
public sealed class SameInstant(PostgresServer server)
{
    private const int Races = 1_000;
    private const int AtOnce = 8;

    [Fact]
    public async Task A_thousand_races_have_one_effect_each_and_the_other_is_told_who_was_first()
    {
        var runbook = "# Many\n## Work\n### Items\n" + string.Concat(Enumerable.Range(1, Races).Select(item => $"- [ ] Item {item}\n"));
        await using var scene = await SlackScene.OpenAsync(server, runbook);
        await scene.TypeAsync("devops", "start");
        var board = await scene.BoardAsync();
        var button = board.Button("Mark done 1.1.1 Item 1");

        await Parallel.ForAsync(1, Races + 1, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (item, _) =>
        {
            var same = button with { Value = ButtonCode.Write(new Button(Verb.MarkDone, new RunId(1), new ButtonTarget.OfItem(new($"item-{item}"), 0), "Mark done", "")) };
            var clicks = await Task.WhenAll(scene.As("po").ClickAsync(board, same), scene.As("dev").ClickAsync(board, same));
            clicks.ShouldAllBe(click => click.Status == 200);
            await scene.Slack.UntilAsync(_ => clicks.Sum(click => click.Ephemerals.Count) == 1, $"Of two who pressed 1.1.{item} not exactly one was told.");
            clicks.SelectMany(click => click.Ephemerals).Single().Words.ShouldMatch($"^Already done: 1.1.{item} was marked done by @(po|dev) at ");
        });

        var ticks = (await scene.Chatops.EventsAsync(1)).OfType<RunEvent.ItemTicked>().Select(tick => tick.Item).ToList();
        ticks.Count.ShouldBe(Races);
        ticks.Distinct().Count().ShouldBe(Races);
        await scene.BoardAsync("1,000 of 1,000 done");
    }
}
