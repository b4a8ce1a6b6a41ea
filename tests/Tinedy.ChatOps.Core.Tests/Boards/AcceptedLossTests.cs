using Tinedy.ChatOps.Core.Tests.Runs;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Presentation.Timelines;

namespace Tinedy.ChatOps.Core.Tests.Boards;

/// <summary>What is shown of a run whose journal had lost entries, after an operator went on with what was there.</summary>
public sealed class AcceptedLossTests
{
    private const string Why = "the standby had not caught up";

    private readonly Story story = new();

    [Fact]
    public void A_found_start_stands_at_the_moment_that_its_host_knows()
    {
        var began = story.Now.AddMinutes(-20);
        Found(began);

        story.Run[story.Key("1.2.1")].LastAttempt!.At.ShouldBe(began);
        ExampleRun.Draw(story).Attention.ShouldContain(row => row.Text.ToString().EndsWith($"attempt 1, started {began:HH:mm} UTC"));
        Timeline().Real!.Value.From.ShouldBe(began);
    }

    [Fact]
    public void A_found_start_whose_moment_no_host_knows_is_shown_with_none()
    {
        Found(null);

        ExampleRun.Draw(story).Attention.ShouldContain(row => row.Text.ToString().EndsWith("attempt 1, when it was started is not known"));
        Timeline().Real.ShouldBeNull();
        Timeline().Words.ToString().ShouldBe("when it ran is not known");
    }

    [Fact]
    public void A_journal_that_was_accepted_with_a_loss_is_not_called_intact()
    {
        Accepted().Done(Crew.DevOps, new Command.Abort("prod-17", "not tonight any more"));

        var facts = ExampleRun.Draw(story).Facts.ToString();
        facts.ShouldNotContain("intact");
        facts.ShouldContain(", accepted with a loss ");
        facts.ShouldEndWith(" by @dba");
    }

    [Fact]
    public void The_rolled_back_board_names_the_loss_and_every_step_whose_end_nobody_knows()
    {
        Found(null);
        story.Done(Crew.DevOps, new Command.RollBack("prod-17", "slow", DespiteUnknown: true));
        story.Given(Crew.DevOps, [.. story.Runbook.RollbackSteps.Select(item => new RunEvent.ItemSkipped(item.Key, "done by hand")), new RunEvent.RolledBack()]);

        var rows = ExampleRun.Draw(story).Attention.Select(row => row.Text.ToString()).ToList();
        rows.ShouldContain(row => row.StartsWith("entries 4 to 12 of the journal are gone: accepted ") && row.EndsWith($"by @dba: \"{Why}\""));
        rows.ShouldContain(row => row.StartsWith("1.2.1 Make the backup · outcome unknown") && row.EndsWith("Nobody has judged it."));
    }

    private Story Accepted() => story.Given(Crew.Dba, new RunEvent.JournalAccepted(12, new string('b', 64), 3, new string('c', 64), story.Now, Why));

    private void Found(DateTimeOffset? startedAt) =>
        Accepted().Given(Crew.Dba, new RunEvent.StepFound(story.Key("1.2.1"), 1, new string('d', 64), "web-1", "Its supervisor is gone.") { StartedAt = startedAt });

    private TimelineRow Timeline() => TimelineWriter.Draw(ExampleRun.Look(story), story.Journal).Rows.Single(row => row.Label.StartsWith("1.2.1 "));
}
