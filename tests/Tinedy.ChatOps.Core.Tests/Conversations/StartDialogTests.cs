using System.Collections.Immutable;
using Tinedy.ChatOps.Application.Conversations;
using Tinedy.ChatOps.Core.Tests.RunServices;
using Tinedy.ChatOps.Domain.Access;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Presentation.Boards;
using Tinedy.ChatOps.Presentation.Dialogs;

namespace Tinedy.ChatOps.Core.Tests.Conversations;

/// <summary>What is asked of whoever begins a run and has not said from what, where or when.</summary>
public sealed class StartDialogTests
{
    private static readonly AccessDirectory TwoPlaces = new(Crew.Access.People, [Crew.Environment("prod"), Crew.Environment("staging")]);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private readonly ReplicaSet replicas = new();

    private int keys;

    [Fact]
    public async Task What_cannot_be_taken_for_granted_is_asked_and_what_can_stands_there_already()
    {
        replicas.With("rollout.md", Paper.SmallText).With("broken.md", "# Nothing\n");
        (await SayAsync("start")).ShouldBeOfType<Reply.Ask>().Dialog.Inputs.Select(input => (input.Name, input.Initial))
            .ShouldBe([("runbook", null), ("environment", null), ("when", null)]);
        (await SayAsync("start staging")).ShouldBeOfType<Reply.Ask>("of two runbooks none is meant, whatever it is called").Dialog.Inputs.Select(input => input.Initial)
            .ShouldBe([null, "staging", null]);
        (await SayAsync("start migration staging")).ShouldBeOfType<Reply.Done>().Run.ShouldBe(new RunId(1));

        var dialog = (await SayAsync("start rollout")).ShouldBeOfType<Reply.Ask>().Dialog;
        dialog.Inputs.Select(input => (input.Name, input.Initial)).ShouldBe([("runbook", "rollout.md"), ("environment", null), ("when", null)]);
        dialog.Inputs[1].Choices.Select(choice => choice.Value).ShouldBe(["prod", "staging"]);
        (dialog.Title, dialog.Submit).ShouldBe(("Start a migration", "Start"));
        dialog.Facts.Select(fact => $"{fact.Label}: {fact.Value}").ShouldBe([
            "broken.md: line 1: There is no checklist item to work on. Write at least one line like \"- [ ] Back up the database\".",
            "migration.md: 10 items, 3 with a command; 3 rollback steps, 1 with one; 1 warning, which check lists", "rollout.md: 10 items, 3 with a command; 3 rollback steps, 1 with one; 1 warning, which check lists"]);
        dialog.Rows.Select(row => $"{row.Mark} {row.Text}").Take(2).ShouldBe(["Done prod is free", "Waiting staging has been held since 21:30 UTC by run 1"]);
    }

    [Fact]
    public async Task What_is_missing_is_said_before_the_start_and_not_at_three_in_the_morning()
    {
        var access = new AccessDirectory([.. TwoPlaces.People.Except([Crew.Po])], TwoPlaces.Environments);
        var dialog = (await SayAsync("start", access)).ShouldBeOfType<Reply.Ask>().Dialog;
        dialog.Rows.ShouldContain(row => row.Mark == Mark.Gap && row.Text.ToString() == "nobody holds Product Owner, so the run cannot complete.");
    }

    [Fact]
    public async Task An_environment_that_the_runbook_names_and_the_settings_do_not_have_is_told_and_has_to_be_chosen()
    {
        replicas.With("shop.md", "---\nenvironment: shop\n---\n# Shop\n- [ ] a\n");
        var dialog = (await SayAsync("start shop")).ShouldBeOfType<Reply.Ask>().Dialog;

        dialog.Inputs[1].Initial.ShouldBeNull();
        dialog.Facts.Single(fact => fact.Label == "shop.md").Value.ToString()
            .ShouldBe("1 item, 0 with a command; no way back, since it has no rollback steps; it names the environment shop, which is not in the settings");
        dialog.Rows.ShouldContain(row => row.Mark == Mark.Gap && row.Text.ToString() == "the runbook names the environment shop, which is not in the settings. Choose one.");
        (await SayAsync("start shop staging")).ShouldBeOfType<Reply.Done>();
    }

