using FsCheck;
using FsCheck.Fluent;
using Tinedy.ChatOps.Application.Conversations;
using Tinedy.ChatOps.Application.Verbs;
using Tinedy.ChatOps.Core.Tests.Conversations;
using Tinedy.ChatOps.Core.Tests.Runs;
using Tinedy.ChatOps.Domain.Access;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Domain.Text;

namespace Tinedy.ChatOps.Core.Tests.Runbooks;

public sealed class LabelMatcherTests
{
    private static readonly Run Run = new Story(runbook: Paper.Read("""
        - [ ] a
        ## Rollback Criteria
        - Error rate
        - Error rate of payments
        - Performance degradation > 50%
        ## Sign-off
        - [ ] **Lead** - ____
        - [ ] **Lead Developer** - ____
        ## Emergency Contacts
        **DBA:** ____
        **DBA Lead:** ____
        ## Migration Information
        **Date:** ____
        **Date (UTC): planned:** ____
        """)).Run;

    [Theory]
    [InlineData("page DBA Lead: disk is full", "DBA Lead", "disk is full")]
    [InlineData("page dba  lead disk is full", "DBA Lead", "disk is full")]
    [InlineData("page DBA: Lead is away", "DBA", "Lead is away")]
    [InlineData("page DBAs: disk is full", "DBAs", "disk is full")]
    [InlineData("page DBA-Lead disk is full", "DBA-Lead disk is full", "")]
    public void A_page_calls_the_contact_with_the_longest_label(string typed, string contact, string symptom) =>
        CommandParser.ToCommand(TypedLine.Read(typed), Run).ShouldBe(new Command.Page(contact, symptom));

    /// <summary>What parts a text from the name is no part of the text.</summary>
    [Theory]
    [InlineData("page DBA Lead — disk", "DBA Lead", "disk")]
    [InlineData("page DBA Lead - disk: full", "DBA Lead", "disk: full")]
    [InlineData("page DBA – 5 %", "DBA", "5 %")]
    [InlineData("page DBA -5 degrees", "DBA", "-5 degrees")]
    [InlineData("page DBA, disk: full", "DBA", "disk: full")]
    [InlineData("page DBA: — disk", "DBA", "disk")]
    [InlineData("page DBA the disk - the big one - is full", "DBA", "the disk - the big one - is full")]
    public void A_dash_or_a_comma_parts_a_text_from_the_name_before_it(string typed, string contact, string symptom) =>
        CommandParser.ToCommand(TypedLine.Read(typed), Run).ShouldBe(new Command.Page(contact, symptom));

    [Theory]
    [InlineData("page dba ERROR: text", "DBA", "ERROR: text")]
    [InlineData("page dba lead FATAL: the database is starting up", "DBA Lead", "FATAL: the database is starting up")]
    [InlineData("page DBA /var/lib: no space left", "DBA", "/var/lib: no space left")]
    [InlineData("page DBA org.postgresql.util_PSQLException: broken", "DBA", "org.postgresql.util_PSQLException: broken")]
    [InlineData("page DBA the disk of orders is full: 98 %", "DBA", "the disk of orders is full: 98 %")]
    [InlineData("page DBA Deputy: disk is full", "DBA Deputy", "disk is full")]
    [InlineData("page DBA Deputy — disk is full", "DBA Deputy", "disk is full")]
    [InlineData("page DBA deputy of nights: disk is full", "DBA deputy of nights", "disk is full")]
    public void A_text_with_a_colon_behind_a_name_is_understood_unless_it_may_be_the_rest_of_another_name(string typed, string contact, string symptom) =>
        CommandParser.ToCommand(TypedLine.Read(typed), Run).ShouldBe(new Command.Page(contact, symptom));

    [Theory]
    [InlineData("raise Error rate of payments ERROR: 7 %", "error-rate-of-payments", "ERROR: 7 %")]
    [InlineData("raise Error rate — 7 %", "error-rate", "7 %")]
    [InlineData("raise Error rate of orders: 7 %", "Error rate of orders", "7 %")]
    public void The_same_holds_for_a_criterion(string typed, string criterion, string symptom) =>
        CommandParser.ToCommand(TypedLine.Read(typed), Run).ShouldBe(new Command.Raise(criterion, symptom));

    [Fact]
    public void A_page_calls_a_person_whose_name_has_several_words()
    {
        var access = new AccessDirectory([new("Ada Smith", null, [], [], null), new("Ada", null, [], [], null)], []);
        CommandParser.ToCommand(TypedLine.Read("page @Ada Smith disk is full"), Run, access).ShouldBe(new Command.Page("@Ada Smith", "disk is full"));
    }

    [Theory]
    [InlineData("raise Error rate of payments: 7 %", "error-rate-of-payments", "7 %")]
    [InlineData("raise Error rate: 7 %", "error-rate", "7 %")]
    [InlineData("raise performance degradation > 50%: 3 s", "performance-degradation-50", "3 s")]
    [InlineData("raise performance degradation > 50%, 3 s", "performance-degradation-50", "3 s")]
    [InlineData("raise Error rates: 7 %", "Error rates", "7 %")]
    public void An_alert_is_raised_for_the_criterion_with_the_longest_words(string typed, string criterion, string symptom) =>
        CommandParser.ToCommand(TypedLine.Read(typed), Run).ShouldBe(new Command.Raise(criterion, symptom));

    [Theory]
    [InlineData("sign Lead Developer: reviewed", "Lead Developer", "reviewed")]
    [InlineData("sign Lead: Developer has seen it", "Lead", "Developer has seen it")]
    public void A_signature_is_for_the_longest_role(string typed, string role, string remark) =>
        CommandParser.ToCommand(TypedLine.Read(typed), Run).ShouldBe(new Command.Sign(role, null, remark));

    [Theory]
    [InlineData("fill Date: 2026-12-01", "Date", "2026-12-01")]
    [InlineData("fill Date (UTC): planned: 2026-12-01", "Date (UTC): planned", "2026-12-01")]
    public void A_field_is_filled_by_its_longest_label(string typed, string label, string value) =>
        CommandParser.ToCommand(TypedLine.Read(typed), Run).ShouldBe(new Command.Fill(label, value));

    [Theory]
    [InlineData("my plan prod eu", "my plan.md", "prod eu")]
    [InlineData("my plan.md prod", "my plan.md", "prod")]
    [InlineData("my prod", "my.md", "prod")]
    [InlineData("prod eu", null, "prod eu")]
    [InlineData("my plan", "my plan.md", null)]
    public void A_start_names_the_longest_runbook_and_environment(string about, string? runbook, string? environment)
    {
        var words = StartWords.Read(about, ["my.md", "my plan.md"], new([], [Crew.Environment("prod"), Crew.Environment("prod eu")]));
        (words.Runbook is { } named ? named.EndsWith(".md", StringComparison.Ordinal) ? named : named + ".md" : null, words.Environment, words.Unknown, words.TooMuch)
            .ShouldBe((runbook, environment, null, null));
    }

    [Fact]
    public void Whatever_the_labels_are_the_longest_that_fits_is_found_and_nothing_typed_is_lost()
    {
        var words = Gen.Elements("DBA", "Lead", "Error", "rate", "of", "x").NonEmptyListOf().Select(parts => string.Join(' ', parts.Take(3)));
        Prop.ForAll(words.ListOf().ToArbitrary(), words.ToArbitrary(), (labels, label) =>
        {
            var found = LabelMatcher.Longest($"{label}: it is slow", labels.Append(label)).ShouldNotBeNull();
            found.ShouldBe((label, "it is slow"));
        }).QuickCheckThrowOnFailure();
    }
}
