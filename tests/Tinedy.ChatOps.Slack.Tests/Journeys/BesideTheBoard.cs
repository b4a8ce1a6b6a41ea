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
        await using var office = await Office.OpenAsync(server);
        await office.TypeAsync("devops", "start");
        var board = await office.BoardAsync();

        var mention = await office.As("po").MentionAsync(Office.Channel, "note 3 < 4 & so on", board.Ts);
        await office.ReplyAsync("\"3 &lt; 4 &amp; so on\"");
        var answer = await office.Workspace.FindAsync(w => w.WhispersTo(Office.UserOf("po")).FirstOrDefault(line => line.Says("Recorded")), "Nobody answered the mention.");
        answer.ThreadTs.ShouldBe(board.Ts);

        var again = office.Slack.Sign(mention.Request.WithHeader("X-Slack-Retry-Num", "1").WithHeader("X-Slack-Retry-Reason", "http_timeout"));
        (await office.Slack.SendAsync(again)).Status.ShouldBe(200);
        (await office.Slack.SendAsync(mention.Request.WithHeader("X-Slack-Retry-Num", "1"))).Status.ShouldBe(200);
        await office.TypeAsync("po", "status");

        (await office.Scene.EventsAsync(1)).OfType<RunEvent.NoteWritten>().Single().Text.ShouldBe("3 < 4 & so on");
        office.Workspace.WhispersTo(Office.UserOf("po")).Count(line => line.Says("Recorded")).ShouldBe(1);
    }

    [Fact]
    public async Task What_asks_first_is_asked_by_a_button_where_no_dialog_can_open()
    {
        await using var office = await Office.OpenAsync(server);
        await office.TypeAsync("devops", "start");
        await office.BoardAsync();
        await office.As("devops").MentionAsync(Office.Channel, "abort", null);
        var whisper = await office.Workspace.FindAsync(w => w.WhispersTo(Office.UserOf("devops")).FirstOrDefault(line => line.Buttons.Any()), "No button came.");

        var view = await (await office.As("devops").ClickAsync(whisper, whisper.Buttons[0])).ViewAsync(view => view.Submit is not null);
        (await office.As("devops").SubmitAsync(view, ("typed-id", "prod-71"), ("reason", "the window is closed"))).Errors["typed-id"].ShouldContain("you typed prod-71, this run is prod-1");
        (await office.As("devops").SubmitAsync(view, ("typed-id", "PROD-1"), ("reason", "the window is closed"))).Errors.ShouldBeEmpty();

        await office.BoardAsync("Aborted");
    }

    [Fact]
    public async Task The_home_shows_what_waits_for_a_person_and_what_is_pressed_there_counts()
    {
        await using var office = await Office.OpenAsync(server);
        await office.As("dba").OpenHomeAsync();
        await office.Slack.UntilAsync(w => w.HomeOf(Office.UserOf("dba")) is { } home && home.Says("No run goes on"), "The home is not there.");
        await office.TypeAsync("devops", "start");
        await office.TypeAsync("po", "done 1.1.1");

        await office.As("dba").OpenHomeAsync();
        await office.Slack.UntilAsync(w => w.HomeOf(Office.UserOf("dba"))!.Says("1.1.2 Change the data"), "The step does not wait for its operator.");
        await office.As("intern").OpenHomeAsync();
        await office.Slack.UntilAsync(w => w.HomeOf(Office.UserOf("intern")) is { } home && home.Says("Nothing here waits for you"), "Something waits for the intern.");

        var home = office.Workspace.HomeOf(Office.UserOf("dba"))!;
        var view = await (await office.As("dba").ClickAsync(home, "Run 1.1.2 Change the data")).ViewAsync(view => view.Submit is not null);
        (await office.As("dba").SubmitAsync(view)).IsOk.ShouldBeTrue();
        (await office.Scene.EndingAsync(1, SmallRunbook.Step)).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task Whoever_must_sign_is_asked_in_a_direct_message_that_changes_when_it_is_signed()
    {
        await using var office = await Office.OpenAsync(server);
        await office.TypeAsync("devops", "start");
        foreach (var line in new[] { "done 1.1.1", "skip 1.1.2 not needed today", "done 1.1.3" }) (await office.TypeAsync("dba", line)).ShouldContain("Recorded");

        var letter = await office.Workspace.FindAsync(w => w.DirectMessagesWith(Office.UserOf("dba")) is [var first, ..] ? first : null, "Nobody asked the dba.");
        letter.Words.ShouldContain("waits for your signature as Database Administrator");
        var view = await (await office.As("dba").ClickAsync(letter, letter.Buttons[0])).ViewAsync(view => view.Submit is not null);
        (await office.As("dba").SubmitAsync(view)).Errors.ShouldBeEmpty();

        await office.Slack.UntilAsync(w => w.DirectMessagesWith(Office.UserOf("dba")).Any(message => message.Says("Nothing to do")), "The letter still asks.");
        office.Workspace.DirectMessagesWith(Office.UserOf("dba")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_report_is_brought_to_the_one_who_asked_and_is_the_checklist_filled_in()
    {
        await using var office = await Office.OpenAsync(server);
        await office.TypeAsync("devops", "start");
        await office.TypeAsync("po", "done 1.1.1");

        await office.As("po").CommandAsync(Office.Channel, "report");

        var file = await office.Workspace.FindAsync(w => w.Files.FirstOrDefault(file => file.IsCompleted), "No file came.");
        file.Channel.ShouldBe(office.As("po").DirectChannel);
        Encoding.UTF8.GetString(file.Bytes!.Value.Span).ShouldContain("- [x] **Agree**");
    }
}
