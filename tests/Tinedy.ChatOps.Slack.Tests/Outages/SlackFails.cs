using Tinedy.ChatOps.Slack.Tests.Scenes;
using Tinedy.ChatOps.SlackDouble.Failing;
using Tinedy.ChatOps.SlackDouble.Workspaces;
using Tinedy.ChatOps.Testing;
using Tinedy.ChatOps.Tests.Scenes;

namespace Tinedy.ChatOps.Slack.Tests.Outages;

/// <summary>While Slack fails in every way it can, the run goes on; when it is back the board is right and nothing was said twice.</summary>
public sealed class SlackFails(PostgresServer server)
{
    public static TheoryData<string> Ways => ["Http500", "Html", "AcceptThenTimeOut", "AcceptThenDrop", "Drop", "Throttle", "Error"];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task In_every_method_while_a_run_goes_from_start_to_end(string way)
    {
        await using var scene = await SlackScene.OpenAsync(server);
        await scene.Slack.UntilAsync(_ => scene.Slack.CallsOf("users.info").Count >= Team.Names.Count(), "The service did not ask who its people are.");
        foreach (var method in new[] { "chat.postMessage", "chat.update", "pins.add", "conversations.open", "files.completeUploadExternal" })
            scene.Slack.Faults.Next(method, FaultOf(way));

        await RunToTheEndAsync(scene);

        await NothingIsMissingOrTwiceAsync(scene);
    }

    [Fact]
    public async Task With_silence_from_the_start_to_the_end()
    {
        await using var scene = await SlackScene.OpenAsync(server);
        await scene.Slack.UntilAsync(_ => scene.Slack.CallsOf("users.info").Count >= Team.Names.Count(), "The service did not ask who its people are.");
        (await scene.TypeAsync("devops", "start")).ShouldContain("Started run 1");
        await scene.BoardAsync();
        scene.Slack.Faults.Silence = true;

        (await scene.TypeAsync("dba", "done 1.1.1")).ShouldContain("Recorded");
        (await scene.TypeAsync("dba", "run 1.1.2")).ShouldContain("Recorded");
        (await scene.Chatops.EndingAsync(1, SmallRunbook.Step)).ExitCode.ShouldBe(0);
        (await scene.TypeAsync("po", "done 1.1.3")).ShouldContain("Recorded");
        (await scene.TypeAsync("dba", "sign Database Administrator")).ShouldContain("Recorded");
        await Poll.UntilAsync(async () => (await HealthAsync(scene)).Contains("did not answer", StringComparison.Ordinal), "Health does not say that Slack is away.");

        scene.Slack.Faults.Silence = false;
        await NothingIsMissingOrTwiceAsync(scene);
        await Poll.UntilAsync(async () => (await HealthAsync(scene)).Contains("\"slack\":\"well\"", StringComparison.Ordinal), "Health does not say that Slack is back.");
    }

    [Fact]
    public async Task A_wait_that_Slack_asks_for_is_bounded_and_the_log_says_so()
    {
        await using var scene = await SlackScene.OpenAsync(server);
        await scene.TypeAsync("devops", "start");
        await scene.BoardAsync();
        scene.Slack.Faults.Next("chat.update", new Fault.Throttle("-1"), new Fault.Throttle("soon"), new Fault.Throttle("Fri, 31 Dec 9999 23:59:59 GMT"));

        await scene.TypeAsync("dba", "done 1.1.1");
        await Poll.UntilAsync(() => scene.Service.Everything.Contains("Slack asks to wait Fri, 31 Dec 9999 23:59:59 GMT with chat.update. That is cut to 120 s.", StringComparison.Ordinal), "The log does not say that it was cut.");
    }

    [Theory]
    [InlineData("missing_scope")]
    [InlineData("internal_error")]
    public async Task A_file_that_Slack_does_not_take_is_a_gap_and_neither_the_board_nor_health_suffers(string code)
    {
        await using var scene = await SlackScene.OpenAsync(server);
        scene.Slack.Faults.Always("files.getUploadURLExternal", new Fault.Error(code));
        await scene.TypeAsync("devops", "start");
        await scene.TypeAsync("dba", "abort prod-1 the window is closed");

        await scene.BoardAsync($"The filled-in checklist of run 1 is not in");
        for (var look = 0; look < 2; look++)
        {
            (await HealthAsync(scene)).ShouldContain("\"slack\":\"well\"");
            var tries = scene.Slack.CallsOf("files.getUploadURLExternal").Count;
            await scene.Slack.UntilAsync(_ => scene.Slack.CallsOf("files.getUploadURLExternal").Count > tries, "It is not tried again.");
        }
        (await scene.TypeAsync("dba", "status")).ShouldContain("no file report in");

        scene.Slack.Faults.LiftAll();
        await scene.Slack.UntilAsync(w => w.Files.Count >= 2, "The files did not come.");
        await Poll.UntilAsync(async () => !(await scene.BoardAsync("Aborted")).Says("is not in"), "The gap stays.");
    }

