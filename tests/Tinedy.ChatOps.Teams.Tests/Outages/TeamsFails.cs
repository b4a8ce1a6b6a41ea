using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Presentation.Boards;
using Tinedy.ChatOps.Teams.Tests.Scenes;
using Tinedy.ChatOps.TeamsDouble.Failing;
using Tinedy.ChatOps.TeamsDouble.Tenants;
using Tinedy.ChatOps.Testing;
using Tinedy.ChatOps.Tests.Scenes;

namespace Tinedy.ChatOps.Teams.Tests.Outages;

/// <summary>Teams is slow, limited or gone, and answers get lost: the run goes on, and people see it once and right.</summary>
public sealed partial class TeamsFails(PostgresServer server)
{
    [Fact]
    public async Task A_board_whose_answer_was_lost_is_found_by_a_client_that_shows_it_and_one_that_was_followed_is_retired()
    {
        await using var scene = await TeamsScene.OpenAsync(server);
        scene.Teams.Faults.Next($"send {TeamsScene.Channel}", new Fault.AcceptThenDrop());
        await scene.As("devops").SayAsync(TeamsScene.Channel, "start");
        await scene.Tenant.UntilAsync(tenant => tenant.Messages.Count(TeamsScene.IsBoard) == 2, "It was not sent again though nobody was seen looking at it.");
        var boards = scene.Tenant.Messages.Where(TeamsScene.IsBoard).ToList();

        // Somebody scrolls past the one that nobody knew of.
        await scene.As("devops").SayAsync(TeamsScene.Channel, "done 1.1.1");
        var kept = await scene.Tenant.FindAsync(tenant => tenant.Messages.FirstOrDefault(message => TeamsScene.IsBoard(message) && message.Says("1 of 3 done")), "No board goes on.");
        var lost = boards.Single(board => board.Id != kept.Id);
        (await scene.As("po").LookAsync(lost)).Body.ShouldContain("is not kept up any more");
        await scene.BoardAsync("1 of 3 done");
    }

    [Fact]
    public async Task A_thread_reply_whose_answer_was_lost_is_not_said_twice()
    {
        await using var scene = await TeamsScene.OpenAsync(server);
        await scene.DoAsync("devops", "start");
        await scene.BoardAsync();
        scene.Teams.Faults.Next($"send {TeamsScene.Channel}", new Fault.AcceptThenDrop());
        (await scene.As("po").SayAsync(TeamsScene.Channel, "note The replica is behind")).IsOk.ShouldBeTrue();
        await scene.ReplyAsync("The replica is behind");

        await scene.DoAsync("po", "note It has caught up");
        await scene.ReplyAsync("It has caught up");
        await scene.UntilAllToldAsync();
        scene.Tenant.Messages.Count(message => message.Root is not null && message.Says("The replica is behind")).ShouldBe(1);
    }

    [Fact]
    public async Task A_board_that_was_deleted_is_posted_again_and_one_that_cannot_be_changed_is_replaced_and_taken_away()
    {
        await using var scene = await TeamsScene.OpenAsync(server);
        await scene.DoAsync("devops", "start");
        var first = await scene.BoardAsync();
        scene.Teams.Faults.Next("update", new Fault.Refuse(404, "ActivityNotFoundInConversation"));
        await scene.DoAsync("devops", "done 1.1.1");
        var second = await scene.Tenant.FindAsync(tenant => tenant.Messages.FirstOrDefault(message => TeamsScene.IsBoard(message) && message.Id != first.Id), "No new board came.");

        scene.Teams.Faults.Next("update", new Fault.Refuse(405, "UpdateNotAllowed"));
        await scene.DoAsync("devops", "note once more");
        await scene.Tenant.UntilAsync(tenant => tenant.Messages.Any(message => TeamsScene.IsBoard(message) && message.Id != first.Id && message.Id != second.Id), "It was not replaced.");
        await scene.Tenant.UntilAsync(tenant => tenant.Messages.All(message => message.Id != second.Id), "The old one still stands there.");
    }

    [Fact]
    public async Task What_teams_asks_to_wait_is_waited_and_the_click_is_answered_all_the_same()
    {
        await using var scene = await TeamsScene.OpenAsync(server);
        await scene.DoAsync("devops", "start");
        await scene.BoardAsync();
        scene.Teams.Faults.Always("update", new Fault.Throttle(1));
        await scene.PressAsync("po", "Mark done 1.1.1");
        await scene.Teams.Tenant.UntilAsync(_ => scene.Teams.Calls.Any(call => call is { Name: "update", Status: 429 }), "Nobody was asked to wait.");
        scene.Teams.Faults.Lift("update");

        await scene.BoardAsync("1 of 3 done");
        // A room that asks for patience is not a room that fails.
        (await scene.Service.GetAsync("/health/ready")).IsSuccessStatusCode.ShouldBeTrue();
    }