    [Fact]
    public async Task A_file_with_warnings_or_without_a_way_back_says_so_before_it_is_started()
    {
        replicas.With("shop.md", "# Shop\n- [ ] a\n## Contingency\n- [ ] b\n- [ ]c\n");
        var facts = (await SayAsync("start")).ShouldBeOfType<Reply.Ask>().Dialog.Facts;
        facts.Single(fact => fact.Label == "shop.md").Value.ToString().ShouldBe("2 items, 0 with a command; no way back, since it has no rollback steps; 2 warnings, which check lists");
    }

    [Fact]
    public async Task As_it_was_sent_it_starts_schedules_or_rehearses()
    {
        (await SendAsync("start", ("runbook", "migration.md"), ("environment", "prod"), ("when", " "))).ShouldBeOfType<Reply.Done>().Text.ToString().ShouldBe("Started run 1 on prod.");
        (await SendAsync("start", ("runbook", "migration.md"), ("environment", "prod"), ("when", "tomorrow 22:00 UTC"))).ShouldBeOfType<Reply.Done>()
            .Text.ToString().ShouldBe("Scheduled run 2 on prod, Mon 2026-11-23 22:00 UTC: @dba scheduled it for Mon 2026-11-23 22:00 UTC.");
        (await SendAsync("rehearse", ("runbook", "migration.md"), ("environment", "staging"))).ShouldBeOfType<Reply.Done>().Text.ToString().ShouldBe("Started a rehearsal, run 3 on staging.");
    }

    [Fact]
    public async Task Sent_twice_it_starts_once()
    {
        foreach (var _ in new[] { 1, 2 })
            (await replicas.Conversation(TwoPlaces).SubmitAsync(Crew.Dba.Here(), Button.Start(), Inputs(("runbook", "migration.md"), ("environment", "prod")), "one key", Ct)).ShouldBeOfType<Reply.Done>().Run.ShouldBe(new RunId(1));
    }

