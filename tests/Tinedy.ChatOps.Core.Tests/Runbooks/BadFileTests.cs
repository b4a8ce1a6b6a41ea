using System.Text;
using Tinedy.ChatOps.Domain.Access;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Domain.Runbooks;

namespace Tinedy.ChatOps.Core.Tests.Runbooks;

public sealed class BadFileTests
{
    private const string Good = "# T\n\n## P\n\n- [ ] a\n";

    [Theory]
    [InlineData("", 1, "empty-file")]
    [InlineData(" \n\t\n", 1, "empty-file")]
    [InlineData("# Only a title\n\nand prose\n- and bullets\n", 1, "no-items")]
    [InlineData("## P\n- [ ] a\n- [ ]\n", 3, "item-without-text")]
    [InlineData("## P\n- [ ] a\n- [x] <!-- nothing -->\n", 3, "item-without-text")]
    [InlineData("---\nenvironment: x\nwindow: \"open\n---\n- [ ] a\n", 3, "front-matter")]
    [InlineData("---\nenvironment: [a]\n---\n- [ ] a\n", 2, "front-matter")]
    [InlineData("---\nenvironment: staging\n- [ ] a\n", 1, "front-matter")]
    [InlineData("---\nsame-person-may-sign-twice: perhaps\n---\n- [ ] a\n", 2, "front-matter")]
    [InlineData("---\nroles: boss\n---\n- [ ] a\n", 2, "front-matter")]
    [InlineData("---\nwindow: a\nwindow: b\n---\n- [ ] a\n", 3, "front-matter")]
    [InlineData("- [ ] a\n## Rollback Execution\n- [ ] b\n## Rollback Steps\n- [ ] c\n", 4, "two-rollbacks")]
    [InlineData("- [ ] a\u0000b\n", 1, "nul-byte")]
    [InlineData("- [ ] a\n  ```bash {timeout=soon}\n  ls\n  ```\n", 2, "attribute-value")]
    [InlineData("- [ ] a\n  ```bash {timeout=0}\n  ls\n  ```\n", 2, "attribute-value")]
    [InlineData("- [ ] a\n  ```bash {probe=\"open}\n  ls\n  ```\n", 2, "attributes")]
    [InlineData("- [ ] a\n  ```bash {once idempotent}\n  ls\n  ```\n", 2, "attributes")]
    [InlineData("- [ ] a\n  ```bash {name=x}\n  ls\n  ```\n- [ ] b\n  ```bash {name=X}\n  ls\n  ```\n", 6, "duplicate-name")]
    [InlineData("- [ ] a\n  ```bash\n  ls\n  echo \u202Eevil\n  ```\n", 4, "invisible-character")]
    [InlineData("- [ ] a <!-- chatops: quorum=many -->\n", 1, "attribute-value")]
    [InlineData("- [ ] a\n  <!-- chatops role=x -->\n", 2, "item-comment")]
    [InlineData("- [ ] a\n\ntext\n\n<!-- chatops: role=x -->\n", 5, "item-comment")]
    [InlineData("- [ ] a\n## Sign-off\n- [ ] ____ Date: ____\n", 3, "sign-off-without-role")]
    public void An_error_names_its_line_and_leaves_no_runbook(string text, int line, string code)
    {
        var reading = Markdown.Read(text);
        reading.Runbook.ShouldBeNull();
        var error = reading.Only(code);
        (error.Line, error.Severity).ShouldBe((line, Severity.Error));
    }

    [Theory]
    [InlineData("- [ ] a\n  ```bash {timout=5m}\n  ls\n  ```\n", 2, "unknown-attribute", "Did you mean \"timeout\"?")]
    [InlineData("- [ ] a <!-- chatops: rolle=x -->\n", 1, "unknown-attribute", "Did you mean \"role\"?")]
    [InlineData("---\nenviroment: x\n---\n- [ ] a\n", 2, "unknown-key", "Did you mean \"environment\"?")]
    [InlineData("- [ ] a\n  ```zsh\n  ls\n  ```\n", 2, "not-run", "bash, sh, sql and http are")]
    [InlineData("- [ ] a\n  ```\n  ls\n  ```\n", 2, "not-run", "without a language")]
    [InlineData("- [ ] a\n  ```bash\n  ls\n  ```\n  ```bash\n  pwd\n  ```\n", 5, "second-block", "1.1.1")]
    [InlineData("- [ ] a\n  ```bash\n  ls\n", 2, "unclosed-fence", "never closed")]
    [InlineData("- [ ] a\n\n```bash\nls\n```\n", 3, "block-outside-item", "Indent")]
    [InlineData("- [ ] a\n  ```bash\n  psql < <backup file>\n  ```\n", 2, "unbindable-placeholder", "<backup file>")]
    [InlineData("- [ ] a\n  ```bash\n  cat $DIR/backup_YYYYMMDD.sql\n  ```\n", 2, "unbindable-placeholder", "backup_YYYYMMDD.sql")]
    [InlineData("## P\n- [ ] a\n## Q\n## R\n- [ ] b\n", 3, "empty-section", "\"Q\"")]
    [InlineData("## P\n### A\n### B\n- [ ] b\n", 2, "empty-section", "\"A\"")]
    [InlineData("## P\n- [ ] a\n## Rollback Plan\nCall Bob.\n", 3, "empty-section", "rollback steps")]
    [InlineData("## P\n- [ ] a\n## p\n- [ ] b\n", 3, "duplicate-heading", "line 1")]
    [InlineData("- [ ] a\n- [] b\n", 2, "not-an-item", "looks like an item")]
    [InlineData("- [ ] a\n\n-[ ] b\n", 3, "not-an-item", "looks like an item")]
    [InlineData("---\nroles:\n  Nobody Here: x\n---\n- [ ] a\n", 3, "unused-name", "Nobody Here")]
    [InlineData("- [ ] a\n## Sign-off\n- [ ] **R** - ____\n- [ ] **R** - ____\n", 4, "duplicate-role", "line 3")]
    public void A_warning_names_its_line_and_the_runbook_stays(string text, int line, string code, string says)
    {
        var reading = Markdown.Read(text);
        reading.Runbook.ShouldNotBeNull();
        var warning = reading.Only(code);
        (warning.Line, warning.Severity).ShouldBe((line, Severity.Warning));
        warning.Message.ShouldContain(says);
    }