    [Fact]
    public async Task Three_hundred_changes_stay_below_the_limits_of_teams()
    {
        const int items = 300;
        var runbook = "# Many\n## Work\n### Items\n" + string.Concat(Enumerable.Range(1, items).Select(item => $"- [ ] Item {item}\n"));
        await using var scene = await TeamsScene.OpenAsync(server, runbook);
        scene.Teams.Faults.RateLimits = true;
        await scene.DoAsync("devops", "start");
        var board = await scene.BoardAsync();
        await Parallel.ForAsync(1, items + 1, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (item, _) =>
        {
            var code = ButtonCode.Write(new(Verb.MarkDone, new RunId(1), new ButtonTarget.OfItem(new($"item-{item}"), 0), "Mark done", ""));
            var button = new TeamsButton(System.Text.Json.JsonSerializer.SerializeToElement(new { type = "Action.Execute", title = "Mark done", verb = "press", data = new { chatops = new { @do = "press", code } } }));
            (await scene.As("po").ExecuteAsync(board, button)).Line.ShouldNotBeNull().ShouldStartWith("Recorded");
        });

        await scene.BoardAsync("300 of 300 done");
        scene.Teams.Calls.Count(call => call.Status == 429).ShouldBe(0);
    }

    [Fact]
    public async Task Fourteen_refusals_in_a_moment_all_arrive_in_their_order_and_within_the_limits_of_teams()
    {
        await using var scene = await TeamsScene.OpenAsync(server);
        await scene.DoAsync("devops", "start");
        await scene.BoardAsync();
        scene.Teams.Faults.RateLimits = true;
        for (var number = 1; number <= 14; number++) (await scene.As("po").WriteAsync($"prod-1 done 9.9.{number}")).IsOk.ShouldBeTrue();

        await scene.Tenant.UntilAsync(tenant => Refusals(tenant).Count() == 14, "An answer was lost.");
        Refusals(scene.Tenant).Select(line => int.Parse(Item().Match(line.Words).Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture)).ShouldBe(Enumerable.Range(1, 14));
        scene.Teams.Calls.Count(call => call.Status == 429).ShouldBe(0);

        static IEnumerable<TeamsMessage> Refusals(Tenant tenant) => tenant.ChatWith(TeamsScene.ObjectOf("po")).Where(line => Item().IsMatch(line.Words));
    }

    [Fact]
    public async Task A_private_answer_waits_as_long_as_its_chat_is_busy_and_is_bounded_whatever_teams_asks_for()
    {
        await using var scene = await TeamsScene.OpenAsync(server);
        await scene.DoAsync("devops", "start");
        var chat = Tenant.ChatOf(TeamsScene.ObjectOf("po"));
        scene.Teams.Faults.Next($"send {chat}", new Fault.Throttle(1), new Fault.Throttle("-5"), new Fault.Throttle("soon"), new Fault.Throttle("Thu, 01 Jan 1970 00:00:00 GMT"), new Fault.Http500());
        (await scene.As("po").WriteAsync("prod-1 done 9.9.1")).IsOk.ShouldBeTrue();
        await scene.Tenant.UntilAsync(tenant => tenant.ChatWith(TeamsScene.ObjectOf("po")).Any(line => line.Says("9.9.1")), "The answer was lost.");

        scene.Teams.Faults.Next($"send {chat}", new Fault.Throttle("999999"));
        (await scene.As("po").WriteAsync("prod-1 done 9.9.2")).IsOk.ShouldBeTrue();
        await Poll.UntilAsync(() => scene.Service.Everything.Contains("Teams asks to wait 999999 to send a message. That is cut to 120 s.", StringComparison.Ordinal), "The log does not say that it was cut.");
    }

    [System.Text.RegularExpressions.GeneratedRegex(@"9\.9\.(\d+)")]
    private static partial System.Text.RegularExpressions.Regex Item();

    [Fact]
    public async Task A_wrong_secret_is_said_in_the_health_and_the_run_goes_on()
    {
        await using var scene = await TeamsScene.OpenAsync(server, null, ("Teams:ClientSecret", "another"));
        await Poll.UntilAsync(async () => (await (await scene.Service.GetAsync("/health/ready")).Content.ReadAsStringAsync()).Contains("invalid_client", StringComparison.Ordinal), "The health does not say what is wrong.");
        scene.Service.Everything.ShouldNotContain("Client secret provided", customMessage: "The login's own words may hold more than a log should.");
    }
}
