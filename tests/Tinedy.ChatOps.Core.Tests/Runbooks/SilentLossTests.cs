using Tinedy.ChatOps.Domain.Access;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Domain.Runbooks;

namespace Tinedy.ChatOps.Core.Tests.Runbooks;

/// <summary>Layouts in which a role, a contact, a step of a rollback or an item was lost or joined to another without a word.</summary>
public sealed class SilentLossTests
{
    [Theory]
    [InlineData("<details open><summary>\n<h3>Emergency contacts</h3>\n</summary>")]
    [InlineData("<details>\n<summary>\n  <strong>Emergency\n  contacts</strong>\n</summary>")]
    [InlineData("<details><summary><h2 align=\"left\">Emergency contacts</h2></summary>")]
    [InlineData("<h2>Emergency contacts</h2>")]
    [InlineData("<h3 id=\"who\">\nEmergency contacts\n</h3>")]
    public void A_heading_in_tags_is_read_however_its_lines_are_broken(string heading)
    {
        var reading = Markdown.Read($"- [ ] a\n\n{heading}\n\n- DBA: Mara Lindt, +49 151 1\n");
        reading.Runbook!.Contacts.ShouldHaveSingleItem().Value.ShouldBe("Mara Lindt, +49 151 1");
        reading.Diagnostics.ShouldBeEmpty();
    }

    /// <summary>Whatever stands in front of it, as paper, word processors and wikis have it.</summary>
    [Theory]
    [InlineData("•")]
    [InlineData("–")]
    [InlineData("—")]
    [InlineData("·")]
    [InlineData("◦")]
    [InlineData("▪")]
    [InlineData("●")]
    [InlineData("‣")]
    [InlineData("→")]
    [InlineData("o")]
    [InlineData("a)")]
    [InlineData("1")]
    [InlineData("Then the box")]
    public void A_box_on_the_paper_is_an_item_or_is_named_with_its_line(string mark)
    {
        Markdown.Read($"- [ ] a\n\n{mark} [ ] Restore the index\n").Only("not-an-item").ShouldBe(Markdown.Read($"- [ ] a\n\n{mark} [ ] Restore the index\n").Diagnostics.Single());
        Markdown.Read($"- [ ] a\n{mark} [ ] Restore the index\n").Only("not-an-item").Line.ShouldBe(2, "glued to the item above it as well");
    }

    [Theory]
    [InlineData("Write `- [ ] text` for an item.")]
    [InlineData("See [x] and [the page](https://x.example).")]
    [InlineData("An array[ ] of bytes")]
    public void What_only_speaks_of_boxes_is_not_named(string text) => Markdown.Read($"- [ ] a\n\n{text}\n").Diagnostics.ShouldBeEmpty();

    [Fact]
    public void A_table_of_contacts_on_its_side_has_a_contact_in_each_column()
    {
        var contacts = Markdown.Read("- [ ] a\n\n## Emergency Contacts\n\n| Role | DBA | Lead |\n|---|---|---|\n| Phone | 1 | 2 |\n| Name | Anna | ____ |\n").Runbook!.Contacts;

        contacts.Select(contact => (contact.Label, contact.Value, contact.Aside)).ShouldBe([("DBA", "Anna, 1", null), ("Lead", null, "2")]);
        contacts[1].Blank!.Value.Length.ShouldBe(4);
    }

    [Fact]
    public void A_row_of_phones_is_never_a_contact_called_phone()
    {
        var reading = Markdown.Read("- [ ] a\n\n## Emergency Contacts\n\n| Who | DBA | Phone |\n|---|---|---|\n| Phone | 1 | 2 |\n");
        reading.Runbook!.Contacts.ShouldBeEmpty();
        reading.Only("not-understood").Line.ShouldBe(7);
    }

