using Tinedy.ChatOps.Domain.Alerts;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Slack.Tests.Scenes;
using Tinedy.ChatOps.SlackDouble.Workspaces;
using Tinedy.ChatOps.Testing;
using Tinedy.ChatOps.Tests.Scenes;

namespace Tinedy.ChatOps.Slack.Tests.Journeys;

/// <summary>
/// The night it goes wrong, on the sample CRM: the migration makes a query slow, the watcher notices by itself, the first contact sleeps,
/// the second answers in Slack and starts the rollback there, and the database is what it was.
/// </summary>
public sealed class BadNight(PostgresServer server)
{
    /// <summary>The checklist that comes with the product, its watcher looking each second where it looks each other minute.</summary>
    private static async Task<string> ChecklistAsync(CancellationToken ct)
    {
        var text = await File.ReadAllTextAsync(Checklist.Ready, ct);
        text.ShouldContain("{slower=50% every=2m count=3 samples=20 warmup=3}");
        // What makes the query slow also takes the foreign keys from under its name: on a busy machine the watcher of those would be first.
        text.ShouldContain("{every=1m count=2}");
        return text.Replace("{slower=50% every=2m count=3 samples=20 warmup=3}", "{slower=50% every=1s count=2 samples=20 warmup=3}", StringComparison.Ordinal)
            .Replace("{every=1m count=2}", "{every=1h count=2}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_slow_query_is_noticed_somebody_is_reached_and_the_database_goes_back()
    {
        await using var scene = await SlackScene.FurnishAsync(server, await ChecklistAsync(TestContext.Current.CancellationToken));
        var chatops = scene.Chatops;
        await using var crm = await CrmProject.PrepareAsync(server, chatops);
        chatops.Settings["Clock:Tick"] = "00:00:00.200";
        chatops.Settings["Paging:NextContact"] = "00:00:02";
        chatops.Settings["Local:Chat"] = "true";
        chatops.Settings["Environments:prod:Stakeholders:0"] = $"slack:{scene.Slack.App.TeamId}/{SlackScene.Channel}";
        var before = await crm.RowsAsync();
        var service = await scene.HostAsync();

        // The team works in the local chat, and the channel in Slack shows the same run.
        var run = await Checklist.WorkAsync(chatops, service, until: "2.2.3");
        (await scene.TypeAsync("devops", $"mirror prod-{run}")).ShouldContain("Recorded");
        await scene.BoardAsync("Running · prod");
        // What the migration has done to one query: an answer that took a moment takes many.
        await crm.ExecuteAsync(SlowerBookings);

        var alert = await UntilAsync(chatops, run, alert => alert.IsCalling, "The watcher noticed nothing.");
        (alert.Kind, alert.By.Via).ShouldBe((AlertKind.Criterion, null));
        alert.Measured.ShouldNotBeNull().ShouldContain("was");
        await scene.BoardAsync("Alert · prod");
        await scene.NoticeAsync("Alert on prod");

        // Level one does not answer. Level two does.
        var page = await scene.Workspace.FindAsync(w => PageTo(w, "devops"), "The second contact was never called.", Poll.Patience);
        await scene.Slack.UntilAsync(w => w.DirectMessagesWith(SlackScene.UserOf("dba")).Any(message => message.Says("Steps are held")), "The first contact was never called.");
        (await scene.As("devops").ClickAsync(page, page.FindButtons("I'm on it")[0])).IsOk.ShouldBeTrue();
        await UntilAsync(chatops, run, alert => alert.Answer?.By.Name == "devops", "The answer was lost.");
        await scene.Slack.UntilAsync(w => w.DirectMessagesWith(SlackScene.UserOf("dba")).Any(message => message.Says("has been on it since")), "The first contact was not told.");

        var view = await (await scene.As("devops").ClickAsync(page, page.FindButtons("Start rollback…")[0])).ViewAsync(view => view.Submit is not null);
        (await scene.As("devops").SubmitAsync(view, ("typed-id", "prod-71"))).Errors["typed-id"].ShouldContain($"this run is prod-{run}");
        (await scene.As("devops").SubmitAsync(view, ("typed-id", $"prod-{run}"), ("reason", "queries are slow"))).Errors.ShouldBeEmpty();
        await scene.BoardAsync("Rolling back · prod");
        await crm.ExecuteAsync(AsBefore);
        await Checklist.GoBackAsync(chatops, service, run);

        (await chatops.RunAsync(run))!.Status.ShouldBe(RunStatus.RolledBack);
        (await crm.RowsAsync()).ShouldBe(before);
        (await service.SayAsync("devops", "/migrate start")).Reason.ShouldBe(nameof(RefusalReason.EnvironmentLocked));
        await scene.NoticeAsync("Rolled back: prod is locked");
        (await service.SayAsync("devops", "/migrate tell prod is back on the previous version and works.")).Kind.ShouldBe("Done");
        await scene.NoticeAsync("prod is back on the previous version and works.");
        var paper = System.Text.Encoding.UTF8.GetString(await service.DownloadAsync($"/runs/{run}/report"));
        paper.ShouldMatch(@"Alert 1 \(a rollback criterion\) .* by the bot: .*answered .* by @devops");
    }

    /// <summary>Every read of a booking costs what a missing index, a lock or a bloated table would.</summary>
    private const string SlowerBookings = """
        alter table bookings rename to bookings_of_old;
        create view bookings as select b.* from bookings_of_old b, lateral (select count(*) from generate_series(1, 30000 + (b.id::text <> '')::int)) slow (n) where slow.n > 0;
        """;

    private const string AsBefore = "drop view bookings; alter table bookings_of_old rename to bookings;";

    private static SlackMessage? PageTo(Workspace workspace, string who) =>
        workspace.DirectMessagesWith(SlackScene.UserOf(who)).FirstOrDefault(message => message.Says("Steps are held") && message.FindButtons("I'm on it").Any());

    private static async Task<Alert> UntilAsync(Scene chatops, long run, Func<Alert, bool> isSo, string otherwise)
    {
        Alert? alert = null;
        await Poll.UntilAsync(async () => (alert = (await chatops.RunAsync(run))!.Alerts.FirstOrDefault(candidate => candidate.Kind == AlertKind.Criterion)) is not null && isSo(alert), otherwise);
        return alert!;
    }
}
