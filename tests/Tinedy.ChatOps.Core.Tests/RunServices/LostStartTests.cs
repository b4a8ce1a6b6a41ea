using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Application.Runs;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Presentation.Boards;

namespace Tinedy.ChatOps.Core.Tests.RunServices;

/// <summary>A journal that went back has lost starts of steps, or their endings: what became of them is unknown, and people say.</summary>
public sealed class LostStartTests
{
    private const string Backup = "1.2.1";

    private readonly ReplicaSet replicas = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_step_whose_ending_was_lost_is_unknown_once_the_journal_is_accepted(int entries)
    {
        var (runs, run, attempt) = await EndedAsync();
        replicas.Journal.GoBackTo(run, entries);
        await runs.ReadAsync(run, Ct);

        await AcceptAsync(runs, run);

        var now = (await runs.ReadAsync(run, Ct))!;
        now.StatusOf(now.Runbook.Find(Backup)!).ShouldBe(ItemStatus.Unknown);
        now[attempt.Item].LastAttempt!.Ending!.Known.ShouldBe("The journal that knew what became of it was lost.");
        replicas.Journal.Appends[^1].Ended.ShouldBe([attempt]);
        (await replicas.Journal.ReadAsync(run, entries, Ct)).Select(entry => entry.Kind).ShouldBe(["journal-accepted", "step-ended"]);
        Draw(now).Attention.ShouldContain(row => row.Buttons.Any(button => button.Verb == Verb.JudgeNotDone));
    }

    [Fact]
    public async Task Nothing_leads_to_a_second_start_before_people_have_said_what_became_of_the_first()
    {
        var (runs, run, _) = await EndedAsync();
        replicas.Journal.GoBackTo(run, 3);
        await runs.ReadAsync(run, Ct);
        await AcceptAsync(runs, run);

        Command[] ways = [new Command.RunStep(Backup), new Command.Retry(Backup, "nothing at all"), new Command.Cancel(Backup), new Command.Tick(Backup, "by hand, it is there"), new Command.Skip(Backup, "not needed tonight")];
        foreach (var way in ways)
        {
            (await runs.AskAsync(run, Crew.Dba, way)).ShouldBeOfType<Answer.Refused>(way.ToString());
            (await runs.ReadAsync(run, Ct))!.RunningSteps.ShouldBeEmpty();
        }
        (await runs.AskAsync(run, Crew.Dba, new Command.Judge(Backup, Done: false, "no file is there"))).ShouldBeOfType<Answer.Accepted>();
        (await runs.AskAsync(run, Crew.Dba, new Command.Retry(Backup, "no file is there"))).ShouldBeOfType<Answer.Refused>("one person alone");
        (await runs.AskAsync(run, Crew.DevOps, new Command.Judge(Backup, Done: false, "none here either"))).ShouldBeOfType<Answer.Accepted>();
        var again = (await runs.AskAsync(run, Crew.Dba, new Command.Retry(Backup, "no file is there"))).ShouldBeOfType<Answer.Accepted>();
        again.Run[again.Run.Runbook.Find(Backup)!].LastAttempt!.Number.ShouldBe(2);
    }

    [Fact]
    public async Task A_start_that_only_a_host_remembers_stops_the_run_and_is_then_judged_like_every_unknown_outcome()
    {
        var (runs, run, attempt) = await EndedAsync();
        var mark = (await runs.MarkAsync(run, Ct))!;
        var start = (await runs.StartOfAsync(attempt, Ct))!;
        replicas.Journal.GoBackTo(run, 1);
        // Nobody remembers anything but the host.
        var later = replicas.Service();
        (await later.ReadAsync(run, Ct))!.Divergence.ShouldBeNull();
        FoundStart[] launched = [new(attempt.Item, 1, start, "web-1", "Host web-1 ran it: it succeeded.")];

        (await later.CompareAsync(run, mark, launched, Ct)).ShouldBe(MarkStanding.Diverged);

        var stopped = (await later.ReadAsync(run, Ct))!;
        (stopped.Divergence!.KnownSeq, stopped.Divergence.FoundSeq).ShouldBe((4, 1));
        Draw(stopped).Attention[0].Details.Select(detail => detail.ToString()).ShouldContain("1.2.1 Make the backup: Host web-1 ran it: it succeeded.");
        (await later.AskAsync(run, Crew.Dba, new Command.RunStep(Backup))).ShouldBeOfType<Answer.Refused>();
        await AcceptAsync(later, run);
        var now = (await later.ReadAsync(run, Ct))!;
        now.StatusOf(now.Runbook.Find(Backup)!).ShouldBe(ItemStatus.Unknown);
        (await later.AskAsync(run, Crew.Dba, new Command.RunStep(Backup))).ShouldBeOfType<Answer.Refused>();
        // Told once: the journal knows it from here on.
        (await later.CompareAsync(run, mark, launched, Ct)).ShouldBe(MarkStanding.Accepted);
        (await later.CompareAsync(run, (await later.MarkAsync(run, Ct))!, launched, Ct)).ShouldBe(MarkStanding.Held);
        (await later.ReadAsync(run, Ct))!.Divergence.ShouldBeNull();
    }

