using Tinedy.ChatOps.Domain.Runbooks;

namespace Tinedy.ChatOps.Core.Tests.Runbooks;

/// <summary>Blocks that would end with success though they failed, or could not run at all.</summary>
public sealed class BlockWarningTests
{
    [Theory]
    [InlineData("COPY t FROM STDIN;")]
    [InlineData("select 1;\n  copy t (a, b)\n    from stdin with (format csv);")]
    [InlineData("COPY (select 1) TO STDOUT;")]
    public void A_copy_through_a_program_is_named_by_check_with_its_line_and_stays_manual(string sql)
    {
        var reading = Markdown.Read($"- [ ] a\n  ```sql\n  {sql}\n  ```\n");

        var warning = reading.Only("copy-through-program");
        (warning.Severity, warning.Line).ShouldBe((Severity.Warning, sql.StartsWith("select", StringComparison.Ordinal) ? 4 : 3));
        warning.Message.ShouldBe("COPY from STDIN or to STDOUT needs psql, so this block is not run: the item stays manual. Write it as bash with psql.");
        reading.Runbook!.Items.Single().IsStep.ShouldBeFalse();
    }

    [Theory]
    [InlineData("copy t from '/srv/t.csv'")]
    [InlineData("insert into t values ('copy t from stdin')")]
    [InlineData("-- copy t from stdin\n  select 1")]
    public void Any_other_statement_is_none(string sql) =>
        Markdown.Read($"- [ ] a\n  ```sql\n  {sql}\n  ```\n").Diagnostics.ShouldBeEmpty();

    [Theory]
    [InlineData("psql $DATABASE_URL -f x.sql")]
    [InlineData("psql -Xqf x.sql")]
    [InlineData("psql --file=x.sql")]
    [InlineData("psql $DATABASE_URL < x.sql")]
    [InlineData("psql $DATABASE_URL <<'EOF'")]
    [InlineData("cat x.sql | psql $DATABASE_URL")]
    [InlineData("gunzip -c x.gz | sudo -u postgres /usr/bin/psql crm")]
    [InlineData("docker exec -i db psql -U crm < x.sql")]
    [InlineData("set -e; PGOPTIONS='-c x=1' psql -1 -f x.sql")]
    [InlineData("psql $DATABASE_URL \\\n    -f x.sql")]
    public void Psql_that_reads_a_script_and_goes_on_behind_an_error_is_a_warning_with_its_line(string shell)
    {
        var warning = Markdown.Read($"- [ ] a\n  ```bash\n  true\n  {shell}\n  ```\n").Only("psql-goes-on");
        (warning.Line, warning.Severity).ShouldBe((4, Severity.Warning));
    }

    [Theory]
    [InlineData("psql $DATABASE_URL -v ON_ERROR_STOP=1 -f x.sql")]
    [InlineData("psql $DATABASE_URL -c 'select 1 where 1 < 2'")]
    [InlineData("psql -tAc \"select 1; select 2\"")]
    [InlineData("psql --version")]
    [InlineData("true\n  # psql -f x.sql")]
    [InlineData("echo run psql -f x.sql by hand")]
    [InlineData("pg_dump > x.sql")]
    public void Psql_that_stops_or_reads_no_script_is_none(string shell) =>
        Markdown.Read($"- [ ] a\n  ```bash\n  {shell}\n  ```\n").Diagnostics.ShouldBeEmpty();

    [Theory]
    [InlineData("Restore <backup name> into <target>", "Restore <backup name> into <target>", "restore-into")]
    [InlineData("Restore `<backup name>`", "Restore <backup name>", "restore-backup-name")]
    [InlineData("Restore <b>all</b> of<br>it <!-- now -->", "Restore all of it", "restore-all-ofit")]
    [InlineData("Restore <https://x.org>", "Restore https://x.org", "restore-https-x-org")]
    [InlineData("Set </dev/null> and <YYYY-MM-DD>", "Set </dev/null> and <YYYY-MM-DD>", "set-dev-null-and")]
    public void A_blank_in_angle_brackets_stays_in_an_items_words_and_its_key_is_what_it_always_was(string line, string text, string key)
    {
        var item = Markdown.Good($"- [ ] {line}\n").Items.Single();
        (item.Text, item.Key.Value).ShouldBe((text, key));
    }
}
