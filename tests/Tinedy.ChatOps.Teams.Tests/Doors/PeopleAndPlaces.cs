using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Evidence;
using Tinedy.ChatOps.Teams.Tests.Scenes;
using Tinedy.ChatOps.TeamsDouble.People;
using Tinedy.ChatOps.TeamsDouble.Tenants;
using Tinedy.ChatOps.Testing;
using Tinedy.ChatOps.Tests.Scenes;

namespace Tinedy.ChatOps.Teams.Tests.Doors;

/// <summary>Who may act is the list's to say; who somebody is, and where, is Teams'.</summary>
public sealed class PeopleAndPlaces(PostgresServer server)
{
    private const string OtherTeam = "19:other@thread.tacv2";

    [Theory]
    [InlineData("guest", null, "po@tinedy.example")]
    [InlineData("anonymous", null, "po@tinedy.example")]
    [InlineData("user", "33333333-2222-3333-4444-555555555555", "po@tinedy.example")]
    [InlineData("user", null, "po_partner.example#EXT#@tinedy.example")]
    public async Task Guests_and_people_of_other_organisations_do_not_act_however_they_are_listed(string role, string? home, string email)
    {
        await using var scene = await TeamsScene.OpenAsync(server);
        await scene.DoAsync("devops", "start");
        scene.Tenant.AddMember(scene.Tenant.Member(TeamsScene.ObjectOf("po")) with { Role = role, HomeTenant = home, Email = email });

        (await scene.TypeAsync("po", "done 1.1.1")).ShouldContain("Not done: guests and people of other organisations cannot act here.");
        (await scene.PressAsync("po", "Mark done 1.1.1")).Line.ShouldNotBeNull().ShouldContain("guests");
        (await scene.Chatops.EventsAsync(1)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Somebody_who_has_left_does_not_act()
    {
        await using var scene = await TeamsScene.OpenAsync(server);
        await scene.DoAsync("devops", "start");
        scene.Tenant.AddMember(scene.Tenant.Member(TeamsScene.ObjectOf("po")) with { IsGone = true });

        (await scene.PressAsync("po", "Mark done 1.1.1")).Line.ShouldNotBeNull().ShouldContain("deactivated");
        (await scene.Chatops.EventsAsync(1)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_somebody_did_is_kept_with_their_account_and_the_email_that_teams_knows()
    {
        await using var scene = await TeamsScene.OpenAsync(server);
        await scene.DoAsync("devops", "start");
        await scene.DoAsync("po", "note Hello");

        var note = (await scene.Chatops.Journal.ReadAsync(new RunId(1), 1, TestContext.Current.CancellationToken)).Select(entry => JournalFormat.Read(entry.Body)).Single();
        note.By.Via.ShouldBe(new("teams", scene.Teams.App.TenantId, TeamsScene.ObjectOf("po")));
        note.By.Email.ShouldBe("po@tinedy.example");
    }

    [Fact]
    public async Task Somebody_in_two_teams_acts_where_the_board_is_and_not_where_it_was_carried()
    {
        await using var scene = await TeamsScene.OpenAsync(server);
        scene.Tenant.AddRoom(OtherTeam);
        await scene.DoAsync("devops", "start");
        var board = await scene.BoardAsync();
        // Somebody has forwarded the card into a channel of another team, where the same person is too.
        var carried = board with { Conversation = OtherTeam };

        (await scene.As("po").ExecuteAsync(carried, board.Card!.Button("Mark done 1.1.1"))).Line.ShouldNotBeNull().ShouldContain("run 1 is not in this channel");
        await scene.As("po").SayAsync(OtherTeam, "done 1.1.1");
        await scene.Tenant.UntilAsync(tenant => tenant.ChatWith(TeamsScene.ObjectOf("po")).Any(line => line.Says("there is no run yet")), "Nobody said that there is none here.");
        (await scene.Chatops.EventsAsync(1)).Count.ShouldBe(1);
        await scene.DoAsync("po", "done 1.1.1");
    }

    [Fact]
    public async Task An_old_cards_button_is_judged_by_what_is_so_now()
    {
        await using var scene = await TeamsScene.OpenAsync(server);
        await scene.DoAsync("devops", "start");
        var old = await scene.BoardAsync("0 of 3 done");
        await scene.DoAsync("dba", "done 1.1.1");
        await scene.BoardAsync("1 of 3 done");

        (await scene.As("po").ExecuteAsync(old, old.Card!.Button("Mark done 1.1.1"))).Line.ShouldNotBeNull().ShouldStartWith("Already done: 1.1.1 was marked done by @dba");
        (await scene.Chatops.EventsAsync(1)).OfType<RunEvent.ItemTicked>().Count().ShouldBe(1);
    }

    [Fact]
    public async Task A_client_that_only_shows_the_board_again_has_clicked_nothing()
    {
        await using var scene = await TeamsScene.OpenAsync(server);
        await scene.DoAsync("devops", "start");
        var board = await scene.BoardAsync("0 of 3 done");
        var before = await scene.Chatops.EventsAsync(1);

        new TeamsCard((await scene.As("po").LookAsync(board)).Json!.Value.GetProperty("value")).Words.ShouldContain("0 of 3 done");
        // Even the very button, when nobody has pressed it.
        var shown = await scene.As("po").ExecuteAsync(board, board.Card!.Button("Mark done 1.1.1"), trigger: "automatic");
        shown.IsOk.ShouldBeTrue(shown.Body);

        (await scene.Chatops.EventsAsync(1)).ShouldBe(before);
    }

    [Fact]
    public async Task The_same_activity_again_with_the_same_id_or_another_has_one_effect()
    {
        await using var scene = await TeamsScene.OpenAsync(server);
        await scene.DoAsync("devops", "start");
        var board = await scene.BoardAsync();
        var said = scene.As("po").Said(TeamsScene.Channel, "note The replica is behind");
        var press = scene.As("po").Executed(board, board.Card!.Button("Mark done 1.1.1").Json, "manual");

        foreach (var activity in new[] { said, press })
        {
            for (var time = 0; time < 2; time++) (await scene.Teams.ActivitySender.BringAsync(activity)).IsOk.ShouldBeTrue();
            activity["id"] = activity["id"]!.GetValue<string>() + "1";
            (await scene.Teams.ActivitySender.BringAsync(activity)).IsOk.ShouldBeTrue();
        }

        var events = await scene.Chatops.EventsAsync(1);
        events.OfType<RunEvent.NoteWritten>().Count().ShouldBe(1);
        events.OfType<RunEvent.ItemTicked>().Count().ShouldBe(1);
    }

    [Fact]
    public async Task An_older_client_sends_the_button_as_a_message_and_reads_the_answer_in_its_chat()
    {
        await using var scene = await TeamsScene.OpenAsync(server);
        await scene.DoAsync("devops", "start");
        var board = await scene.BoardAsync();
        // Boards of before had a second button for it, which carried the same.
        (await scene.As("po").SubmitAsMessageAsync(board, board.Card!.Button("Mark done 1.1.1"))).Body.ShouldBeEmpty();
        await scene.BoardAsync("1 of 3 done");
        await scene.Tenant.UntilAsync(tenant => tenant.ChatWith(TeamsScene.ObjectOf("po")).Any(line => line.Says("Recorded")), "Nobody answered.");
    }

    [Fact]
    public async Task In_a_personal_chat_one_writes_plainly_and_files_and_dialogs_come_there()
    {
        await using var scene = await TeamsScene.OpenAsync(server);
        await scene.DoAsync("devops", "start");
        await scene.BoardAsync();

        await scene.As("po").WriteAsync("done 1.1.1");
        await scene.BoardAsync("1 of 3 done");
        await scene.As("devops").WriteAsync("start");
        await scene.Tenant.UntilAsync(tenant => tenant.ChatWith(TeamsScene.ObjectOf("devops")).Any(line => line.Says("a run starts in the channel")), "It started in private.");

        await scene.As("devops").WriteAsync("abort");
        var asking = await scene.Tenant.FindAsync(tenant => tenant.ChatWith(TeamsScene.ObjectOf("devops")).FirstOrDefault(line => line.Card!.Buttons.Any()), "No button came.");
        var dialog = TeamsDialog.Of((await scene.As("devops").FetchAsync(asking, asking.Card!.Buttons[0])).Json, asking.Conversation).ShouldNotBeNull();
        dialog.Card.Words.ShouldContain("Type the run's id, prod-1");
    }

    [Fact]
    public async Task In_a_group_chat_the_bot_is_mentioned_and_what_is_said_to_others_is_not_meant_for_it()
    {
        const string group = "19:group@thread.v2";
        await using var scene = await TeamsScene.OpenAsync(server);
        scene.Tenant.AddRoom(group);
        var aside = scene.As("devops").Activity("message", group, "1");
        aside["text"] = "start";
        (await scene.Teams.ActivitySender.BringAsync(aside)).IsOk.ShouldBeTrue();
        (await scene.As("devops").SayAsync(group, "status")).IsOk.ShouldBeTrue();
        await scene.Tenant.UntilAsync(tenant => tenant.ChatWith(TeamsScene.ObjectOf("devops")).Any(line => line.Says("There is no run yet")), "It was not asked, or there is a run.");

        await scene.As("devops").SayAsync(group, "start");
        await scene.Tenant.UntilAsync(tenant => tenant.Messages.Any(message => message.Conversation == group && message.Card?.Refresh is not null), "No board came.");
    }

    [Fact]
    public async Task Whoever_cannot_be_written_to_is_a_gap_before_the_run_and_none_after_they_add_the_app()
    {
        await using var scene = await TeamsScene.OpenAsync(server);
        scene.Tenant.AddMember(scene.Tenant.Member(TeamsScene.ObjectOf("dba")) with { HasApp = false });
        await scene.Service.DisposeAsync();
        await scene.HostAsync();
        await Poll.UntilAsync(() => scene.Service.Everything.Contains("does not let us write to dba", StringComparison.Ordinal), "Nobody noticed at the start.");

        await scene.DoAsync("devops", "start");
        (await scene.BoardAsync("Gap: @dba cannot be written to. A page would not arrive.")).Words.ShouldContain("They add the app for themselves");
        (await scene.As("dba").SayAsync(TeamsScene.Channel, "status")).IsOk.ShouldBeTrue();
        (await scene.ReplyToAsync("this app cannot write to them yet")).Words.ShouldNotContain("Running");

        (await scene.As("dba").InstallAsync(add: true)).IsOk.ShouldBeTrue();
        await scene.As("dba").WriteAsync("done 1.1.1");
        (await scene.BoardAsync("1 of 3 done")).Words.ShouldNotContain("Gap", customMessage: scene.Tenant.Describe());
    }

    [Fact]
    public async Task Whoever_must_sign_is_asked_in_a_message_that_changes_when_it_is_signed_also_after_a_restart()
    {
        await using var scene = await TeamsScene.OpenAsync(server);
        await scene.DoAsync("devops", "start");
        foreach (var line in new[] { "done 1.1.1", "skip 1.1.2 not needed today", "done 1.1.3" }) await scene.DoAsync("devops", line);
        var letter = await scene.Tenant.FindAsync(tenant => tenant.ChatWith(TeamsScene.ObjectOf("dba")) is [var first, ..] ? first : null, "Nobody asked the dba.");
        letter.Words.ShouldContain("waits for your signature as Database Administrator");
        letter.Activity.GetProperty("channelData").GetProperty("notification").GetProperty("alert").GetBoolean().ShouldBeTrue();

        await scene.UntilAllToldAsync();
        await scene.Service.DisposeAsync();
        await scene.HostAsync();
        var dialog = TeamsDialog.Of((await scene.As("dba").FetchAsync(letter, letter.Card!.Button("Sign off as"))).Json, letter.Conversation).ShouldNotBeNull();
        (await scene.As("dba").SubmitAsync(dialog, dialog.Card.Button("Sign off"), new Dictionary<string, string> { ["choice"] = "sign", ["remark"] = "" })).Body.ShouldBeEmpty();

        await scene.Tenant.UntilAsync(tenant => tenant.ChatWith(TeamsScene.ObjectOf("dba")).Any(message => message.Says("Nothing to do")), "The letter still asks.");
        scene.Tenant.ChatWith(TeamsScene.ObjectOf("dba")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Where_the_app_is_added_it_says_once_what_it_is_and_again_only_after_it_was_taken_away()
    {
        const string channel = "19:new@thread.tacv2";
        await using var scene = await TeamsScene.OpenAsync(server);
        scene.Tenant.AddRoom(channel);
        (await scene.As("devops").InstallAsync(channel, add: true)).IsOk.ShouldBeTrue();
        (await scene.As("devops").InstallAsync(add: true)).IsOk.ShouldBeTrue();
        await scene.Tenant.UntilAsync(tenant => In(channel, "@Migrate start begins one") == 1 && In(TeamsDouble.Tenants.Tenant.ChatOf(TeamsScene.ObjectOf("devops")), "Migrate is here") == 1, "No word came.");

        (await scene.As("devops").InstallAsync(channel, add: true)).IsOk.ShouldBeTrue();
        (await scene.As("devops").InstallAsync(channel, add: false)).IsOk.ShouldBeTrue();
        (await scene.As("devops").InstallAsync(channel, add: true)).IsOk.ShouldBeTrue();
        await scene.Tenant.UntilAsync(tenant => In(channel, "@Migrate start begins one") == 2, "It was not said again.");

        int In(string conversation, string words) => scene.Tenant.Messages.Count(message => message.Conversation == conversation && message.Says(words));
    }

    [Fact]
    public async Task In_the_chat_with_the_bot_a_message_without_words_gets_one_and_its_name_may_stand_in_front()
    {
        await using var scene = await TeamsScene.OpenAsync(server);
        var picture = scene.As("po").Activity("message", scene.As("po").Chat, "1");
        (await scene.Teams.ActivitySender.BringAsync(picture)).IsOk.ShouldBeTrue();
        await scene.Tenant.UntilAsync(tenant => tenant.ChatWith(TeamsScene.ObjectOf("po")).Any(line => line.Says("Not understood: that message has no words in it.")), "It was not answered.");
        await scene.As("po").WriteAsync("Migrate help");
        await scene.Tenant.UntilAsync(tenant => tenant.ChatWith(TeamsScene.ObjectOf("po")).Any(line => line.Says("Look: status")), "Its name in front was not understood.");
    }

    [Fact]
    public async Task What_was_typed_in_a_channel_and_done_is_shown_by_the_board_alone()
    {
        await using var scene = await TeamsScene.OpenAsync(server);
        await scene.DoAsync("devops", "start");
        await scene.DoAsync("po", "done 1.1.1");
        await scene.BoardAsync("1 of 3 done");
        (await scene.TypeAsync("po", "done 9.9.9")).ShouldStartWith("Not done");
        scene.Tenant.ChatWith(TeamsScene.ObjectOf("po")).Count.ShouldBe(1, "a tick sends nothing, and so does what is typed instead of it");
    }
}