    [Theory]
    [InlineData("비상 연락망")]
    [InlineData("緊急連絡網")]
    [InlineData("紧急联系方式")]
    [InlineData("Noodnummers")]
    [InlineData("Notrufnummern")]
    public void A_heading_of_contacts_is_read_in_each_language(string heading) =>
        Markdown.Read($"- [ ] a\n\n## {heading}\n- DBA: Mara\n").Runbook!.Contacts.ShouldHaveSingleItem().Label.ShouldBe("DBA");

    [Theory]
    [InlineData("Ondertekening")]
    [InlineData("Handtekening")]
    [InlineData("Sottoscrizione")]
    [InlineData("Unterzeichnung")]
    public void A_heading_of_signatures_is_read_in_each_language(string heading) =>
        Markdown.Read($"- [ ] a\n\n## {heading}\n- DBA\n").Runbook!.SignOffs.ShouldHaveSingleItem().Role.ShouldBe("DBA");

    [Fact]
    public void A_line_with_somebodys_number_is_named_wherever_it_stands()
    {
        Markdown.Read("- [ ] a\n\n## Wachtdienst\n\n- DBA nachts: Mara, +49 151 1234567\n").Only("out-of-place").Line.ShouldBe(5);
        Markdown.Read("- [ ] a\n\n## Times\n\n- Window: 2026-12-01 22:00-23:30\n- Version: 10.0.0.17\n- Ticket: 4711-0815\n").Diagnostics.ShouldNotContain(found => found.Code == "out-of-place");
    }

    [Fact]
    public void A_line_in_bold_that_markdown_glues_to_an_item_is_no_word_of_it_and_the_items_name_and_place_stay()
    {
        const string text = "## Work\n- [ ] Back up\n**Then the index:**\n- [ ] Rebuild\n";
        var reading = Markdown.Read(text);

        reading.Runbook!.Items.Select(item => item.Text).ShouldBe(["Back up", "Rebuild"]);
        reading.Only("glued-line").ShouldSatisfyAllConditions(found => found.Line.ShouldBe(3), found => found.Severity.ShouldBe(Severity.Warning));
        reading.Runbook.Items.First().Key.Value.ShouldBe("back-up-then-the-index", "runs that go on know it by this name");
        reading.Runbook.Items.First().End.ShouldBe(text.IndexOf(":**", StringComparison.Ordinal) + 3, "what an export wrote is found where it was");
    }

    [Fact]
    public void A_known_heading_that_markdown_glues_to_an_item_or_to_a_line_opens_its_section()
    {
        var runbook = Markdown.Good("## Work\n- [ ] Back up\n**Rollback Plan**\n- [ ] Restore\n\nThat is all.\n**Emergency Contacts**\n\n- DBA: Mara\n");
        runbook.Items.ShouldHaveSingleItem().Text.ShouldBe("Back up");
        runbook.RollbackSteps.ShouldHaveSingleItem().Text.ShouldBe("Restore");
        runbook.Contacts.ShouldHaveSingleItem().Label.ShouldBe("DBA");
    }

    [Theory]
    [InlineData("- [ ] do a\n**If after step 3:**\n- [ ] do b", 5)]
    [InlineData("- [ ] do a\nIf after step 3:\n- [ ] do b", 5)]
    [InlineData("- do a\n\nIf after step 3:\n\n- do b", 6)]
    [InlineData("- [ ] do a\n\n### If after step 3\n- [ ] do b", 6)]
    public void A_choice_between_two_ways_back_is_named_and_stands_at_each_of_its_steps(string steps, int line)
    {
        var reading = Markdown.Read($"- [ ] a\n\n## Rollback\n{steps}\n");
        reading.Runbook!.RollbackSteps.Select(step => step.Text.Replace("3::", "3:", StringComparison.Ordinal)).ShouldBe(["do a", "If after step 3: do b"]);
        reading.Only("branch").ShouldSatisfyAllConditions(found => found.Line.ShouldBe(line), found => found.Severity.ShouldBe(Severity.Warning));
    }