    [Fact]
    public void Two_rollbacks_are_an_error_that_names_both_lines() =>
        Markdown.Read("- [ ] a\n## Rollback Execution\n- [ ] b\n## X\n### Roll-back Procedure\n- [ ] c\n")
            .Only("two-rollbacks").Message.ShouldContain("on line 2 and \"Roll-back Procedure\" on line 5");

    [Fact]
    public void A_rollback_plan_that_holds_its_criteria_and_its_steps_is_one_rollback()
    {
        var runbook = Markdown.Good("- [ ] a\n## Rollback Plan\n### Rollback Criteria\n- slow\n### Rollback Steps\n- [ ] b\n");
        runbook.Criteria.ShouldHaveSingleItem().Box.ShouldBeNull();
        runbook.RollbackSteps.ShouldHaveSingleItem().Number.ShouldBe("2.2.1");
    }

    [Fact]
    public void Windows_1252_is_refused_with_the_line_and_the_byte()
    {
        var error = RunbookReader.Read(Encoding.Latin1.GetBytes("# T\n\n- [ ] Gr\u00FC\u00DFe\n"), "x.md").Only("not-utf8");
        error.Line.ShouldBe(3);
        error.Message.ShouldBe("The byte 0xFC at offset 13 is not UTF-8; the file looks like Windows-1252 or Latin-1. Save it as UTF-8.");
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public void Utf_16_is_refused_and_named(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        RunbookReader.Read(new byte[][] { encoding.GetPreamble(), encoding.GetBytes(Good) }.SelectMany(part => part).ToArray(), "x.md")
            .Only("not-utf8").Message.ShouldContain("UTF-16");
    }

    [Fact]
    public void Ten_megabytes_are_refused_before_anything_is_parsed() =>
        RunbookReader.Read(new byte[10_000_000], "x.md").Diagnostics.ShouldHaveSingleItem().Message.ShouldContain("5 MB");

    [Theory]
    [InlineData("> ")]
    [InlineData("1) ")]
    public void Nesting_beyond_sense_is_an_error_with_its_line(string mark)
    {
        var text = Good + string.Concat(Enumerable.Repeat(mark, 20_000)) + "x\n";
        Markdown.Read(text).Only("too-deep").Line.ShouldBe(6);
    }

    [Theory]
    [InlineData("AKIAIOSFODNN7EXAMPLE")]
    [InlineData("xoxb-123456789012-abcdefghij")]
    [InlineData("PGPASSWORD=hunter2")]
    [InlineData("--password='hunter2'")]
    [InlineData("postgres://app:hunter2@db/crm")]
    [InlineData("-----BEGIN RSA PRIVATE KEY-----")]
    public void A_secret_is_a_warning_that_never_repeats_it(string secret)
    {
        var warning = Markdown.Read($"- [ ] a\n  ```bash\n  echo {secret}\n  ```\n").Only("secret");
        warning.Line.ShouldBe(3);
        warning.Message.ShouldNotContain("hunter2");
        warning.Message.ShouldNotContain(secret);
    }

    [Theory]
    [InlineData("PGPASSWORD=$DB_PASSWORD psql")]
    [InlineData("password=\"$DB_PASSWORD\"")]
    [InlineData("psql postgres://app:$PASSWORD@db/crm")]
    [InlineData("curl https://example.org:8080/a@b")]
    public void A_reference_to_a_secret_is_none(string text) =>
        Markdown.Read($"- [ ] a\n  ```bash\n  {text}\n  ```\n").Diagnostics.ShouldBeEmpty();

    [Fact]
    public void Roles_and_contacts_are_judged_only_against_settings()
    {
        var reading = Markdown.Read("---\nroles:\n  Boss: Head\n---\n- [ ] a <!-- chatops: role=Pilot -->\n## Sign-off\n- [ ] **Boss** - ____\n");
        CheckReport.Write(reading, "x.md").ShouldNotContain("role-without-holder");
        SettingsCheck.Of(reading.Runbook!, new AccessDirectory([new Person("ada", null, [], ["head"])], [])).ShouldHaveSingleItem().Line.ShouldBe(5);
    }
}
