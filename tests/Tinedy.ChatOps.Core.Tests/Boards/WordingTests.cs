using Tinedy.ChatOps.Application.Conversations;
using Tinedy.ChatOps.Application.Verbs;
using Tinedy.ChatOps.Core.Tests.Conversations;
using Tinedy.ChatOps.Core.Tests.RunServices;
using Tinedy.ChatOps.Core.Tests.Runs;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Decisions;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Evidence;
using Tinedy.ChatOps.Presentation.Boards;
using Tinedy.ChatOps.Presentation.Posts;
using Tinedy.ChatOps.Presentation.Timelines;

namespace Tinedy.ChatOps.Core.Tests.Boards;

/// <summary>One thing is said in one way, on the board, in the channel and on the paper.</summary>
public sealed class WordingTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Outcome.Failed, "failed")]
    [InlineData(Outcome.TimedOut, "was stopped at its limit")]
    [InlineData(Outcome.Cancelled, "was cancelled")]
    public void A_step_that_did_not_succeed_is_said_to_have_ended_as_it_did_wherever_it_is_named(Outcome outcome, string verb)
    {
        var story = ReadyForABackup().Ran("1.2.1", outcome);
        var board = ExampleRun.Draw(story);
        board.Now.ToString().ShouldStartWith($"1.2.1 {verb} at ");
        board.Aloud.ToString().ShouldContain($"Step 1.2.1, Make the backup, {verb}");
        Panels.All(ExampleRun.Look(story)).SelectMany(panel => panel.Sections).SelectMany(section => section.Rows).ShouldContain(row => row.Text.ToString() == $"1.2.1 Make the backup · {verb}");
        TimelineWriter.Draw(ExampleRun.Look(story), story.Journal).Flags.ShouldContain(flag => flag.Text.ToString() == $"1.2.1 {verb}");
        OnPaper(story).ShouldContain(" — not done: " + Endings.Say(story.Run[story.Key("1.2.1")].LastAttempt!));
    }

    [Fact]
    public void Who_cancelled_a_step_is_named_where_its_end_is_said()
    {
        var story = ReadyForABackup().Ran("1.2.1", outcome: null).Done(Crew.DevOps, new Command.Cancel("1.2.1")).Ended("1.2.1", Outcome.Cancelled);
        ExampleRun.Draw(story).Now.ToString().ShouldStartWith("1.2.1 was cancelled by @devops at ");
    }

    [Fact]
    public void A_paper_of_an_earlier_version_without_the_colon_is_read_as_before()
    {
        var story = ReadyForABackup().Ran("1.2.1", Outcome.Failed);
        var edits = new ChecklistWriter(story.Runbook, "\n").Write(RunReport.Of(story.Run, story.Access, new string('a', 64), RunForecast.None));
        var earlier = edits.Select(edit => edit with { Added = edit.Added.Replace(" — not done: ", " — not done ", StringComparison.Ordinal) }).ToList();
        earlier.ShouldNotBe(edits);
        ChecklistParser.Read(story.Runbook, earlier).Items.ShouldBe(ChecklistParser.Read(story.Runbook, edits).Items, ignoreOrder: true);
    }

    [Fact]
    public void A_step_took_as_long_on_the_timeline_as_on_the_paper()
    {
        var story = ReadyForABackup().Ran("1.2.1");
        var took = Endings.Say(story.Run[story.Key("1.2.1")].LastAttempt!).ToString();
        took.ShouldContain("48 s");
        TimelineWriter.Draw(ExampleRun.Look(story), story.Journal).Rows.Single(row => row.IsStep && row.Real is not null).Words.ToString().ShouldStartWith("48 s, ");
        OnPaper(story).ShouldContain(took);
    }

    [Fact]
    public void The_paper_says_in_a_sentence_that_an_alert_was_a_false_alarm_and_who_said_so()
    {
        var story = new Story(Paper.Reference).Done(Crew.Sam, new Command.Raise("1", "nothing can be saved")).Done(Crew.DevOps, new Command.FalseAlarm(1, "it was the proxy, not the database"));
        OnPaper(story).ShouldContain("Ended as a false alarm 2026-11-22 21:32 UTC by @devops: it was the proxy, not the database.");
    }

    [Fact]
    public void The_message_in_the_channel_follows_a_rolled_back_run_until_its_environment_is_free()
    {
        var story = ExampleRun.RolledBackAfterAnAlert();
        Notice().ShouldContain("prod is locked until the cause is noted.");
        OnPaper(story).ShouldContain("prod is locked.");
        story.Done(Crew.Dba, new Command.NoteCause("a wrong index"));
        Notice().ShouldContain("prod is locked, the cause is noted. @dba or @devops can unlock it.");
        story.Done(Crew.DevOps, new Command.Unlock());
        Notice().ShouldContain("prod is free again, unlocked 21:55 UTC by @devops.");
        OnPaper(story).ShouldContain("prod was unlocked 2026-11-22 21:55 UTC by @devops.");
        ExampleRun.Draw(story).Attention.ShouldContain(row => row.Text.ToString() == "Unlocked 21:55 UTC by @devops");

        string Notice() => ThreadWriter.Channel(ExampleRun.Look(story), story.Journal).Last().Text.ToString();
    }

    [Fact]
    public void Everybody_whose_signature_is_waited_for_now_is_named()
    {
        var now = ExampleRun.Draw(new Story(Paper.Reference).Finished()).Now;
        now.ToString().ShouldStartWith("Database Administrator (@dba), Lead Developer (@lead or @omar), DevOps Engineer (@devops), Product Owner (@po) and Operations Manager (@ops) have not signed. Asked ");
        SentenceRules.OfSentences(now);
    }

    [Fact]
    public async Task Everything_that_one_line_marked_can_be_undone_until_something_else_is_marked()
    {
        var replicas = new ReplicaSet();
        var talk = replicas.Conversation();
        await talk.SayAsync(Crew.Dba.Here(), "start", "start", Ct);
        await talk.SayAsync(Crew.Sam.Here(), "done 1.1.1 1.1.2", "two", Ct);
        (await UndoneAsync()).ShouldBe(["1.1.1", "1.1.2"]);
        await talk.SayAsync(Crew.Sam.Here(), "undo 1.1.2", "undo", Ct);
        await talk.SayAsync(Crew.Sam.Here(), "done 1.1.2", "again", Ct);
        (await UndoneAsync()).ShouldBe(["1.1.2"]);

        async Task<List<string>> UndoneAsync()
        {
            var run = (await replicas.Service().ReadAsync(new RunId(1), Ct))!;
            var board = BoardWriter.Draw(new RunView(run, Crew.Access, System.Collections.Immutable.ImmutableDictionary<AttemptId, Progress>.Empty, "", run.StartedAt));
            return [.. BoardText.AllButtons(board).Where(button => button.Verb == Verb.Undo).Select(button => run.Runbook.Find(new ItemKey(button.Target.Name!))!.Number)];
        }
    }

    [Theory]
    [InlineData(Verb.Raise, "Not raised: choose which criterion is met.")]
    [InlineData(Verb.Page, "Not paged: choose who is called.")]
    [InlineData(Verb.Fill, "Not filled in: choose the field.")]
    public void A_dialog_that_was_sent_without_a_choice_asks_for_it_and_does_not_repeat_its_list(Verb verb, string sentence)
    {
        var story = new Story(Paper.Reference);
        var about = verb switch { Verb.Raise => Buttons.Raise(story.Run), Verb.Page => Buttons.Page(story.Run), _ => Buttons.Fill(story.Run) };
        var command = CommandParser.ToCommand(about, new Dictionary<string, string> { [DialogFields.Choice] = "", [DialogFields.Label] = "", [DialogFields.Reason] = "queries are slow" });
        var why = Decision.Decide(story.Run, command, Actor.Of(Crew.DevOps), story.Access, story.Now).ShouldBeOfType<Verdict.Refused>().Why;
        why.Text.ToString().ShouldBe(sentence);
        SentenceRules.OfRefusal(why.Text);
    }

    [Fact]
    public void A_list_in_a_signature_that_may_be_cut_off_says_first_how_long_it_is()
    {
        var story = new Story(Paper.Reference);
        foreach (var number in new[] { "1.1.4", "1.1.5", "1.1.6" }) story.Skipped(Crew.Dba, number);
        story.Finished();
        var facts = DialogWriter.For(new(story.Run, story.Access, Crew.Po, story.Now), Buttons.SignOff(story.Run)).ShouldBeOfType<Reply.Ask>().Dialog.Facts;
        facts.Single(fact => fact.Label == "Skipped").Value.ToString().ShouldStartWith("3: 1.1.4 ");
        facts.Single(fact => fact.Label == "By hand").Value.ToString().ShouldBe("no step with a command");
    }

    private static Story ReadyForABackup() => new Story().Ticked(Crew.Dba, "1.1.1", "1.1.2");

    private static string OnPaper(Story story) =>
        System.Text.Encoding.UTF8.GetString(RunbookExport.Write(story.Runbook, RunReport.Of(story.Run, story.Access, new string('a', 64), RunForecast.None)));
}