    [Fact]
    public async Task A_host_that_looks_only_after_the_journal_was_accepted_stops_the_run_again_with_what_it_knows()
    {
        var (runs, run, attempt) = await EndedAsync();
        var mark = (await runs.MarkAsync(run, Ct))!;
        var start = (await runs.StartOfAsync(attempt, Ct))!;
        replicas.Journal.GoBackTo(run, 1);
        await runs.ReadAsync(run, Ct);
        await AcceptAsync(runs, run);
        await runs.AskAsync(run, Crew.Dba, new Command.RunStep(Backup));
        (await runs.StartOfAsync(attempt, Ct)).ShouldNotBe(start, "the number was given again");

        (await runs.CompareAsync(run, mark, [new(attempt.Item, 1, start, "web-1", "It is still running.")], Ct)).ShouldBe(MarkStanding.Diverged);

        await AcceptAsync(runs, run);
        var now = (await runs.ReadAsync(run, Ct))!;
        now[attempt.Item].Attempts.Select(one => (one.Number, one.Ending!.Outcome)).ShouldBe([(1, Outcome.Unknown), (2, Outcome.Unknown)]);
    }

    [Fact]
    public async Task An_ending_counts_for_the_start_that_it_is_of_and_for_no_other_of_the_same_number()
    {
        var (runs, run, attempt) = await EndedAsync();
        var lost = (await runs.StartOfAsync(attempt, Ct))!;
        replicas.Journal.GoBackTo(run, 1);
        await runs.ReadAsync(run, Ct);
        await AcceptAsync(runs, run);
        await runs.AskAsync(run, Crew.Dba, new Command.RunStep(Backup));

        (await runs.ReportAsync(attempt, "host", lost, Succeeded, Ct)).ShouldBeFalse();

        (await runs.ReadAsync(run, Ct))![attempt.Item].LastAttempt!.Ending.ShouldBeNull();
        (await runs.ReportAsync(attempt, "host", (await runs.StartOfAsync(attempt, Ct))!, Succeeded, Ct)).ShouldBeTrue();
    }

    [Fact]
    public async Task What_a_host_remembers_of_another_database_is_held_against_nothing()
    {
        var (runs, run, _) = await EndedAsync();
        var mark = new JournalMark("another", 9, "00", []);

        (await runs.CompareAsync(run, mark, [new(new("backup"), 1, "ff", "web-1", "")], Ct)).ShouldBe(MarkStanding.Elsewhere);
        (await runs.ReadAsync(run, Ct))!.Divergence.ShouldBeNull();
    }

    [Fact]
    public async Task A_run_that_only_a_host_remembers_is_gone_and_its_number_is_not_given_again()
    {
        var (runs, run, _) = await EndedAsync();
        var mark = (await runs.MarkAsync(run, Ct))!;
        replicas.Journal.GoBackTo(run, 0);

        (await replicas.Service().CompareAsync(run, mark, [], Ct)).ShouldBe(MarkStanding.Gone);
    }

    [Fact]
    public async Task A_rollback_whose_journal_went_back_starts_nothing_by_itself_any_more()
    {
        var (runs, run, _) = await EndedAsync();
        await runs.AskAsync(run, Crew.Dba, new Command.RollBack("prod-1", "the numbers are wrong") { OneAfterAnother = true });
        var rolling = (await runs.ReadAsync(run, Ct))!;
        rolling.Rollback!.OneAfterAnother.ShouldBeTrue();
        await runs.AskAsync(run, Crew.Dba, new Command.WriteNote("lost"));
        replicas.Journal.GoBackTo(run, rolling.Seq);
        await runs.ReadAsync(run, Ct);

        await AcceptAsync(runs, run);

        (await runs.ReadAsync(run, Ct))!.Rollback!.OneAfterAnother.ShouldBeFalse();
        await runs.AskAsync(run, Crew.Dba, new Command.Tick(rolling.Runbook.RollbackSteps[0].Number));
        (await runs.ReadAsync(run, Ct))!.RunningSteps.ShouldBeEmpty("a person starts each from here on");
    }

    private static Ending Succeeded => new(Outcome.Succeeded, 0, null, default, default, 0, 0, null, [], [], null);

    private Board Draw(Run run) => BoardWriter.Draw(new RunView(run, Crew.Access, new Dictionary<AttemptId, Progress>(), "", replicas.GetUtcNow()));

    private async Task AcceptAsync(RunService runs, RunId run)
    {
        replicas.Later(1);
        (await runs.AskAsync(run, Crew.Dba, new Command.AcceptJournal("restored on purpose"))).ShouldBeOfType<Answer.Accepted>();
    }

    /// <summary>Four entries: the run, the step, that a runner took it, and how it ended.</summary>
    private async Task<(RunService Service, RunId Run, AttemptId Attempt)> EndedAsync()
    {
        var runs = replicas.Service();
        var run = await runs.StartedAsync();
        await runs.AskAsync(run.Id, Crew.Dba, new Command.RunStep(Backup));
        var attempt = new AttemptId(run.Id, run.Runbook.Find(Backup)!.Key, 1);
        await runs.ReportTakenAsync(attempt, "web-1", Ct);
        replicas.Later(1);
        (await runs.ReportAsync(attempt, "web-1", (await runs.StartOfAsync(attempt, Ct))!, Succeeded, Ct)).ShouldBeTrue();
        return (runs, run.Id, attempt);
    }
}
