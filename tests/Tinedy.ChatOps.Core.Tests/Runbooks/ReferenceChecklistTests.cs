using Tinedy.ChatOps.Core.Tests.Boards;
using Tinedy.ChatOps.Domain.Runbooks;

namespace Tinedy.ChatOps.Core.Tests.Runbooks;

public sealed class ReferenceChecklistTests
{
    private static readonly Reading Reading = RunbookReader.Read(Markdown.Reference, "migration-checklist.md");
    private static readonly Runbook Runbook = Reading.Runbook!;

    [Fact]
    public void It_reads_with_the_counts_that_a_person_counts()
    {
        Runbook.Phases.Select(phase => phase.Items.Count()).ShouldBe([15, 12, 8, 12]);
        Runbook.Criteria.Length.ShouldBe(5);
        Runbook.RollbackSteps.Length.ShouldBe(6);
        Runbook.SignOffGroups.Select(group => group.Lines.Length).ShouldBe([3, 2, 1]);
        Runbook.Contacts.Select(field => field.Label).ShouldBe(["Database Admin", "DevOps Lead", "Product Owner"]);
        Runbook.Information.Length.ShouldBe(4);
        Runbook.Information[0].Value.ShouldBe("20241227060000_init_tinedy_crm_schema");
        Runbook.Notes.ShouldNotBeNull().Blanks.Length.ShouldBe(3);
    }

    [Fact]
    public void Its_titles_are_clean_of_damaged_emoji()
    {
        Runbook.Title.ShouldBe("Migration Deployment Checklist");
        Runbook.Phases.SelectMany(phase => phase.Sections).Select(section => section.Title).ShouldBe(
        [
            "Planning & Preparation", "Backup & Security", "Testing", "Pre-Execution Checks", "Execute Migration", "Post-Execution Validation",
            "Code Deployment", "Integration Testing", "Monitoring & Verification", "User Acceptance", "Documentation",
        ]);
    }

    [Theory]
    [InlineData("1.2.1", "Full database backup completed")]
    [InlineData("2.2.2", "Run Prisma migration")]
    [InlineData("4.3.4", "Troubleshooting guide updated")]
    [InlineData("5.2.1", "Stop application services")]
    [InlineData("5.2.6", "Notify stakeholders of rollback")]
    public void Numbers_count_every_heading(string number, string text) => Runbook.Find(number).ShouldNotBeNull().Text.ShouldBe(text);

    [Fact]
    public void Sign_offs_know_their_role_number_and_which_group_is_final()
    {
        Runbook.SignOffs.Select(line => line.Number).ShouldBe(["6.1.1", "6.1.2", "6.1.3", "6.2.1", "6.2.2", "6.3.1"]);
        Runbook.SignOffs.Last().Role.ShouldBe("Technical Lead");
        Runbook.SignOffGroups.Select(group => group.IsFinal).ShouldBe([false, false, true]);
    }

    [Fact]
    public void Seven_of_its_eight_blocks_can_run_and_one_placeholder_is_bound()
    {
        var commands = Runbook.Tickable.Select(item => item.Command).OfType<CommandBlock>().ToArray();
        commands.Length.ShouldBe(8);
        commands.Count(command => command.CanRun).ShouldBe(7);
        commands.Single(command => !command.CanRun).HoldsOnlyComments.ShouldBeTrue();
        commands.SelectMany(command => command.Placeholders).ShouldBe(["backup_YYYYMMDD_HHMMSS.sql"]);
        Runbook.Find("1.2.1")!.Command!.Text.ShouldBe("pg_dump $DATABASE_URL > backup_$(date +%Y%m%d_%H%M%S).sql");
        Runbook.Find("2.3.1")!.Command!.Text.ShouldBe("npx prisma db pull\nnpx prisma validate");
    }

    [Fact]
    public void The_report_says_all_of_it_in_plain_words_with_its_numbered_tree() => Golden.Match(CheckReport.Write(Reading, "migration-checklist.md"), "check-reference");

    [Fact]
    public void Our_own_edition_has_the_same_items_and_nothing_to_complain_about()
    {
        var reading = RunbookReader.Read(Markdown.Manifest, "migration.md");
        reading.Diagnostics.Where(diagnostic => diagnostic.Severity != Severity.Info).ShouldBeEmpty();
        var ours = reading.Runbook.ShouldNotBeNull();
        ours.Tickable.Select(item => (item.Number, item.Key)).ShouldBe(Runbook.Tickable.Select(item => (item.Number, item.Key)));
        ours.SignOffs.Select(line => line.Role).ShouldBe(Runbook.SignOffs.Select(line => line.Role));
        ours.Find("restore")!.Command!.Placeholders.ShouldBe(["backup_YYYYMMDD_HHMMSS.sql"]);
        ours.Find("migrate")!.Command!.Probe.ShouldNotBeNull();
    }
}
