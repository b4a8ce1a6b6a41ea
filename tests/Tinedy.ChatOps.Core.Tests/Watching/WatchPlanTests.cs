using Tinedy.ChatOps.Core.Tests.Runbooks;
using Tinedy.ChatOps.Domain.Measurements;
using Tinedy.ChatOps.Domain.Runbooks;

namespace Tinedy.ChatOps.Core.Tests.Watching;

/// <summary>What stands in the braces of a criterion's block.</summary>
public sealed class WatchPlanTests
{
    [Fact]
    public void Every_attribute_means_what_it_says()
    {
        var plan = Criterion("sql {every=30s timeout=2m count=2 errors=4 inconclusive=6 expect=\">= 1.5\" after=1.1.1 dry-run}", "select 1").Command!.Watch!;
        plan.ShouldBe(new WatchPlan
        {
            Every = TimeSpan.FromSeconds(30),
            Timeout = TimeSpan.FromMinutes(2),
            Failures = 2,
            Errors = 4,
            Inconclusive = 6,
            Expect = new(">=", 1.5),
            After = "1.1.1",
            DryRun = true,
        });
        var slower = Criterion("bash {slower=150% samples=30 warmup=0}", "ls").Command!.Watch!;
        (slower.Slower, slower.Samples, slower.WarmUp).ShouldBe((2.5, 30, 0));
    }

    [Fact]
    public void A_criterion_without_a_block_is_for_people_and_a_block_of_comments_too()
    {
        Criterion("", "").IsWatched.ShouldBeFalse();
        var comments = Criterion("bash", "# look at the dashboard");
        (comments.IsWatched, comments.Command!.CanRun).ShouldBe((false, false));
    }

    [Theory]
    [InlineData("every=0s")]
    [InlineData("every=25h")]
    [InlineData("every=soon")]
    [InlineData("timeout=11m")]
    [InlineData("count=0")]
    [InlineData("count=-1")]
    [InlineData("errors=101")]
    [InlineData("inconclusive=many")]
    [InlineData("expect=5")]
    [InlineData("expect=\"< five\"")]
    [InlineData("expect=\"< NaN\"")]
    [InlineData("expect=\"< Infinity\"")]
    [InlineData("slower=50")]
    [InlineData("slower=0%")]
    [InlineData("slower=-5%")]
    [InlineData("slower=50% samples=6")]
    [InlineData("slower=50% warmup=51")]
    [InlineData("after=\" \"")]
    [InlineData("dry-run=maybe")]
    public void A_value_that_cannot_be_used_is_an_error_at_its_line(string attribute)
    {
        var error = Read($"bash {{{attribute}}}", "ls").Only("attribute-value");
        (error.Severity, error.Line).ShouldBe((Severity.Error, 5));
    }

    [Theory]
    [InlineData("bash {samples=20}", "ls", "nothing here asks for one")]
    [InlineData("bash {slower=50% expect=\"< 5\"}", "ls", "not by both")]
    [InlineData("bash {after=nowhere}", "ls", "There is no item \"nowhere\"")]
    [InlineData("sql", "select 1", "would always be quiet")]
    [InlineData("sql", "-- warn: rows = 0\n  select 1", "cannot only warn")]
    [InlineData("http {expect=\"< 5\"}", "GET http://prometheus/api", "takes none out of its answer")]
    [InlineData("bash", "psql < backup_YYYYMMDD.sql", "cannot wait for a file of the run")]
    public void What_could_never_judge_is_an_error(string fence, string text, string says) =>
        Read(fence, text).Diagnostics.Where(found => found is { Code: "watch", Severity: Severity.Error }).ShouldContain(error => error.Message.Contains(says, StringComparison.Ordinal));

    [Fact]
    public void An_unknown_attribute_is_a_warning_with_the_nearest_known_one() =>
        Read("bash {evry=1m}", "ls").Only("unknown-attribute").Message.ShouldContain("every");

    [Theory]
    [InlineData("Migration fails with critical errors", true)]
    [InlineData("The Prisma migration has failed", true)]
    [InlineData("Migration failure", true)]
    [InlineData("Failed migration", true)]
    [InlineData("Migration fails <!-- chatops: watch=people -->", false)]
    [InlineData("Anything breaks <!-- chatops: watch=migration-failed -->", true)]
    [InlineData("Users complain that the migration fails", false)]
    [InlineData("Migration takes too long", false)]
    public void The_words_say_that_the_run_itself_tells(string words, bool watched) => Of(words).WatchesMigration.ShouldBe(watched);

    [Fact]
    public void A_comment_that_is_misspelled_is_an_error() =>
        Markdown.Read(Paper("Anything <!-- chatops: watch=migration -->")).Only("attribute-value").Severity.ShouldBe(Severity.Error);

    [Theory]
    [InlineData("{\"data\":{\"result\":[{\"value\":[1,\"0.04\"]}]}}", "0.04")]
    [InlineData("{\"data\":{\"result\":[{\"value\":[1,7e3]}]}}", "7e3")]
    [InlineData("{\"data\":{\"result\":[{\"value\":[1,\"NaN\"]}]}}", "NaN")]
    [InlineData("{\"data\":{\"result\":[]}}", null)]
    [InlineData("{\"data\":{\"result\":[{\"value\":[1,null]}]}}", null)]
    [InlineData("{\"data\":", null)]
    [InlineData("", null)]
    public void A_number_is_taken_out_of_an_answer(string answer, string? value) =>
        HttpBlock.Read("# value: data.result.0.value.1\nGET http://prometheus/api").ValueIn(answer).ShouldBe(value);

    [Theory]
    [InlineData("5", 5.0)]
    [InlineData(" -1.5e2 ", -150.0)]
    [InlineData("NaN", null)]
    [InlineData("Infinity", null)]
    [InlineData("-Infinity", null)]
    [InlineData("1e999", null)]
    [InlineData("5 rows", null)]
    [InlineData("", null)]
    [InlineData("1,5", null)]
    public void Only_a_finite_number_is_one(string text, double? number) => NumberLimit.ReadNumber(text).ShouldBe(number);

    [Theory]
    [InlineData("= 5", 5, true)]
    [InlineData("!= 5", 5, false)]
    [InlineData("< 5", 5, false)]
    [InlineData("<= 5", 5, true)]
    [InlineData("> 5", 5.1, true)]
    [InlineData(">= 5", 4.9, false)]
    public void A_limit_is_met_or_not(string limit, double found, bool met) => NumberLimit.Read(limit)!.IsMetBy(found).ShouldBe(met);

    private static Item Of(string words) => Markdown.Good(Paper(words)).Criteria.Single();

    private static Item Criterion(string fence, string text)
    {
        var reading = Read(fence, text);
        reading.HasErrors.ShouldBeFalse(string.Join('\n', reading.Diagnostics));
        return reading.Runbook!.Criteria.Single();
    }

    private static Reading Read(string fence, string text) =>
        Markdown.Read(Paper(fence.Length == 0 ? "Data corruption" : $"Data corruption\n  ```{fence}\n  {text}\n  ```"));

    private static string Paper(string criterion) => $"## Work\n- [ ] Look\n## Rollback Criteria\n- {criterion}\n";
}
