using System.Text;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Slack.Tests.Scenes;
using Tinedy.ChatOps.SlackDouble.People;
using Tinedy.ChatOps.SlackDouble.Workspaces;
using Tinedy.ChatOps.Testing;
using Tinedy.ChatOps.Tests.Scenes;

namespace Tinedy.ChatOps.Slack.Tests.Journeys;

/// <summary>Threads, direct messages, files and the App Home: everything that is not the board in the channel.</summary>
public sealed class BesideTheBoard(PostgresServer server)
{
    [Fact]
    public async Task In_a_thread_one_mentions_the_bot_and_an_event_that_comes_again_has_one_effect_and_one_answer()
    {
        await using var scene = await SlackScene.OpenAsync(server);
        await scene.TypeAsync("devops", "start");
        var board = await scene.BoardAsync();

        var mention = await scene.As("po").MentionAsync(SlackScene.Channel, "note 3 < 4 & so on", board.Ts);
        await scene.ReplyAsync("\"3 &lt; 4 &amp; so on\"");
        var answer = await scene.Workspace.FindAsync(w => w.WhispersTo(SlackScene.UserOf("po")).FirstOrDefault(line => line.Says("Recorded")), "Nobody answered the mention.");
        answer.ThreadTs.ShouldBe(board.Ts);

        var again = scene.Slack.Sign(mention.Request.WithHeader("X-Slack-Retry-Num", "1").WithHeader("X-Slack-Retry-Reason", "http_timeout"));
        (await scene.Slack.SendAsync(again)).Status.ShouldBe(200);
        (await scene.Slack.SendAsync(mention.Request.WithHeader("X-Slack-Retry-Num", "1"))).Status.ShouldBe(200);
        await scene.TypeAsync("po", "status");

        (await scene.Chatops.EventsAsync(1)).OfType<RunEvent.NoteWritten>().Single().Text.ShouldBe("3 < 4 & so on");
        scene.Workspace.WhispersTo(SlackScene.UserOf("po")).Count(line => line.Says("Recorded")).ShouldBe(1);
    }

    [Fact]
    public async Task What_asks_first_is_asked_by_a_button_where_no_dialog_can_open()
    {
        await using var scene = await SlackScene.OpenAsync(server);
        await scene.TypeAsync("devops", "start");
        await scene.BoardAsync();
        await scene.As("devops").MentionAsync(SlackScene.Channel, "abort", null);
        var whisper = await scene.Workspace.FindAsync(w => w.WhispersTo(SlackScene.UserOf("devops")).FirstOrDefault(line => line.Buttons.Any()), "No button came.");

        var view = await (await scene.As("devops").ClickAsync(whisper, whisper.Buttons[0])).ViewAsync(view => view.Submit is not null);
        (await scene.As("devops").SubmitAsync(view, ("typed-id", "prod-71"), ("reason", "the window is closed"))).Errors["typed-id"].ShouldContain("you typed prod-71, this run is prod-1");
        (await scene.As("devops").SubmitAsync(view, ("typed-id", "PROD-1"), ("reason", "the window is closed"))).Errors.ShouldBeEmpty();

        await scene.BoardAsync("Aborted");
    }

    [Fact]
    public async Task The_home_shows_what_waits_for_a_person_and_what_is_pressed_there_counts()
    {
        await using var scene = await SlackScene.OpenAsync(server);
        await scene.As("dba").OpenHomeAsync();
        await scene.Slack.UntilAsync(w => w.HomeOf(SlackScene.UserOf("dba")) is { } home && home.Says("No run goes on"), "The home is not there.");
        await scene.TypeAsync("devops", "start");
        await scene.TypeAsync("po", "done 1.1.1");

        await scene.As("dba").OpenHomeAsync();
        await scene.Slack.UntilAsync(w => w.HomeOf(SlackScene.UserOf("dba"))!.Says("1.1.2 Change the data"), "The step does not wait for its operator.");
        await scene.As("intern").OpenHomeAsync();
        await scene.Slack.UntilAsync(w => w.HomeOf(SlackScene.UserOf("intern")) is { } home && home.Says("Nothing here waits for you"), "Something waits for the intern.");

        var home = scene.Workspace.HomeOf(SlackScene.UserOf("dba"))!;
        var view = await (await scene.As("dba").ClickAsync(home, "Run 1.1.2 Change the data")).ViewAsync(view => view.Submit is not null);
        (await scene.As("dba").SubmitAsync(view)).IsOk.ShouldBeTrue();
        (await scene.Chatops.EndingAsync(1, SmallRunbook.Step)).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task Whoever_must_sign_is_asked_in_a_direct_message_that_changes_when_it_is_signed()
    {
        await using var scene = await SlackScene.OpenAsync(server);
        await scene.TypeAsync("devops", "start");
        foreach (var line in new[] { "done 1.1.1", "skip 1.1.2 not needed today", "done 1.1.3" }) (await scene.TypeAsync("dba", line)).ShouldContain("Recorded");

        var letter = await scene.Workspace.FindAsync(w => w.DirectMessagesWith(SlackScene.UserOf("dba")) is [var first, ..] ? first : null, "Nobody asked the dba.");
        letter.Words.ShouldContain("waits for your signature as Database Administrator");
        var view = await (await scene.As("dba").ClickAsync(letter, letter.Buttons[0])).ViewAsync(view => view.Submit is not null);
        (await scene.As("dba").SubmitAsync(view)).Errors.ShouldBeEmpty();

        await scene.Slack.UntilAsync(w => w.DirectMessagesWith(SlackScene.UserOf("dba")).Any(message => message.Says("Nothing to do")), "The letter still asks.");
        scene.Workspace.DirectMessagesWith(SlackScene.UserOf("dba")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_report_is_brought_to_the_one_who_asked_and_is_the_checklist_filled_in()
    {
        await using var scene = await SlackScene.OpenAsync(server);
        await scene.TypeAsync("devops", "start");
        await scene.TypeAsync("po", "done 1.1.1");

        await scene.As("po").CommandAsync(SlackScene.Channel, "report");

        var file = await scene.Workspace.FindAsync(w => w.Files.FirstOrDefault(file => file.IsCompleted), "No file came.");
        file.Channel.ShouldBe(scene.As("po").DirectChannel);
        Encoding.UTF8.GetString(file.Bytes!.Value.Span).ShouldContain("- [x] **Agree**");
    }
}
