using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Access;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Domain.Runs;

namespace Tinedy.ChatOps.Core.Tests.People;

/// <summary>What the settings say to a runbook: <c>check</c> and the run give one answer.</summary>
public sealed class SettingsCheckTests
{
    private static readonly AccessDirectory Access = new(
        [Of("dba"), Of("Ada Smith", "Lead Developer"), Of("Ada"), Of("ops", "Operations Manager")], [Crew.Environment("prod"), Crew.Environment("staging")]);

    [Theory]
    [InlineData("**DBA:** dba", "dba")]
    [InlineData("**DBA:** @dba", "dba")]
    [InlineData("**Whoever:** DBA", "dba")]
    [InlineData("**Whoever:** Lead Developer", "Ada Smith")]
    [InlineData("**Whoever:** Ada Smith, +49 170 1", "Ada Smith")]
    [InlineData("**Whoever:** Ada Smith +49 170 1", "Ada Smith")]
    [InlineData("**Whoever:** +49 170 1 / ops@example.org", "ops")]
    [InlineData("**Operations Manager:** somebody else", "ops")]
    [InlineData("**ops:** ____", "ops")]
    [InlineData("**Operations Manager:** ____", "ops")]
    [InlineData("**Whoever:** Adam", null)]
    [InlineData("**Whoever:** ____", null)]
    public void A_contact_is_the_same_person_for_check_and_for_the_run(string line, string? person)
    {
        var runbook = Paper.Read($"- [ ] a\n## Emergency Contacts\n{line}\n");

        Access.ContactFor(runbook, runbook.Contacts.Single())?.Name.ShouldBe(person);
        SettingsCheck.Of(runbook, Access).Select(found => found.Code).ShouldBe(person is null ? ["contact-without-person"] : []);
        Gaps.Of(runbook, Access, ImmutableDictionary<string, string>.Empty).IsEmpty.ShouldBe(person is not null);
    }

    [Theory]
    [InlineData("**Operations Manager:** Mara Lindt, +49 151 1234567", "Mara Lindt")]
    [InlineData("**Operations Manager:** Mara van der Linden +49 151 1234567", "Mara van der Linden")]
    [InlineData("**Operations Manager:** +49 151 1234567, mara@example.org", "mara@example.org")]
    [InlineData("**Operations Manager:** @mara", "@mara")]
    [InlineData("**Operations Manager:** On-call Engineer, +49 151 1", null)]
    [InlineData("**Operations Manager:** +49 151 1234567", null)]
    [InlineData("**Operations Manager:** Ada Smith", null)]
    [InlineData("**Operations Manager:** ____", null)]
    public void Whoever_the_file_names_and_the_settings_do_not_know_is_told_wherever_somebody_else_is_called(string line, string? named)
    {
        var runbook = Paper.Read($"- [ ] a\n## Emergency Contacts\n{line}\n");
        var (check, gaps) = (SettingsCheck.Of(runbook, Access), Gaps.Of(runbook, Access, ImmutableDictionary<string, string>.Empty));

        check.Select(found => found.Message).ShouldBe(named is null ? [] : [$"\"{named}\" is the contact \"Operations Manager\" here, and nobody in the settings has that name: @ops is called, because of the label."]);
        gaps.Select(gap => gap.Text.ToString()).ShouldBe(named is null ? [] : [$"contact Operations Manager is {named} in the file, and nobody on the People list is. @ops is called instead."]);
        Gaps.Of(runbook, Access, new Dictionary<string, string> { ["Operations Manager"] = "Ada" }).ShouldBeEmpty("it was chosen");
    }

    [Fact]
    public void Where_nobody_would_be_called_the_gap_and_the_warning_say_whom_the_file_names()
    {
        var runbook = Paper.Read("- [ ] a\n## Emergency Contacts\n**Night:** Mara Lindt, +49 151 1\n");
        SettingsCheck.Of(runbook, Access).ShouldHaveSingleItem().Message.ShouldStartWith("\"Mara Lindt\" is the contact \"Night\" here, and nobody in the settings has that name");
        Gaps.Of(runbook, Access, ImmutableDictionary<string, string>.Empty).ShouldHaveSingleItem().Text.ToString().ShouldBe("no person for contact Night: Mara Lindt is not on the People list. A page would skip it.");
    }

    [Fact]
    public void What_is_filled_in_on_the_run_or_in_the_front_matter_comes_before_the_papers_own_words()
    {
        var runbook = Paper.Read("---\ncontacts:\n  First: ops\n---\n- [ ] a\n## Emergency Contacts\n**First:** dba\n");

        Access.ContactFor(runbook, runbook.Contacts.Single())!.Name.ShouldBe("ops");
        Access.ContactFor(runbook, runbook.Contacts.Single(), "Ada")!.Name.ShouldBe("Ada");
    }

    [Fact]
    public void An_environment_that_the_settings_do_not_have_is_named_with_its_line()
    {
        var runbook = Paper.Read("---\nwindow: 22:00-23:30 Europe/Berlin\nenvironment: shop\n---\n- [ ] a\n");

        SettingsCheck.Of(runbook, Access).ShouldHaveSingleItem().ShouldBe(new Diagnostic(3, Severity.Warning, "environment-unknown",
            "The environment \"shop\" is not in the settings, so whoever starts this must name another. There is prod, staging."));
        SettingsCheck.Of(Paper.Read("---\nenvironment: Staging\n---\n- [ ] a\n"), Access).ShouldBeEmpty();
    }

    [Fact]
    public void Where_there_are_no_settings_nothing_is_judged() =>
        SettingsCheck.Of(Paper.Read("---\nenvironment: shop\n---\n- [ ] a <!-- chatops: role=Pilot -->\n"), new AccessDirectory([], [])).ShouldBeEmpty();

    private static Person Of(string name, params string[] roles) => new(name, $"{name.ToLowerInvariant()}@example.org", [new("slack", "T1", name)], [.. roles]);
}
