using Tinedy.ChatOps.Domain.Runbooks;

namespace Tinedy.ChatOps.Core.Tests.Runbooks;

/// <summary>What the blocks of a runbook mean to the runner.</summary>
public sealed class CommandKindTests
{
    [Theory]
    [InlineData("select 1; select 2", "select 1|select 2")]
    [InlineData("select ';' ; select \"a;b\" from t", "select ';'|select \"a;b\" from t")]
    [InlineData("select 'it''s; one'; select E'a\\'; b'", "select 'it''s; one'|select E'a\\'; b'")]
    [InlineData("do $$ begin perform 1; end $$; select $x$ ; $$ ; $x$", "do $$ begin perform 1; end $$|select $x$ ; $$ ; $x$")]
    [InlineData("-- one; two\nselect 1 -- three; four\n;/* five; /* six; */ seven; */ select 2", "select 1 -- three; four|select 2")]
    [InlineData("select a$1 from t; select '$$;$$'", "select a$1 from t|select '$$;$$'")]
    [InlineData("  ;;  -- nothing\n ;", "")]
    public void A_script_is_cut_where_Postgres_would_cut_it(string script, string statements) =>
        string.Join('|', SqlScript.Read(script).Statements.Select(statement => statement.Text)).ShouldBe(statements);

    [Fact]
    public void An_expectation_belongs_to_the_statement_beneath_it()
    {
        var script = SqlScript.Read("-- expect: rows = 0\nselect 1;\n-- warn: value >= 10\n-- expect: value != \"a b\"\nselect 2;");
        script.Statements.Select(statement => string.Join(", ", statement.Expectations)).ShouldBe(["rows = 0", "value >= 10, value != a b"]);
        script.Statements[1].Expectations.Select(expected => expected.IsWarning).ShouldBe([true, false]);
        script.Problems.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("= 10", "10.0", true)]
    [InlineData("= 10", "9", false)]
    [InlineData("< 9", "10", false)]
    [InlineData(">= 2", "2", true)]
    [InlineData("!= a", "b", true)]
    [InlineData("contains lo, wo", "hello, world", true)]
    public void An_expectation_compares_numbers_as_numbers(string expected, string found, bool met) =>
        SqlScript.Read($"-- expect: value {expected}\nselect 1").Statements[0].Expectations[0].IsMetBy(found).ShouldBe(met);

    [Theory]
    [InlineData("sql", "select 1;\n-- expect: rows = 0", 3, "behind the last statement")]
    [InlineData("sql", "-- expect: lines = 0\nselect 1", 2, "Write one of rows, value")]
    [InlineData("http", "FETCH http://crm/health", 2, "is no request")]
    [InlineData("http", "# only words", 2, null)]
    [InlineData("http", "# expect: time = 2s\nGET http://crm/health", 2, "time < 2s")]
    [InlineData("http", "GET http://crm/health\nnot a header", 3, "is no header")]
    public void What_cannot_be_understood_is_an_error_at_its_line(string kind, string text, int line, string? says)
    {
        var reading = Markdown.Read($"- [ ] a\n  ```{kind}\n  {text.Replace("\n", "\n  ", StringComparison.Ordinal)}\n  ```\n");
        if (says is null)
        {
            reading.Only("only-comments").Severity.ShouldBe(Severity.Info);
            return;
        }
        var error = reading.Only(kind);
        (error.Line, error.Severity).ShouldBe((line + 1, Severity.Error));
        error.Message.ShouldContain(says);
    }

    [Fact]
    public void A_request_has_method_address_headers_and_body()
    {
        var block = HttpBlock.Read("# expect: status = 201\nPOST https://crm.example.org/orders HTTP/1.1\nAccept: application/json\nX-Key: {{KEY}}\n\n{\n  \"id\": 1\n}\n");
        (block.Method, block.Address, block.Body).ShouldBe(("POST", "https://crm.example.org/orders", "{\n  \"id\": 1\n}"));
        block.Headers.ShouldBe([("Accept", "application/json"), ("X-Key", "{{KEY}}")]);
        HttpBlock.Bind("{{ KEY }}/{{NONE}}", new Dictionary<string, string> { ["KEY"] = "k" }).ShouldBe(("k/", "NONE"));
    }