    [Theory]
    [InlineData("runbook", "", "prod", "", "Not started: choose a runbook: broken.md or migration.md.")]
    [InlineData("environment", "migration.md", " ", "", "Not started: choose an environment: prod or staging.")]
    [InlineData("runbook", "none.md", "prod", "", "Not started: there is no runbook \"none.md\". There is broken.md and migration.md.")]
    [InlineData("runbook", "broken.md", "prod", "", "Not started: broken.md line 1: There is no checklist item to work on. Write at least one line like \"- [ ] Back up the database\".")]
    [InlineData("environment", "migration.md", "moon", "", "Not started: there is no environment \"moon\". There is prod and staging.")]
    [InlineData("environment", "migration.md", "staging", "", "Not started: run 1 has held staging since 21:30 UTC. @dba, who started run 1, can finish or abort it.")]
    [InlineData("when", "migration.md", "prod", "soon", "Not scheduled: \"soon\" is no moment. Write one like 2026-12-01 22:00 Europe/Berlin, tomorrow 22:00, or 22:00.")]
    [InlineData("when", "migration.md", "prod", "yesterday 22:00 UTC", null)]
    public async Task What_is_wrong_stands_under_its_field_and_nothing_is_started(string field, string runbook, string environment, string when, string? words)
    {
        replicas.With("broken.md", "# Nothing\n");
        await SayAsync("start migration staging");

        var wrong = (await SendAsync("start", ("runbook", runbook), ("environment", environment), ("when", when))).ShouldBeOfType<Reply.InField>();
        wrong.Input.ShouldBe(field);
        if (words is not null) wrong.Why.Text.ToString().ShouldBe(words);
        SentenceRules.OfRefusal(wrong.Why.Text);
        (await replicas.Journal.ListAsync(10, Ct)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Schedule_without_a_moment_asks_for_one()
    {
        var dialog = (await SayAsync("schedule")).ShouldBeOfType<Reply.Ask>().Dialog;
        (dialog.Title, dialog.Submit, dialog.Inputs[^1].Required).ShouldBe(("Schedule a migration", "Schedule", true));
        (await SendAsync("schedule", ("runbook", "migration.md"), ("environment", "prod"), ("when", ""))).ShouldBeOfType<Reply.InField>().Input.ShouldBe("when");
        (await SayAsync("schedule 2026-12-01 22:00 UTC")).ShouldBeOfType<Reply.Ask>("where is not said").Dialog.Inputs[^1].Initial.ShouldBe("2026-12-01 22:00 UTC");
    }

    [Fact]
    public async Task The_run_that_is_scheduled_here_is_moved_by_its_button_and_by_the_same_word()
    {
        await SayAsync("schedule 2026-12-01 22:00 UTC prod");
        var moves = (await SayAsync("schedule")).ShouldBeOfType<Reply.Ask>().Dialog;
        moves.Lead.ToString().ShouldBe("Run 1 starts on prod Tue 2026-12-01 22:00 UTC. Everyone who was told hears of the new moment.");

        var conversation = replicas.Conversation(TwoPlaces);
        (await conversation.SubmitAsync(Crew.Dba.Here(), moves.About!, Inputs(("when", "2026-12-02")), "1", Ct)).ShouldBeOfType<Reply.InField>().Input.ShouldBe("when");
        (await conversation.SubmitAsync(Crew.Dba.Here(), moves.About!, Inputs(("when", "2026-12-02 23:00 UTC")), "2", Ct)).ShouldBeOfType<Reply.Done>()
            .Text.ToString().ShouldBe("Recorded: @dba scheduled it for Wed 2026-12-02 23:00 UTC.");
        (await conversation.PressAsync(Crew.Sam.Here(), moves.About!, "3", Ct)).ShouldBeOfType<Reply.Refused>().Why.Reason.ShouldBe(RefusalReason.NotAnOperator);
    }

    [Fact]
    public async Task Where_no_board_can_be_posted_nothing_is_asked()
    {
        (await replicas.Conversation(TwoPlaces).PressAsync(new(Crew.Dba.Identities[0]), Button.Start(), "1", Ct)).ShouldBeOfType<Reply.Refused>().Why.Reason.ShouldBe(Refusals.StartsInAChannel().Reason);
        (await replicas.Conversation(TwoPlaces).PressAsync(Crew.Dba.Here() with { Channel = ChannelState.NotInvited }, Button.Start(), "2", Ct)).ShouldBeOfType<Reply.Refused>();
    }

    [Fact]
    public async Task In_a_freeze_the_dialog_says_so()
    {
        var freeze = new Freeze(replicas.GetUtcNow().AddHours(-1), replicas.GetUtcNow().AddHours(1), TimeZoneInfo.Utc, "audit", null, ["chief"]);
        var dialog = (await SayAsync("start", TwoPlaces.With(new CalendarPolicy { Freezes = [freeze] }))).ShouldBeOfType<Reply.Ask>().Dialog;
        dialog.Rows[0].Text.ToString().ShouldBe("prod is frozen until Sun 2026-11-22 22:30 UTC: \"audit\"");
    }

    [Fact]
    public void The_button_that_begins_a_run_is_of_none_and_no_other_may_be()
    {
        var begins = ButtonCode.Read(ButtonCode.Write(Button.Start("rehearse"))).ShouldNotBeNull();
        (begins.Verb, begins.Run, begins.Target.Name, begins.AsksFirst).ShouldBe((Verb.Start, default(RunId), "rehearse", true));
        ButtonCode.Read(ButtonCode.Write(Button.Start() with { Verb = Verb.Abort })).ShouldBeNull();
    }

    private Task<Reply> SayAsync(string line, AccessDirectory? access = null) => replicas.Conversation(access ?? TwoPlaces).SayAsync(Crew.Dba.Here(), line, $"key {++keys}", Ct);

    private Task<Reply> SendAsync(string how, params (string Name, string Value)[] inputs) =>
        replicas.Conversation(TwoPlaces).SubmitAsync(Crew.Dba.Here(), Button.Start(how), Inputs(inputs), $"key {++keys}", Ct);

    private static ImmutableDictionary<string, string> Inputs(params (string Name, string Value)[] inputs) => inputs.ToImmutableDictionary(input => input.Name, input => input.Value);
}
