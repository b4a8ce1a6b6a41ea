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

    /// <summary>However its comment is written: what says the same is looked at when the block runs.</summary>
    [Theory]
    [InlineData("-- expect: rows = 0")]
    [InlineData("-- expect rows = 0")]
    [InlineData("--expect rows=0")]
    [InlineData("/* expect: rows = 0 */")]
    [InlineData("/* Expect rows == 0 */")]
    [InlineData("/*\n    expect: rows = 0\n  */")]
    [InlineData("-- EXPECT: Rows = 0")]
    public void A_guard_is_read_with_or_without_its_colon_in_either_form_of_a_comment(string comment)
    {
        var reading = Markdown.Read($"- [ ] a\n  ```sql\n  {comment}\n  select 1;\n  ```\n");

        reading.Diagnostics.ShouldBeEmpty();
        SqlScript.Read(reading.Runbook!.Items.Single().Command!.Text).Statements.Single().Expectations.Single()
            .ShouldSatisfyAllConditions(guard => guard.ToString().ShouldBe("rows = 0"), guard => guard.IsWarning.ShouldBeFalse());
    }

    [Theory]
    [InlineData("-- expect: value <> 0", "value != 0")]
    [InlineData("-- warn: value = 'ok'", "value = ok")]
    [InlineData("-- WARN value contains ok", "value contains ok")]
    public void An_operator_means_what_it_means_elsewhere_and_quotes_are_none_of_the_value(string comment, string guard) =>
        SqlScript.Read(comment + "\nselect 1").Statements.Single().Expectations.Single().ToString().ShouldBe(guard);

    [Theory]
    [InlineData("sql", "-- expected: 0 rows\n  select 1")]
    [InlineData("sql", "select 1; -- assert count = 0")]
    [InlineData("sql", "-- expecting rows to be 0\n  select 1")]
    [InlineData("http", "# expected: status 200\n  GET https://x.example/health")]
    [InlineData("http", "GET https://x.example/health\n  # expect: status = 200")]
    [InlineData("bash", "# expect: rows = 0\n  psql -c 'delete from t'")]
    [InlineData("sh", "true\n  # expect: status = 200")]
    public void What_is_written_like_a_guard_and_is_none_is_a_warning_and_the_item_stays_manual(string language, string text)
    {
        var reading = Markdown.Read($"- [ ] a\n  ```{language}\n  {text}\n  ```\n");

        var warning = reading.Only("unread-guard");
        warning.Severity.ShouldBe(Severity.Warning);
        warning.Line.ShouldBe(3 + text.Split('\n').ToList().FindIndex(line => line.Contains("xpect", StringComparison.Ordinal) || line.Contains("assert", StringComparison.Ordinal)));
        warning.Message.ShouldContain("is not looked at when this runs, so the block is not run: the item stays manual.");
        reading.Runbook!.Items.Single().IsStep.ShouldBeFalse();
    }

    [Theory]
    [InlineData("-- should return 0 rows")]
    [InlineData("-- must be 0")]
    [InlineData("-- check that no rows are left")]
    public void A_sentence_that_says_what_must_be_is_a_warning_with_what_to_write(string comment)
    {
        var reading = Markdown.Read($"- [ ] a\n  ```sql\n  {comment}\n  select 1\n  ```\n");

        reading.Only("unread-guard").Message.ShouldBe($"\"{comment}\" is not looked at when this runs. If the block must fail without it, say so. Write it on a line of its own: -- expect: rows = 0, above its statement.");
        reading.Runbook!.Items.Single().IsStep.ShouldBeTrue();
    }

    [Theory]
    [InlineData("-- expect this to take 5 minutes")]
    [InlineData("-- warning: drops 3 tables")]
    [InlineData("-- every customer has one value here")]
    [InlineData("-- 2. check the index")]
    public void A_comment_about_something_else_is_no_guard(string comment) =>
        Markdown.Read($"- [ ] a\n  ```sql\n  {comment}\n  select 1\n  ```\n").Diagnostics.ShouldBeEmpty();

    [Theory]
    [InlineData("-- expect: rows = none")]
    [InlineData("-- expect: rows =< 3")]
    [InlineData("-- expect: rows = 0 hopefully")]
    public void An_expectation_that_could_never_be_met_is_an_error(string comment) =>
        Markdown.Read($"- [ ] a\n  ```sql\n  {comment}\n  select 1\n  ```\n").Only("sql").ShouldSatisfyAllConditions(
            error => error.Severity.ShouldBe(Severity.Error), error => error.Line.ShouldBe(3), error => error.Message.ShouldContain("cannot be understood"));

    [Theory]
    [InlineData("begin;\n  delete from t;\n  commit;", "begin", 3)]
    [InlineData("delete from t;\n  COMMIT;", "commit", 4)]
    [InlineData("start transaction; select 1", "start", 3)]
    public void A_block_with_a_transaction_of_its_own_is_named_by_check_and_stays_manual_unless_it_says_that_it_has_one(string sql, string word, int line)
    {
        var reading = Markdown.Read($"- [ ] a\n  ```sql\n  {sql}\n  ```\n");

        var warning = reading.Only("own-transaction");
        (warning.Severity, warning.Line).ShouldBe((Severity.Warning, line));
        warning.Message.ShouldBe($"The block says {word} itself, and it runs in one transaction already, so it is not run: the item stays manual. Take that away, or write transaction=none.");
        reading.Runbook!.Items.Single().IsStep.ShouldBeFalse();
        Markdown.Read($"- [ ] a\n  ```sql {{transaction=none}}\n  {sql}\n  ```\n").Runbook!.Items.Single().IsStep.ShouldBeTrue();
    }

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
