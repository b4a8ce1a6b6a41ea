using Tinedy.ChatOps.Application.Conversations;
using Tinedy.ChatOps.Application.Verbs;
using Tinedy.ChatOps.Core.Tests.RunServices;
using Tinedy.ChatOps.Core.Tests.Paging;
using Tinedy.ChatOps.Core.Tests.Runs;
using Tinedy.ChatOps.Domain.Access;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Domain.SignOffs;
using Tinedy.ChatOps.Presentation.Boards;
using Tinedy.ChatOps.Presentation.Dialogs;

namespace Tinedy.ChatOps.Core.Tests.Conversations;

public sealed class DialogTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void Before_a_step_runs_its_whole_command_is_shown()
    {
        var story = new Story();
        var dialog = Ask(story, Crew.Dba, Buttons.Run(story.Run, story.Runbook.Find("1.2.1")!));

        dialog.Command.ShouldBe(story.Runbook.Find("1.2.1")!.Command!.Text);
        dialog.Danger.ShouldBeFalse();
        dialog.Facts.Select(fact => $"{fact.Label}: {fact.Value}").ShouldBe(
        [
            "Target: database tinedy_crm on db.example.org, prod, in /srv/migration", "Values: APP, DATABASE_URL (secret, hidden)", "Contract: once: no second start without a decision", "Stopped: after 15 min", "Usually: no earlier run",
        ]);
    }

    [Fact]
    public void A_restore_says_directly_below_its_target_what_would_be_lost_and_its_button_is_red()
    {
        var story = new Story().Ran("1.2.1", Outcome.Succeeded, new Story().Backup()).RollingBack().Ticked(Crew.Dba, "3.1.1");
        var dialog = Ask(story, Crew.Dba, Buttons.Run(story.Run, story.Runbook.Find("3.1.2")!));

        dialog.Command.ShouldBe("psql < backup_20261122_214103.sql");
        dialog.Facts.Take(3).Select(fact => fact.Label).ShouldBe(["Target", "Backup", "Loss"]);
        dialog.Facts[2].Value.ToString().ShouldBe("Entries made after 21:30 UTC would be lost.");
        dialog.Danger.ShouldBeTrue();
    }

    [Fact]
    public void A_rollback_names_the_database_that_goes_back_before_its_button()
    {
        var story = new Story();
        var dialog = Ask(story, Crew.Dba, Buttons.RollBack(story.Run));

        dialog.Facts.ShouldHaveSingleItem().Value.ToString().ShouldBe("database tinedy_crm on db.example.org, prod, in /srv/migration");
    }

    [Theory]
    [InlineData("postgresql://app:pw@one:5433,two/crm", "database crm on one:5433 or two:5432")]
    [InlineData("postgresql://app:pw@db?host=replica&dbname=crm", "database crm on replica")]
    [InlineData("host=db user=app password=pw", "database app on db")]
    [InlineData("postgresql://app:pw@internal-key/crm", "database crm on •••")]
    [InlineData("mysql://app:pw@db", "unknown database: DATABASE_URL is no address that can be read")]
    [InlineData("", "")]
    public void The_target_is_named_as_psql_would_find_it_and_no_secret_with_it(string address, string words)
    {
        var settings = Crew.Environment("prod");
        settings = settings with { Secrets = settings.Secrets.SetItem("DATABASE_URL", address).Add("KEY", "internal-key") };
        TargetWords.Database(settings).ToString().ShouldBe(words);
    }

    [Fact]
    public void The_sign_off_carries_the_content_that_was_shown_and_names_what_was_skipped()
    {
        var story = new Story().Skipped(Crew.Dba, "1.1.2").Finished();
        var dialog = Ask(story, Crew.Po, Buttons.SignOff(story.Run));

        dialog.Carries["content"].ShouldBe(SignOffs.Hash(story.Run));
        dialog.Facts.Single(fact => fact.Label == "Skipped").Value.ToString().ShouldBe("1.1.2 Stakeholders told (@dba: \"not needed today\")");
    }

    [Fact]
    public void Who_signs_sees_broken_glass_and_every_alert_with_its_end()
    {
        var story = Alarm.Raised().Done(Crew.Dba, new Command.FalseAlarm(1, "the load test was still running"));
        var glass = story.Runbook.Items.First();
        story.Given(Crew.Dba, new RunEvent.GlassBroken(glass.Key, "the replica is down")).Finished();

        var facts = Ask(story, Crew.Lead, Buttons.SignOff(story.Run)).Facts.ToDictionary(fact => fact.Label, fact => fact.Value.ToString());

        facts["Glass broken"].ShouldBe($"{glass.Number} (@dba: \"the replica is down\")");
        facts["Alerts"].ShouldContain("said at");
        facts["Alerts"].ShouldContain("that it was a false alarm: \"the load test was still running\"");
    }

    [Fact]
    public void A_dialog_that_could_only_end_in_a_refusal_is_refused_at_once()
    {
        var story = new Story();
        Refused(story, Crew.Sam, Buttons.Run(story.Run, story.Runbook.Find("1.2.1")!)).ShouldBe(RefusalReason.NotAnOperator);
        Refused(story, Crew.Sam, Buttons.RollBack(story.Run)).ShouldBe(RefusalReason.NotAnOperator);
        Refused(story, Crew.Po, Buttons.SignOff(story.Run)).ShouldBe(RefusalReason.SignOffNotOpen);
        Refused(story, Crew.Sam, Buttons.SignOff(story.Run)).ShouldBe(RefusalReason.NotAHolder);
    }

    [Theory]
    [InlineData("prod")]
    [InlineData("production-eu-west-1-blue")]
    public void Titles_and_buttons_fit_and_every_sentence_is_short(string environment)
    {
        var access = new AccessDirectory(Crew.Access.People, [Crew.Environment(environment)]);
        foreach (var dialog in Every(new Story(access: access), environment))
        {
            dialog.Title.Length.ShouldBeLessThanOrEqualTo(24, dialog.Title);
            (dialog.Submit?.Length ?? 0).ShouldBeLessThanOrEqualTo(24, dialog.Submit);
            SentenceRules.OfSentences(dialog.Lead);
        }
    }

    [Fact]
    public async Task What_is_wrong_stands_under_its_field()
    {
        var replicas = new ReplicaSet();
        var run = await replicas.Service().StartedAsync();
        var wrongId = await SendAsync(replicas, Buttons.RollBack(run), ("typed-id", "prod-71"), ("reason", ""));
        wrongId.ShouldBeOfType<Reply.InField>().Input.ShouldBe("typed-id");
        var noReason = await SendAsync(replicas, Buttons.Skip(run, run.Runbook.Find("1.1.1")!), ("reason", "no"));
        noReason.ShouldBeOfType<Reply.InField>().Input.ShouldBe("reason");
        var noPerson = await SendAsync(replicas, Buttons.Fill(run), ("label", "Database Admin"), ("value", "somebody"));
        noPerson.ShouldBeOfType<Reply.InField>().Input.ShouldBe("value");
    }

    [Fact]
    public async Task A_button_without_a_dialog_acts_at_once()
    {
        var replicas = new ReplicaSet();
        var run = await replicas.Service().StartedAsync();
        (await replicas.Conversation().PressAsync(Crew.Sam.Here(), Buttons.MarkDone(run, run.Runbook.Find("1.1.1")!), "press", Ct)).ShouldBeOfType<Reply.Done>();
    }

    [Fact]
    public async Task What_is_sent_with_a_button_that_only_shows_something_is_refused()
    {
        var replicas = new ReplicaSet();
        var run = await replicas.Service().StartedAsync();

        foreach (var button in (Button[])[Buttons.Report(run), Buttons.Evidence(run), Buttons.AllPhases(run), Buttons.FullOutput(run, run.Runbook.Find("1.1.1")!)])
            (await SendAsync(replicas, button, ("reason", "forged by somebody"))).ShouldBeOfType<Reply.Refused>().Why.Reason.ShouldBe(RefusalReason.NotUnderstood);
    }

    private static Task<Reply> SendAsync(ReplicaSet replicas, Button about, params (string Name, string Value)[] inputs) =>
        replicas.Conversation().SubmitAsync(Crew.Dba.Here(), about, inputs.ToDictionary(input => input.Name, input => input.Value), Guid.NewGuid().ToString(), Ct);

    private static IEnumerable<Dialog> Every(Story story, string environment)
    {
        var run = story.Run with { Environment = environment };
        var context = new DialogContext(run, story.Access, Crew.Dba, story.Now);
        var (manual, step) = (story.Runbook.Find("1.1.1")!, story.Runbook.Find("1.2.1")!);
        Button[] buttons = [Buttons.Run(run, step), Buttons.MarkDone(run, step), Buttons.Skip(run, manual), Buttons.RollBack(run), Buttons.Abort(run),
            Buttons.Note(run), Buttons.Fill(run), Buttons.Choose(run, "Database Admin")];
        Buttons.Label("Choose", "Database Admin of the night shift").Length.ShouldBeLessThanOrEqualTo(24);
        return buttons.Select(button => DialogWriter.For(context, button).ShouldBeOfType<Reply.Ask>().Dialog);
    }

    private static Dialog Ask(Story story, Person by, Button button) =>
        DialogWriter.For(new(story.Run, story.Access, by, story.Now), button).ShouldBeOfType<Reply.Ask>().Dialog;

    private static RefusalReason Refused(Story story, Person by, Button button) =>
        DialogWriter.For(new(story.Run, story.Access, by, story.Now), button).ShouldBeOfType<Reply.Refused>().Why.Reason;

    private static class SignOffs
    {
        public static string Hash(Run run) => ContentHash.Of(run);
    }
}