    [Theory]
    [InlineData("**Sign off:** DBA ______ PO ______")]
    [InlineData("Decided by ______ on ______")]
    public void A_blank_among_the_steps_of_a_rollback_is_a_warning_that_nobody_signs_it(string line)
    {
        var warning = Markdown.Read($"- [ ] a\n\n## Back out\n\n{line}\n\n- [ ] Restore\n").Only("not-understood");
        (warning.Line, warning.Severity).ShouldBe((5, Severity.Warning));
        warning.Message.ShouldContain("Nobody signs it either");
    }

    [Fact]
    public void What_stands_under_a_heading_that_may_be_a_rollback_and_has_no_boxes_is_said_to_be_read_as_nothing()
    {
        var reading = Markdown.Read("## Work\n- [ ] a\n### If it goes wrong\n1. Stop\n2. Restore\n3. Start\n");
        reading.Only("unclear-heading").Message.ShouldContain("nothing of it was read: no line of it has a box");
        reading.Only("list-without-boxes").Line.ShouldBe(4);
        Markdown.Read("## Work\n- [ ] a\n### If it goes wrong\n- [ ] Restore\n").Only("unclear-heading").Message.ShouldContain("was read as work");
    }

    [Fact]
    public void An_item_carries_the_words_of_the_lines_it_is_nested_under_and_keeps_its_own_name()
    {
        var items = Markdown.Good("## Work\n- [ ] **Announce**:\n  - [ ] Slack\n    1. [ ] #crm\n- Servers.\n  - [ ] primary\n").Items.ToList();
        items.Select(item => item.Text).ShouldBe(["Announce:", "Announce: Slack", "Announce: Slack: #crm", "Servers: primary"]);
        items.Select(item => item.OwnText).ShouldBe(["Announce:", "Slack", "#crm", "primary"]);
        items.Select(item => item.Key.Value).ShouldBe(["announce", "slack", "crm", "primary"]);
    }

    [Fact]
    public void Long_words_above_an_item_are_shortened() =>
        Markdown.Good("## Work\n- [ ] " + string.Join(' ', Enumerable.Repeat("word", 100)) + "\n  - [ ] Slack\n").Items.Last().Text
            .ShouldSatisfyAllConditions(text => text.ShouldEndWith("word…: Slack"), text => text.Length.ShouldBeLessThan(75));

    [Theory]
    [InlineData("Switch DNS (**needs two people**)")]
    [InlineData("Zu zweit löschen")]
    [InlineData("Vier Augen auf die Zahlen")]
    [InlineData("À deux : supprimer")]
    [InlineData("Con dos personas")]
    [InlineData("2人で確認")]
    [InlineData("Point of no return")]
    [InlineData("Punkt ohne Rückkehr: alte Instanz löschen")]
    [InlineData("Punt van geen terugkeer")]
    [InlineData("Danach gibt es kein Zurück")]
    [InlineData("This cannot be undone")]
    [InlineData("不可逆：删除旧表")]
    public void An_item_that_asks_for_two_people_or_speaks_of_no_return_is_told_in_each_language(string text)
    {
        Markdown.Read($"- [ ] {text}\n").Only("unmarked-gate").Line.ShouldBe(1);
        Markdown.Read($"- [ ] {text} <!-- chatops: quorum=2 point-of-no-return -->\n").Diagnostics.ShouldBeEmpty();
    }

    [Fact]
    public void A_step_that_calls_nobody_is_named_also_where_no_settings_name_people()
    {
        var runbook = Markdown.Good("- [ ] a\n  ```page {to=\"Nobody Here\"}\n  Look\n  ```\n- [ ] b\n  ```page {to=\"DBA\"}\n  Look\n  ```\n\n## Emergency Contacts\n- DBA: Mara\n");
        SettingsCheck.Of(runbook, new AccessDirectory([], [])).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            found => found.Line.ShouldBe(2), found => found.Code.ShouldBe("page-without-person"), found => found.Severity.ShouldBe(Severity.Warning));
        SettingsCheck.Of(runbook, new AccessDirectory([new Person("Nobody Here", null, [], ["DBA"])], [])).ShouldBeEmpty();
    }
}
