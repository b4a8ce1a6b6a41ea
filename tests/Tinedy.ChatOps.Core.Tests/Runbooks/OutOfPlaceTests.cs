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
    [InlineData("Wait for the job ... then go on.")]
    [InlineData("Zeitfenster: 22:00–23:30, siehe Kalender")]
    public void Ordinary_prose_is_not_told(string text) =>
        Markdown.Read($"# T\n\n{text}\n\n## Work\n- [ ] a\n\n{text}\n").Diagnostics.Where(found => found.Severity != Severity.Info || found.Code == "out-of-place").ShouldBeEmpty();
}
