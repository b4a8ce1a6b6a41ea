using Tinedy.ChatOps.Domain.Runbooks;

namespace Tinedy.ChatOps.Core.Tests.Runbooks;

/// <summary>What looks like a contact, a role, a rollback or a sign-off and stands among the work is said with its line.</summary>
public sealed class OutOfPlaceTests
{
    [Theory]
    [InlineData("**Contacts:** DBA – Jane")]
    [InlineData("**Emergency contacts:** Jane, Bob")]
    [InlineData("**Rollback:** run x")]
    [InlineData("Rollback: restore the dump")]
    [InlineData("- **Rollback** – restore the dump")]
    [InlineData("<b>Backout plan:</b> see the wiki")]
    [InlineData("Owner: Jane")]
    [InlineData("> **Approved by:** Jane")]
    [InlineData("* Reviewer: Jane")]
    [InlineData("Verantwortlich: Jana")]
    [InlineData("Ansprechpartner: Jana")]
    [InlineData("**Rückfallplan:** Dump einspielen")]
    [InlineData("Freigegeben von: Jana")]
    [InlineData("Responsable : Jeanne")]
    [InlineData("**Retour arrière :** restaurer")]
    [InlineData("Approuvé par : Jeanne")]
    [InlineData("Aprobado por: Juana")]
    [InlineData("**Reversión:** restaurar")]
    [InlineData("責任者：山田")]
    [InlineData("| Owner | Jane |\n|---|---|\n| Since | 2020 |")]
    [InlineData("| Since | 2020 |\n|---|---|\n| Approver | Jane |")]
    [InlineData("| What | Where | Rollback |\n|---|---|---|\n| x | y | z |")]
    [InlineData("| What | Where | Sign-off |\n|---|---|---|\n| x | y | z |")]
    [InlineData("| Was | Verantwortlich | Wann |\n|---|---|---|\n| x | y | z |")]
    [InlineData("<tr><th>What</th><th>Contact</th></tr>")]
    public void A_label_or_a_column_of_another_kind_is_told_in_a_section_above_it_and_beneath_an_item(string text)
    {
        foreach (var (before, indent) in new[] { ("# T\n\n", ""), ("# T\n\n## Work\n- [ ] a\n\ntext\n\n", ""), ("# T\n\n## Work\n- [ ] a\n\n  ", "  ") })
        {
            var file = before + text.Replace("\n", "\n" + indent, StringComparison.Ordinal) + "\n\n## More\n- [ ] b\n";
            Markdown.Read(file).Diagnostics.ShouldContain(found => found.Code == "out-of-place" && found.Line >= before.Count(letter => letter == '\n') + 1, file);
        }
    }

    [Theory]
    [InlineData("| Step | Time |\n|---|---|\n| Migrate | 22:00 |")]
    [InlineData("| # | Aufgabe | Dauer |\n|---|---|---|\n| 1 | Sichern | 5 |")]
    public void The_rows_of_a_table_of_tasks_are_told_to_be_none(string table) => Markdown.Read($"- [ ] a\n\n{table}\n").Only("not-an-item").Line.ShouldBe(3);

    [Theory]
    [InlineData("## Reviewers\n@jane @bob")]
    [InlineData("## Service owner\nJane")]
    [InlineData("### Responsibilities\n- Network: Jane")]
    [InlineData("## Verantwortlichkeiten\nJana")]
    public void A_heading_over_people_is_told_where_no_items_stand_beneath_it(string part)
    {
        Markdown.Read($"- [ ] a\n\n{part}\n").Only("out-of-place").Line.ShouldBe(3);
        Markdown.Read($"- [ ] a\n\n{part}\n- [ ] b\n").Diagnostics.ShouldNotContain(found => found.Line == 3);
    }

