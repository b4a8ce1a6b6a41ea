using Tinedy.ChatOps.Application.Conversations;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Application.Runs;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Evidence;
using Tinedy.ChatOps.Presentation.Boards;

namespace Tinedy.ChatOps.Core.Tests.RunServices;

/// <summary>The database goes back under replicas that remember what it was.</summary>
public sealed class DivergenceTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private readonly ReplicaSet replicas = new();

    [Fact]
    public async Task A_journal_that_went_back_stops_the_run_and_what_was_remembered_is_dropped()
    {
        var (runs, run) = await WithNotesAsync(4);
        replicas.Journal.GoBackTo(run, 2);

        var refused = (await runs.AskAsync(run, Crew.Sam, new Command.WriteNote("one more"))).ShouldBeOfType<Answer.Refused>();

        refused.Why.Reason.ShouldBe(RefusalReason.JournalDiverged);
        refused.Why.Text.ToString().ShouldBe("Not recorded: the journal of run 1 is not the one that was known. @dba or @devops can look and accept it.");
        var now = (await runs.ReadAsync(run, Ct))!;
        (now.Notes.Length, now.Divergence!.KnownSeq, now.Divergence.FoundSeq).ShouldBe((1, 5, 2));
        (await replicas.Journal.ReadAsync(run, 0, Ct)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_journal_that_was_cut_while_nobody_looked_is_noticed_by_what_refers_to_it_until_somebody_accepts_it()
    {
        var (_, run) = await WithNotesAsync(4);
        replicas.Journal.CutTo(run, 2);

        var after = replicas.Service();
        (await after.AskAsync(run, Crew.Sam, new Command.WriteNote("one more"))).ShouldBeOfType<Answer.Refused>().Why.Reason.ShouldBe(RefusalReason.JournalDiverged);
        var stopped = (await after.ReadAsync(run, Ct))!;
        (stopped.Divergence!.KnownSeq, stopped.Divergence.FoundSeq).ShouldBe((5, 2));
        (await after.AskAsync(run, Crew.Dba, new Command.AcceptJournal("restored by hand from the copy of noon"))).ShouldBeOfType<Answer.Accepted>();

        // Accepted once: whoever starts next does not ask again, although what refers to the lost entries is still there.
        var later = replicas.Service();
        (await later.AskAsync(run, Crew.Sam, new Command.WriteNote("it goes on"))).ShouldBeOfType<Answer.Accepted>();
        (await later.ReadAsync(run, Ct))!.Divergence.ShouldBeNull();
    }

    [Fact]
    public async Task Of_two_replicas_the_stale_one_is_refused_and_both_stop()
    {
        var (here, run) = await WithNotesAsync(4);
        var there = replicas.Service();
        replicas.Journal.GoBackTo(run, 2);
        // It knows nothing of what was lost, and goes on where the journal ends now.
        (await there.AskAsync(run, Crew.Sam, new Command.WriteNote("on another branch"))).ShouldBeOfType<Answer.Accepted>();

        (await here.AskAsync(run, Crew.Sam, new Command.WriteNote("by the stale one"))).ShouldBeOfType<Answer.Refused>();
        (await there.AskAsync(run, Crew.Sam, new Command.WriteNote("by the other one"))).ShouldBeOfType<Answer.Refused>().Why.Reason.ShouldBe(RefusalReason.JournalDiverged);

        var entries = await replicas.Journal.ReadAsync(run, 0, Ct);
        entries.Count.ShouldBe(3);
        ChainVerifier.Verify(run, entries).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_journal_of_the_same_length_with_another_end_is_another_journal()
    {
        var (here, run) = await WithNotesAsync(2);
        replicas.Journal.GoBackTo(run, 2);
        await replicas.Service().AskAsync(run, Crew.Sam, new Command.WriteNote("on another branch"));

        (await here.ReadAsync(run, Ct))!.Divergence.ShouldNotBeNull().IsShorter.ShouldBeFalse();
    }

    [Fact]
    public async Task A_run_that_is_only_watched_is_noticed_by_the_end_of_its_journal()
    {
        var (runs, run) = await WithNotesAsync(2);
        var told = new List<RunId>();
        replicas.Feed.Listen(told.Add);
        runs.Followed.ShouldBe([run]);
        replicas.Journal.GoBackTo(run, 2);

        await runs.NoticeAsync(new Dictionary<RunId, JournalHead> { [run] = new(2, "another") }, runs.Followed, Ct);

        told.ShouldBe([run]);
        (await replicas.Service().ReadAsync(run, Ct))!.Divergence.ShouldNotBeNull();
    }

    [Fact]
    public async Task An_operator_accepts_the_journal_with_a_reason_in_an_entry_and_everybody_goes_on()
    {
        var (here, run) = await WithNotesAsync(4);
        var there = replicas.Service();
        await there.ReadAsync(run, Ct);
        replicas.Journal.GoBackTo(run, 2);
        await here.ReadAsync(run, Ct);

        (await here.AskAsync(run, Crew.Sam, new Command.AcceptJournal("restored on purpose"))).ShouldBeOfType<Answer.Refused>().Why.Reason.ShouldBe(RefusalReason.NotAnOperator);
        (await here.AskAsync(run, Crew.Dba, new Command.AcceptJournal("why"))).ShouldBeOfType<Answer.Refused>().Why.Reason.ShouldBe(RefusalReason.ReasonTooShort);
        (await here.AskAsync(run, Crew.Dba, new Command.AcceptJournal("restored on purpose"))).ShouldBeOfType<Answer.Accepted>();

        (await here.AskAsync(run, Crew.Sam, new Command.WriteNote("here"))).ShouldBeOfType<Answer.Accepted>();
        // It has not looked in between, and what it remembers was given up by a person.
        (await there.AskAsync(run, Crew.Sam, new Command.WriteNote("there"))).ShouldBeOfType<Answer.Accepted>();
        (await here.AskAsync(run, Crew.Dba, new Command.AcceptJournal("restored on purpose"))).ShouldBeOfType<Answer.Refused>().Why.Reason.ShouldBe(RefusalReason.NothingToDecide);
        var entries = await replicas.Journal.ReadAsync(run, 2, Ct);
        entries.Select(entry => entry.Kind).ShouldBe(["journal-accepted", "note-written", "note-written"]);
        ChainVerifier.Verify(run, await replicas.Journal.ReadAsync(run, 0, Ct)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_second_restore_behind_the_accepted_one_stops_the_run_again()
    {
        var (runs, run) = await WithNotesAsync(4);
        replicas.Journal.GoBackTo(run, 2);
        await runs.ReadAsync(run, Ct);
        await runs.AskAsync(run, Crew.Dba, new Command.AcceptJournal("restored on purpose"));
        await runs.AskAsync(run, Crew.Sam, new Command.WriteNote("afterwards"));

        replicas.Journal.GoBackTo(run, 3);

        (await runs.ReadAsync(run, Ct))!.Divergence.ShouldNotBeNull().KnownSeq.ShouldBe(4);
    }

    [Fact]
    public async Task A_run_that_is_gone_is_unknown_and_its_number_is_not_given_again()
    {
        var (runs, run) = await WithNotesAsync(2);
        replicas.Journal.GoBackTo(run, 0);

        (await runs.AskAsync(run, Crew.Sam, new Command.WriteNote("hello"))).ShouldBeOfType<Answer.Refused>().Why.Reason.ShouldBe(RefusalReason.UnknownRun);
        (await runs.ReadAsync(run, Ct)).ShouldBeNull();
    }

    [Fact]
    public async Task Nothing_is_launched_or_reported_while_the_run_is_stopped()
    {
        var (runs, run) = await WithNotesAsync(2);
        replicas.Journal.GoBackTo(run, 2);
        var attempt = new AttemptId(run, new("backup"), 1);

        await Should.ThrowAsync<JournalDivergedException>(() => runs.LaunchOfAsync(attempt, Ct));
        await Should.ThrowAsync<JournalDivergedException>(() => runs.ReportAsync(attempt, "host", "", new(Outcome.Succeeded, 0, null, replicas.GetUtcNow(), replicas.GetUtcNow(), 0, 0, null, [], [], null), Ct));
    }

    [Fact]
    public async Task The_board_says_what_is_gone_who_can_accept_it_and_offers_nothing_else()
    {
        var (runs, run) = await WithNotesAsync(4);
        replicas.Journal.GoBackTo(run, 2);
        var now = (await runs.ReadAsync(run, Ct))!;

        var view = new RunView(now, Crew.Access, new Dictionary<AttemptId, Progress>(), "", replicas.GetUtcNow());
        var board = BoardWriter.Draw(view);

        board.Now.ToString().ShouldBe("entries 3 to 5 of the journal are gone, noticed 21:30 UTC. Nothing is written to run 1 until @dba or @devops accepts what is there.");
        board.Aloud.ToString().ShouldBe("Needs a decision on prod: entries 3 to 5 of the journal are gone. Nothing is written to run 1 until @dba or @devops accepts what is there.");
        board.Attention[0].Buttons.Single().Verb.ShouldBe(Verb.AcceptJournal);
        board.NowButtons.Concat(board.Buttons).Concat(board.More).Concat(board.Active!.Sections.SelectMany(section => section.Rows).SelectMany(row => row.Buttons))
            .Concat(board.Attention.Skip(1).SelectMany(row => row.Buttons)).Select(button => button.Verb).Except([Verb.Report, Verb.Evidence, Verb.FullOutput]).ShouldBeEmpty();
        Panels.All(view).SelectMany(panel => panel.Sections).SelectMany(section => section.Rows).SelectMany(row => row.Buttons).ShouldBeEmpty();
    }

    [Fact]
    public async Task It_is_accepted_by_button_and_by_typing()
    {
        var (runs, run) = await WithNotesAsync(4);
        replicas.Journal.GoBackTo(run, 2);
        var conversation = new Conversation(runs, replicas.Journal, replicas, new PlacesOnly(replicas.Journal), new(replicas.Journal, Crew.Access), replicas);
        var button = Buttons.AcceptJournal((await runs.ReadAsync(run, Ct))!);

        (await conversation.PressAsync(Crew.Sam.Here(), button, "press by sam", Ct)).ShouldBeOfType<Reply.Refused>().Why.Reason.ShouldBe(RefusalReason.NotAnOperator);
        (await conversation.PressAsync(Crew.Dba.Here(), button, "press", Ct)).ShouldBeOfType<Reply.Ask>().Dialog.Inputs.Single().Name.ShouldBe("reason");
        (await conversation.SayAsync(Crew.Dba.Here(), "/migrate accept-journal restored on purpose", "say", Ct)).ShouldBeOfType<Reply.Done>();

        (await runs.ReadAsync(run, Ct))!.AcceptedJournals.ShouldHaveSingleItem().By.Text.ShouldBe("restored on purpose");
    }

    private async Task<(RunService Service, RunId Run)> WithNotesAsync(int notes)
    {
        var runs = replicas.Service();
        var run = (await runs.StartedAsync()).Id;
        for (var note = 1; note <= notes; note++) await runs.AskAsync(run, Crew.Sam, new Command.WriteNote($"note {note}"));
        return (runs, run);
    }
}
