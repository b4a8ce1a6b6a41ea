using Tinedy.ChatOps.Domain.Runbooks;

namespace Tinedy.ChatOps.Core.Tests.Runbooks;

/// <summary>What something around it has made invisible, or an error has kept from being run, is still shown to whoever asks.</summary>
public sealed class SwallowedTests
{
    [Fact]
    public void A_file_that_cannot_be_run_is_shown_as_far_as_it_was_understood()
    {
        var reading = Markdown.Read("# CRM\n## Work\n- [ ] Migrate\n## Rollback\n- [ ] Restore\n## Plan B\n- [ ] Start the old version\n");
        reading.Runbook.ShouldBeNull();
        CheckReport.Write(reading, "crm.md").ShouldBe("""
            crm.md: cannot be run. This is what was understood:
            crm.md: CRM
              1 phase
              1 item (1)
              0 rollback criteria
              2 rollback steps
              0 sign-off roles in 0 groups
              0 emergency contacts
              0 information fields
              no notes
              0 command blocks, 0 can run
              no placeholder to bind

            1 Work
              1.1.1 Migrate
            Rollback
              2.1.1 Restore
              3.1.1 Start the old version

            crm.md:6: error two-rollbacks: There are two rollbacks: "Rollback" on line 4 and "Plan B" on line 6. When it matters there must be one: join them.

            1 error, 0 warnings

            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void A_heading_and_a_block_that_html_has_swallowed_are_named() =>
        Markdown.Read("- [ ] a\n\n<div>\n## Rollback\n```sql\nselect 1;\n```\n</div>\n").Diagnostics.Select(found => (found.Line, found.Code))
            .ShouldBe([(4, "not-an-item"), (5, "not-an-item")]);

    [Theory]
    [InlineData("- [ ] a\n\n```text\nnotes\n\n## Rollback\n- [ ] Restore\n")]
    [InlineData("- [ ] a\n\n```text\nnotes\n\n## Rollback\n```bash\nrestore\n```\n")]
    public void A_block_that_swallows_what_follows_is_named_where_it_starts(string text) => Markdown.Read(text).Only("unclosed-fence").Line.ShouldBe(3);

    [Fact]
    public void A_longer_fence_may_show_a_shorter_one() =>
        Markdown.Read("- [ ] a\n\n````text\n```bash\nls\n```\n````\n").Diagnostics.ShouldBeEmpty();
}