    [Fact]
    public async Task A_board_that_somebody_deleted_comes_back()
    {
        await using var scene = await SlackScene.OpenAsync(server);
        await scene.TypeAsync("devops", "start");
        await scene.BoardAsync();
        scene.Slack.Faults.Next("chat.update", new Fault.Error("message_not_found"));

        await scene.TypeAsync("dba", "done 1.1.1");

        await scene.Slack.UntilAsync(w => w.Messages.Count(message => message is { Channel: SlackScene.Channel, ThreadTs: null } && message.Says("prod")) == 2, "No new board came.");
        await scene.BoardAsync("1 of 3 done");
    }

    [Fact]
    public async Task An_app_that_was_removed_says_so_and_the_run_goes_on()
    {
        await using var scene = await SlackScene.OpenAsync(server);
        await scene.TypeAsync("devops", "start");
        await scene.BoardAsync();

        await scene.Slack.UninstallAsync();

        (await HealthAsync(scene)).ShouldContain("removed");
        (await scene.Service.GetAsync("/runs/1")).IsSuccessStatusCode.ShouldBeTrue();
    }

    [Fact]
    public async Task A_person_who_cannot_be_written_to_keeps_nobody_else_waiting()
    {
        await using var scene = await SlackScene.OpenAsync(server);
        scene.Slack.Faults.Always("conversations.open", new Fault.Error("user_disabled"));

        await RunToTheEndAsync(scene);

        await scene.BoardAsync("Completed");
        await scene.NoticeAsync("Completed on prod");
    }

    [Fact]
    public async Task Twenty_clicks_in_a_moment_are_few_updates_and_the_last_is_right()
    {
        var runbook = "# Many\n## Work\n### Items\n" + string.Concat(Enumerable.Range(1, 25).Select(item => $"- [ ] Item {item}\n"));
        await using var scene = await SlackScene.OpenAsync(server, runbook);
        scene.Slack.Faults.RateLimits = true;
        await scene.TypeAsync("devops", "start");
        await scene.BoardAsync();

        await Task.WhenAll(Enumerable.Range(1, 20).Select(item => scene.As("po").CommandAsync(SlackScene.Channel, $"done 1.1.{item}")));
        await scene.BoardAsync("20 of 25 done");

        scene.Slack.CallsOf("chat.update").Count.ShouldBeLessThanOrEqualTo(5);
        scene.Slack.Calls.ShouldAllBe(call => call.Status != 429);
    }

    private static async Task RunToTheEndAsync(SlackScene scene)
    {
        (await scene.TypeAsync("devops", "start")).ShouldContain("Started run 1");
        (await scene.TypeAsync("dba", "done 1.1.1")).ShouldContain("Recorded");
        (await scene.TypeAsync("dba", "run 1.1.2")).ShouldContain("Recorded");
        (await scene.Chatops.EndingAsync(1, SmallRunbook.Step)).ExitCode.ShouldBe(0);
        (await scene.TypeAsync("po", "done 1.1.3")).ShouldContain("Recorded");
        (await scene.TypeAsync("dba", "sign Database Administrator")).ShouldContain("Recorded");
    }

    /// <summary>One board that is right, one message for each thing that happened, one of each file, one letter.</summary>
    private static async Task NothingIsMissingOrTwiceAsync(SlackScene scene)
    {
        await Poll.UntilAsync(
            () => Task.FromResult(Boards(scene.Workspace).Any(board => board.Says("Completed · prod · 3 of 3 done")) && Files(scene.Workspace).Count() == 2 && Said(scene.Workspace, "Completed on prod").Any()),
            () => $"Not everything was said. {scene.Workspace.Describe()} The service said: {scene.Service.Everything}");
        Boards(scene.Workspace).Count().ShouldBe(1);
        Said(scene.Workspace, "Completed on prod").Count().ShouldBe(1);
        Said(scene.Workspace, "Database Administrator signed ·").Count().ShouldBe(1);
        Said(scene.Workspace, "1.1.2 Change the data · succeeded").Count().ShouldBe(1);
        Files(scene.Workspace).Select(file => file.Name).ShouldBe(["prod-1.jsonl", "prod-1.md"], ignoreOrder: true);
        Said(scene.Workspace, "run 1 on prod").Count(message => message.Channel.StartsWith('D')).ShouldBeLessThanOrEqualTo(1);
    }

    private static IEnumerable<SlackMessage> Boards(Workspace workspace) => workspace.Messages.Where(message => message is { Channel: SlackScene.Channel, ThreadTs: null, IsDeleted: false } && message.Says("Small migration · run 1"));

    private static IEnumerable<SlackMessage> Said(Workspace workspace, string words) => workspace.Messages.Where(message => message.Says(words) && !message.IsDeleted);

    private static IEnumerable<SlackFile> Files(Workspace workspace) => workspace.Files.Where(file => file.IsCompleted && file.Channel == SlackScene.Channel);

    private static async Task<string> HealthAsync(SlackScene scene) =>
        await (await scene.Service.GetAsync("/health/ready")).Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    private static Fault FaultOf(string way) => way switch
    {
        "Http500" => new Fault.Http500(),
        "Html" => new Fault.Html(),
        "AcceptThenTimeOut" => new Fault.AcceptThenTimeOut(),
        "AcceptThenDrop" => new Fault.AcceptThenDrop(),
        "Drop" => new Fault.Drop(),
        "Throttle" => new Fault.Throttle(2),
        _ => new Fault.Error("internal_error"),
    };
}
