using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Domain.Runs;

namespace Tinedy.ChatOps.Core.Tests.Runs;

/// <summary>No proof, no migration; and what steps hand on to later ones.</summary>
public sealed class ProofTests
{
    [Fact]
    public void A_backup_that_ended_well_and_is_not_proven_opens_no_migration()
    {
        var story = Ready(made => made with { Proof = null });
        story.When(Crew.Dba, new Command.RunStep("2.1.2")).Refused(RefusalReason.NoProvenBackup,
            "Not started: 2.1.2 Run the migration needs a proven backup of this run, and 1.2.1 has made none. An operator can run 1.2.1, or do 2.1.2 by hand and mark it done with a note.");
    }

    [Fact]
    public void Nor_does_one_that_was_skipped()
    {
        var story = new Story(Paper.Small).Ticked(Crew.Dba, "1.1.1", "1.1.2").Skipped(Crew.Dba, "1.2.1").Skipped(Crew.Dba, "1.2.2").Ticked(Crew.Dba, "2.1.1");
        story.When(Crew.Dba, new Command.RunStep("2.1.2")).Refused(RefusalReason.NoProvenBackup);
        story.When(Crew.Dba, new Command.Tick("2.1.2", "migrated by hand from a copy")).Events.ShouldHaveSingleItem();
    }

    [Fact]
    public void A_proven_one_does() => Ready(made => made).When(Crew.Dba, new Command.RunStep("2.1.2")).Events.ShouldHaveSingleItem().ShouldBeOfType<RunEvent.StepStarted>();

    [Fact]
    public void Values_of_a_step_with_a_name_are_variables_of_later_steps_and_its_last_success_counts()
    {
        var story = new Story(Paper.Small).Ran("1.2.1").Ran("1.2.2", outcome: null);
        var ending = story.Ending(Outcome.Succeeded) with { Values = ImmutableSortedDictionary<string, string>.Empty.Add("rows", "42") };
        story.Given(Actor.Bot, new RunEvent.StepEnded(story.Run.Runbook.Find("1.2.2")!.Key, 1, ending));
        story.Run.HandedOn.ToDictionary().ShouldBe(new Dictionary<string, string> { ["CHATOPS_VERIFY_ROWS"] = "42" });
    }

    [Fact]
    public void A_tool_that_is_not_on_the_host_is_a_gap_that_names_the_steps()
    {
        var run = new Story(Paper.Small).Run with { Pinned = ImmutableSortedDictionary<string, string>.Empty.Add("tool:npx", "missing").Add("tool:psql", "psql 15") };
        Gaps.Of(run, new Story(Paper.Small).Access).Select(gap => gap.Text.ToString()).ShouldContain("npx is not on this host, so 2.1.2 cannot run.");
    }

    private static Story Ready(Func<Artefact, Artefact> backup)
    {
        var story = new Story(Paper.Small).Ticked(Crew.Dba, "1.1.1", "1.1.2");
        return story.Ran("1.2.1", Outcome.Succeeded, backup(story.Backup())).Ran("1.2.2").Ticked(Crew.Dba, "2.1.1");
    }
}