    [Theory]
    [InlineData("**Gate:** all checks are green", "out-of-place")]
    [InlineData("Point of no return: after the drop", "out-of-place")]
    [InlineData("- [ ] Point of no return: drop the tables", "unmarked-gate")]
    [InlineData("- [ ] Punkt ohne Wiederkehr: Tabellen löschen", "unmarked-gate")]
    [InlineData("- [ ] Delete the backup (two approvals)", "unmarked-gate")]
    [InlineData("- [ ] Sicherung löschen (4-Augen-Prinzip)", "unmarked-gate")]
    public void A_gate_that_nothing_sets_is_told(string line, string code) => Markdown.Read($"## Work\n- [ ] a\n\n{line}\n").Only(code).Line.ShouldBe(4);

    [Theory]
    [InlineData("- [ ] Point of no return: drop it <!-- chatops: point-of-no-return -->")]
    [InlineData("- [ ] Delete the backup (two approvals) <!-- chatops: quorum=2 -->")]
    public void A_gate_that_is_marked_is_not_told(string line) => Markdown.Read($"{line}\n").Diagnostics.ShouldBeEmpty();

    [Theory]
    [InlineData("## Deploy\n1. Stop\n2. Migrate", 4)]
    [InlineData("## Deploy\n\n* Stop it\n* Migrate it", 5)]
    [InlineData("## Overview\n1) Stop\n2) Migrate", 4)]
    public void A_list_without_boxes_is_told_where_nothing_has_one(string part, int line)
    {
        Markdown.Read($"- [ ] a\n\n{part}\n").Only("list-without-boxes").Line.ShouldBe(line);
        Markdown.Read($"- [ ] a\n\n{part}\n- [ ] b\n").Diagnostics.ShouldBeEmpty();
    }

    [Fact]
    public void A_line_in_bold_above_items_is_told_to_be_no_heading() => Markdown.Read("## Work\n**Deployment steps:**\n\n- [ ] a\n").Only("not-a-heading").Line.ShouldBe(2);

    [Theory]
    [InlineData("Ticket: JIRA-5")]
    [InlineData("- Version: 12.4")]
    [InlineData("| Key | Value | Remark |\n|---|---|---|\n| Host | db1 | old |")]
    public void A_line_of_the_migration_information_that_is_no_field_is_told(string text) =>
        Markdown.Read($"- [ ] a\n## Migration Information\n**Database:** orders\n\n{text}\n").Diagnostics.ShouldHaveSingleItem().Code.ShouldBe("not-understood");

    [Theory]
    [InlineData("This migration moves the orders to the new schema: see the design.")]
    [InlineData("Note: the rollback of a failed batch is automatic, and nobody has to do anything.")]
    [InlineData("We contacted the owners on Monday – they agreed.")]
    [InlineData("If the rollback takes longer than an hour, call the DBA.")]
    [InlineData("Duration: 2 h")]
    [InlineData("**Database:** orders")]
    [InlineData("Rollback tested: yes")]
    [InlineData("Approval window: Monday")]
    [InlineData("| Table | Rows | Size |\n|---|---|---|\n| orders | 5 | 7 |")]
    [InlineData("https://example.org/rollback: the page")]
    [InlineData("```text\nOwner: Jane\n```")]
    [InlineData("<!-- Owner: Jane -->")]
    [InlineData("## Overview\n- Moves the orders\n- Takes an hour")]
    [InlineData("## Background\nThe owners asked for it.\n\n**Why now**\n\nBecause.")]
    [InlineData("**Be careful.**\n\nTwo people watch the graphs.")]
    [InlineData("Wait for the job ... then go on.")]
    [InlineData("Zeitfenster: 22:00–23:30, siehe Kalender")]
    public void Ordinary_prose_is_not_told(string text) =>
        Markdown.Read($"# T\n\n{text}\n\n## Work\n- [ ] a\n\n{text}\n").Diagnostics.Where(found => found.Code is not ("duplicate-heading" or "prose")).ShouldBeEmpty();
}
