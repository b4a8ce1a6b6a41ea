using Tinedy.ChatOps.Application.Runs;
using Tinedy.ChatOps.Domain.Access;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Evidence;

namespace Tinedy.ChatOps.Core.Tests.RunServices;

public sealed class HandlingTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private readonly ReplicaSet replicas = new();

    [Fact]
    public async Task The_same_click_twice_is_one_effect_and_the_same_answer()
    {
        var runs = replicas.Service();
        var run = await runs.StartedAsync();

        var first = (await runs.AskAsync(run.Id, Crew.Sam, new Command.WriteNote("replica is behind"), "one click")).ShouldBeOfType<Answer.Accepted>();
        await runs.AskAsync(run.Id, Crew.Po, new Command.WriteNote("thank you"));
        var again = (await runs.AskAsync(run.Id, Crew.Sam, new Command.WriteNote("replica is behind"), "one click")).ShouldBeOfType<Answer.Accepted>();

        again.Entries.Select(JournalFormat.Write).ShouldBe(first.Entries.Select(JournalFormat.Write));
        (await runs.ReadAsync(run.Id, Ct))!.Notes.Length.ShouldBe(2);
    }

    [Fact]
    public async Task A_click_that_would_now_be_refused_still_gets_the_answer_it_got_before()
    {
        var run = await replicas.Service().StartedAsync();
        await replicas.Service().AskAsync(run.Id, Crew.Sam, new Command.Tick("1.1.1"), "one tick");

        (await replicas.Service().AskAsync(run.Id, Crew.Sam, new Command.Tick("1.1.1"), "one tick")).ShouldBeOfType<Answer.Accepted>().Entries.Length.ShouldBe(1);
    }

    [Fact]
    public async Task Of_two_replicas_with_the_same_view_one_wins_and_the_other_decides_again()
    {
        var (here, there) = (replicas.Service(), replicas.Service());
        var run = await here.StartedAsync();
        await there.ReadAsync(run.Id, Ct);

        (await here.AskAsync(run.Id, Crew.Dba, new Command.RunStep("1.2.1", Seen: 0))).ShouldBeOfType<Answer.Accepted>();
        var late = (await there.AskAsync(run.Id, Crew.DevOps, new Command.RunStep("1.2.1", Seen: 0))).ShouldBeOfType<Answer.Refused>();
        late.Why.Reason.ShouldBe(RefusalReason.StaleButton);
        (await there.AskAsync(run.Id, Crew.Sam, new Command.Tick("1.1.1"))).ShouldBeOfType<Answer.Accepted>();

        replicas.Journal.Appends.SelectMany(append => append.Queued).ShouldBe([new AttemptId(run.Id, run.Runbook.Find("1.2.1")!.Key, 1)]);
    }

    [Fact]
    public async Task Many_replicas_at_once_write_one_unbroken_chain()
    {
        var run = await replicas.Service().StartedAsync();
        var desks = Enumerable.Range(0, 8).Select(_ => replicas.Service()).ToList();

        await Task.WhenAll(desks.SelectMany((runs, at) => Enumerable.Range(0, 5).Select(n =>
            Task.Run(() => runs.AskAsync(run.Id, Crew.Sam, new Command.WriteNote($"note {at} {n}"), $"{at}/{n}"), Ct))));

        var entries = await replicas.Journal.ReadAsync(run.Id, 0, Ct);
        entries.Count.ShouldBe(41);
        ChainVerifier.Verify(run.Id, entries).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_refusal_is_never_given_from_an_old_view()
    {
        var (here, there) = (replicas.Service(), replicas.Service());
        var run = await here.StartedAsync();
        await here.AskAsync(run.Id, Crew.Sam, new Command.Tick("1.1.1"));
        await there.ReadAsync(run.Id, Ct);
        await here.AskAsync(run.Id, Crew.Sam, new Command.Undo("1.1.1"));

        (await there.AskAsync(run.Id, Crew.Po, new Command.Tick("1.1.1"))).ShouldBeOfType<Answer.Accepted>();
    }

    [Fact]
    public async Task Settings_that_changed_are_an_event_before_anything_else_and_void_what_was_signed()
    {
        var plain = replicas.With("plain.md", "# A\n## B\n- [ ] c\n## Sign-off\n- [ ] **Product Owner** - ____ Date: ____\n- [ ] **Technical Lead** - ____ Date: ____\n");
        var before = plain.Service();
        var run = (await before.StartAsync(new("start", Crew.Dba.Identities[0], "plain", "prod"), Ct)).ShouldBeOfType<Answer.Accepted>().Run;
        await before.AskAsync(run.Id, Crew.Sam, new Command.Tick("1.1.1"));
        (await before.AskAsync(run.Id, Crew.Po, new Command.Sign("Product Owner"))).ShouldBeOfType<Answer.Accepted>();

        var moved = new AccessDirectory(Crew.Access.People, [Crew.Prod with { Workspace = "/srv/elsewhere" }]);
        await plain.Service(moved).AskAsync(run.Id, Crew.Sam, new Command.WriteNote("hello"));

        (await replicas.Journal.ReadAsync(run.Id, 3, Ct)).Select(entry => entry.Kind).ShouldBe(["target-changed", "sign-off-voided", "note-written"]);
        replicas.Journal.Appends.SelectMany(append => append.Voided).ShouldBe([("Product Owner", 5)]);
    }

    [Fact]
    public async Task What_a_runner_gets_is_what_was_shown_and_nothing_once_it_has_ended()
    {
        var runs = replicas.Service();
        var run = await runs.StartedAsync();
        await runs.AskAsync(run.Id, Crew.Dba, new Command.RunStep("1.2.1"));
        var attempt = new AttemptId(run.Id, run.Runbook.Find("1.2.1")!.Key, 1);

        var launch = (await runs.LaunchOfAsync(attempt, Ct)).ShouldNotBeNull();
        (launch.Command, launch.Workspace, launch.Secrets.Keys.Single()).ShouldBe((run.Runbook.Find("1.2.1")!.Command!.Text, "/srv/migration", "DATABASE_URL"));

        await runs.ReportAsync(attempt, "host", (await runs.StartOfAsync(attempt, Ct))!, new(Outcome.Succeeded, 0, null, default, default, 0, 0, null, [], [], null), Ct);
        await runs.ReportAsync(attempt, "host", (await runs.StartOfAsync(attempt, Ct))!, new(Outcome.Failed, 1, null, default, default, 0, 0, null, [], [], null), Ct);
        (await runs.LaunchOfAsync(attempt, Ct)).ShouldBeNull();
        (await runs.ReadAsync(run.Id, Ct))!.StatusOf(run.Runbook.Find("1.2.1")!).ShouldBe(ItemStatus.Done);
    }

    [Fact]
    public async Task A_run_that_does_not_exist_is_refused_by_its_number() =>
        (await replicas.Service().AskAsync(new(99), Crew.Sam, new Command.Tick("1.1.1"))).ShouldBeOfType<Answer.Refused>()
            .Why.Text.ToString().ShouldBe("Not done: there is no run 99. The history lists the runs.");

    [Fact]
    public async Task Whoever_listens_is_told_after_the_commit_and_no_longer_once_they_stop()
    {
        var runs = replicas.Service();
        var heard = new List<RunId>();
        var listening = replicas.Feed.Listen(heard.Add);
        var run = await runs.StartedAsync();
        listening.Dispose();
        await runs.AskAsync(run.Id, Crew.Sam, new Command.WriteNote("nobody listens"));
        heard.ShouldBe([run.Id]);
    }
}
