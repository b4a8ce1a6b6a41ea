namespace Tinedy.ChatOps.Core.Tests.Runbooks;

/// <summary>However people call the way back: it is one where that is certain, and elsewhere somebody is asked.</summary>
public sealed class WayBackHeadingTests
{
    [Theory]
    [InlineData("Revert")]
    [InlineData("4. Reverting the deployment")]
    [InlineData("Revert database changes")]
    [InlineData("Undo")]
    [InlineData("How to revert")]
    [InlineData("6. How to go back")]
    [InlineData("How do we undo it?")]
    [InlineData("Undo the migration")]
    [InlineData("Phase 5: Plan B")]
    [InlineData("Plan B: the old version")]
    [InlineData("Rolling back the release")]
    [InlineData("Roll back to the previous version")]
    [InlineData("Way back")]
    [InlineData("Reversal")]
    [InlineData("Fallback")]
    [InlineData("🔙 Backing out the changes")]
    [InlineData("Rückgängig machen")]
    [InlineData("Annuler la migration")]
    [InlineData("Revertir los cambios")]
    [InlineData("Desfazer")]
    [InlineData("Piano B")]
    [InlineData("Ongedaan maken")]
    [InlineData("Отмена изменений")]
    [InlineData("元に戻す")]
    [InlineData("撤销")]
    [InlineData("되돌리기")]
    public void What_can_only_be_a_way_back_is_the_rollback(string heading)
    {
        foreach (var marks in new[] { $"## {heading}", $"## End\n### {heading}", $"## End\n#### {heading}", $"**{heading}**\n" })
        {
            var runbook = Markdown.Good($"## Work\n- [ ] a\n\n{marks}\n- [ ] back\n");
            runbook.RollbackSteps.Select(step => step.Text).ShouldBe(["back"], marks);
            runbook.Items.Select(item => item.Text).ShouldBe(["a"], marks);
        }
    }

    [Theory]
    [InlineData("Recovery")]
    [InlineData("Recovery Plan")]
    [InlineData("Disaster recovery procedure: CRM")]
    [InlineData("Contingency")]
    [InlineData("Contingency Plan")]
    [InlineData("Restore")]
    [InlineData("Restoring the database from backup")]
    [InlineData("If something goes wrong")]
    [InlineData("In case of failure")]
    [InlineData("Emergency procedure")]
    [InlineData("Revert the DNS entry")]
    [InlineData("Downgrade")]
    [InlineData("Going back to 4.1")]
    [InlineData("How to revert the DNS entry")]
    [InlineData("Who signs")]
    [InlineData("Who has to approve")]
    [InlineData("Approved by")]
    [InlineData("Signatories")]
    [InlineData("Approver")]
    [InlineData("Abort conditions")]
    [InlineData("Stop criteria")]
    [InlineData("When to abort")]
    [InlineData("Phone list")]
    [InlineData("Hotline")]
    [InlineData("Escalations")]
    [InlineData("Rufbereitschaft")]
    [InlineData("Unterzeichner")]
    [InlineData("Wiederherstellung")]
    [InlineData("Wiederherstellung – Datenbank")]
    [InlineData("Im Fehlerfall")]
    [InlineData("Plan de secours")]
    [InlineData("Plan de contingencia")]
    [InlineData("Plano de recuperação")]
    [InlineData("Piano di emergenza")]
    [InlineData("Herstelplan")]
    [InlineData("Plan awaryjny")]
    [InlineData("План восстановления")]
    [InlineData("復旧計画")]
    [InlineData("应急预案")]
    [InlineData("복구 계획")]
    public void What_may_be_a_way_back_or_its_people_is_work_and_is_named_with_its_line(string heading)
    {
        foreach (var (marks, line) in new[] { ($"## {heading}", 4), ($"## End\n### {heading}", 5), ($"## End\n#### {heading}", 5), ($"**{heading}**\n", 4) })
        {
            var reading = Markdown.Read($"## Work\n- [ ] a\n\n{marks}\n- [ ] back\n");
            reading.Only("unclear-heading").Line.ShouldBe(line, marks);
            reading.Runbook.ShouldNotBeNull().Items.Select(item => item.Text).ShouldBe(["a", "back"], marks);
        }
    }

    [Theory]
    [InlineData("Plan A")]
    [InlineData("Plan")]
    [InlineData("Backup procedure")]
    [InlineData("Backup and restore test")]
    [InlineData("Release")]
    [InlineData("Service restart")]
    [InlineData("Restart the application")]
    [InlineData("Return to normal operation")]
    [InlineData("Issues")]
    [InlineData("Vorbereitung")]
    [InlineData("Sicherung")]
    public void A_heading_of_work_is_work_without_a_word(string heading) =>
        Markdown.Read($"## {heading}\n- [ ] a\n").Diagnostics.ShouldBeEmpty();
}
