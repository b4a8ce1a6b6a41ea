using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Application.Runs;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Evidence;

namespace Tinedy.ChatOps.Core.Tests.RunServices;

public sealed class StartingTests
{
    private readonly ReplicaSet replicas = new();

    [Fact]
    public async Task A_start_pins_the_exact_bytes_and_says_what_is_missing()
    {
        var run = await replicas.Service(Crew.Without(Crew.Po)).StartedAsync();

        (await replicas.Journal.FindAsync(run.Id, TestContext.Current.CancellationToken))!.Runbook.ToArray().ShouldBe(Paper.Small.Source.ToArray());
        var started = JournalFormat.Read(replicas.Journal.Appends.Single().Entries.Single().Body).Event.ShouldBeOfType<RunEvent.Started>();
        started.Gaps.ShouldBe(["nobody holds Product Owner, so the run cannot complete."]);
    }

    [Fact]
    public async Task The_same_start_twice_is_one_run()
    {
        var request = new StartRequest("one start", Crew.Dba.Identities[0], null, null);
        var first = (await replicas.Service().StartAsync(request, TestContext.Current.CancellationToken)).ShouldBeOfType<Answer.Accepted>();
        var again = (await replicas.Service().StartAsync(request, TestContext.Current.CancellationToken)).ShouldBeOfType<Answer.Accepted>();
        again.Run.Id.ShouldBe(first.Run.Id);
    }

    [Fact]
    public async Task A_held_environment_names_its_run_and_who_started_it()
    {
        var run = await replicas.Service().StartedAsync();
        await RefusedAsync(RefusalReason.EnvironmentHeld,
            $"Not started: run {run.Id} has held prod since 21:30. @dba, who started run {run.Id}, can finish or abort it.");
    }

    [Fact]
    public async Task A_locked_environment_says_why_and_who_can_unlock_it()
    {
        var runs = replicas.Service();
        var run = await runs.StartedAsync();
        await runs.AskAsync(run.Id, Crew.DevOps, new Command.RollBack(run.ShortId, ""));
        await runs.AskAsync(run.Id, Crew.Dba, new Command.Tick("3.1.1"));
        await runs.AskAsync(run.Id, Crew.Dba, new Command.Skip("3.1.2", "there was nothing yet"));
        await runs.AskAsync(run.Id, Crew.Dba, new Command.Tick("3.1.3"));

        await RefusedAsync(RefusalReason.EnvironmentLocked,
            $"Not started: prod has been locked since 21:30 by run {run.Id} (rolled back, cause not noted). @dba or @devops can note it and unlock.");
    }

    [Fact]
    public Task Only_operators_start() => RefusedAsync(RefusalReason.NotAnOperator,
        "Not started: only operators of prod can. @dba or @devops can.", by: Crew.Sam.Identities[0]);

    [Fact]
    public Task A_stranger_starts_nothing() => RefusedAsync(RefusalReason.NotOnPeopleList,
        "Not done: this Slack account is not on the People list. Whoever runs this service can add T024BE7LH/U0G9QF9C6.", by: Crew.Stranger);

    [Fact]
    public Task An_unknown_environment_is_named_with_those_there_are() => RefusedAsync(RefusalReason.UnknownEnvironment,
        "Not started: there is no environment \"moon\". There is prod.", environment: "moon");

    [Fact]
    public Task An_unknown_runbook_is_named_with_those_there_are() => RefusedAsync(RefusalReason.UnknownRunbook,
        "Not started: there is no runbook \"other\". There is migration.md.", runbook: "other");

    [Fact]
    public async Task Two_runbooks_and_none_called_migration_ask_which()
    {
        var runs = new RunService(replicas.Journal, new TwoPapers(), Crew.Access, replicas.Feed, replicas);
        (await runs.StartAsync(new("start", Crew.Dba.Identities[0], null, null), TestContext.Current.CancellationToken))
            .ShouldBeOfType<Answer.Refused>().Why.Text.ToString().ShouldBe("Not started: there are 2 runbooks. Name one: a.md or b.md.");
    }

    [Fact]
    public async Task A_file_that_is_no_runbook_is_refused_with_its_first_line()
    {
        replicas.With("broken.md", "no checklist here");
        var refused = (await replicas.Service().StartAsync(new("start", Crew.Dba.Identities[0], "broken", null), TestContext.Current.CancellationToken)).ShouldBeOfType<Answer.Refused>();
        refused.Why.Reason.ShouldBe(RefusalReason.RunbookHasErrors);
        refused.Why.Text.ToString().ShouldStartWith("Not started: broken.md line 1: ");
    }

    [Fact]
    public async Task A_runbook_with_errors_starts_no_run_even_where_it_can_be_read()
    {
        replicas.With("half.md", "# A\n## B\n- [ ] c\n  ```bash {timeout=never}\n  true\n  ```\n");
        var reading = RunbookReader.Read("# A\n## B\n- [ ] c\n  ```bash {timeout=never}\n  true\n  ```\n"u8.ToArray(), "half.md");
        reading.HasErrors.ShouldBeTrue();
        (await replicas.Service().StartAsync(new("start", Crew.Dba.Identities[0], "half", null), TestContext.Current.CancellationToken))
            .ShouldBeOfType<Answer.Refused>().Why.Reason.ShouldBe(RefusalReason.RunbookHasErrors);
    }

    private async Task RefusedAsync(RefusalReason reason, string words, Identity? by = null, string? runbook = null, string? environment = null)
    {
        var request = new StartRequest("refused", by ?? Crew.DevOps.Identities[0], runbook, environment);
        var why = (await replicas.Service().StartAsync(request, TestContext.Current.CancellationToken)).ShouldBeOfType<Answer.Refused>().Why;
        (why.Reason, why.Text.ToString(TimeZoneInfo.Utc)).ShouldBe((reason, words));
        SentenceRules.OfRefusal(why.Text);
    }

    private sealed class TwoPapers : IRunbookLibrary
    {
        public IReadOnlyList<string> Names() => ["a.md", "b.md"];

        public Task<(string Name, ReadOnlyMemory<byte> Bytes)?> TakeAsync(string name, CancellationToken ct) =>
            Task.FromResult<(string, ReadOnlyMemory<byte>)?>(null);
    }
}