    [Theory]
    [InlineData("pg_dump $DATABASE_URL > backup.sql", Proof.Backup)]
    [InlineData("set -x; /usr/bin/pg_dump -Fc crm > x", Proof.Backup)]
    [InlineData("# pg_dump is not called here\nls", Proof.None)]
    [InlineData("echo pg_dump failed", Proof.None)]
    [InlineData("npx prisma migrate deploy", Proof.Prisma)]
    [InlineData("npx prisma@6 migrate deploy --schema x", Proof.Prisma)]
    [InlineData("npx prisma migrate status", Proof.None)]
    public void A_command_that_needs_a_proof_is_known_by_itself(string command, Proof proof) =>
        Step("bash", command).Proof.ShouldBe(proof);

    [Fact]
    public void Attributes_say_what_the_text_cannot()
    {
        Step("bash {proof=none}", "pg_dump x > y").Proof.ShouldBe(Proof.None);
        Step("bash {proof=backup}", "./backup.sh").Proof.ShouldBe(Proof.Backup);
        Step("bash {silence=5m}", "ls").Silence.ShouldBe(TimeSpan.FromMinutes(5));
        Step("bash {uses=\"lib conf/x.json\"}", "ls").Uses.ShouldBe(["lib", "conf/x.json"]);
        Step("sql {transaction=none}", "vacuum").InOneTransaction.ShouldBeFalse();
        Step("http {retries=3}", "GET http://crm/health").Retries.ShouldBe(3);
        Markdown.Read("- [ ] a\n  ```bash {uses=../x}\n  ls\n  ```\n").Only("attribute-value").Severity.ShouldBe(Severity.Error);
        Markdown.Read("- [ ] a\n  ```http {retries=3}\n  POST http://crm/orders\n  ```\n").Only("attributes").Message.ShouldContain("idempotent");
    }

    [Fact]
    public void Words_for_people_are_steps_and_say_whom_they_are_for()
    {
        Step("page {to=\"Database Admin\"}", "Come, it begins").ShouldSatisfyAllConditions(
            block => block.CanRun.ShouldBeTrue(), block => block.IsMessage.ShouldBeTrue(), block => block.To.ShouldBe("Database Admin"));
        Step("notify", "# It begins at 22:00").ShouldSatisfyAllConditions(block => block.CanRun.ShouldBeTrue(), block => block.To.ShouldBeNull());
        Step("notify {to=stakeholders}", "It begins").To.ShouldBe(CommandBlock.Stakeholders);
    }

    [Theory]
    [InlineData("notify {to=everybody}", "It begins", "attribute-value", "to=team or to=stakeholders")]
    [InlineData("page {timeout=5m}", "Come", "attributes", "\"timeout\" is for commands")]
    [InlineData("notify", " ", "only-comments", "says nothing")]
    public void A_message_that_cannot_be_sent_as_it_stands_is_said(string fence, string text, string code, string words) =>
        Markdown.Read($"- [ ] a\n  ```{fence}\n  {text}\n  ```\n").Only(code).Message.ShouldContain(words);

    [Fact]
    public void A_message_longer_than_chat_takes_is_an_error() =>
        Markdown.Read($"- [ ] a\n  ```notify\n  {new string('a', 3_001)}\n  ```\n").Only("too-long").Message.ShouldContain("3001 letters");

    [Fact]
    public void A_message_cannot_watch_a_criterion() =>
        Markdown.Read("# A\n## Work\n- [ ] a\n## Rollback Criteria\n- Slow\n  ```page\n  Come\n  ```\n").Only("watch").Message.ShouldContain("finds nothing out");

    private static CommandBlock Step(string fence, string text) =>
        Markdown.Good($"- [ ] a\n  ```{fence}\n  {text.Replace("\n", "\n  ", StringComparison.Ordinal)}\n  ```\n").Items.Single().Command!;
}
