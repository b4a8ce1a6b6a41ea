using System.Collections.Immutable;
using System.Text;
using Tinedy.ChatOps.Evidence;

namespace Tinedy.ChatOps.Core.Tests.Runbooks;

/// <summary>What is a blank to one part of the reader is one to all of them, and to the export that fills it.</summary>
public sealed class BlankFormTests
{
    public static TheoryData<string, string> Forms => new()
    {
        { "______", "____" }, { @"\_\_\_\_", @"\_\_\_" }, { "_ _ _ _", "_ _ _" }, { "＿＿＿＿", "＿＿＿" }, { "..........", "......" }, { "……………", "………" }, { "… … … …", "… … …" }, { "--------", "----" },
        { "[          ]", "[     ]" }, { "(        )", "(    )" }, { "&nbsp;&nbsp;&nbsp;&nbsp;", "&nbsp;&nbsp;&nbsp;" }, { "&nbsp; &nbsp; &nbsp;", "&nbsp; &nbsp; &nbsp;" },
        { "<name>", "<date>" }, { "[Full name]", "[YYYY-MM-DD]" }, { "{{ name }}", "{{ date }}" }, { "[Your name here]", "<TT.MM.JJJJ>" }, { "________", "__/__/____" }, { "<Nombre y apellidos>", "<Fecha>" },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_blank_of_any_form_is_signed_in_a_list_a_line_a_table_and_beneath_a_role(string name, string date)
    {
        foreach (var line in new[]
        {
            $"- [ ] **Product Owner**: {name} Date: {date}", $"- Product Owner: {name} Date: {date}", $"**Product Owner:** {name} Date: {date}",
            $"| Role | Name | Date |\n|---|---|---|\n| Product Owner | {name} | {date} |", $"**Product Owner**\nName: {name}\nDate: {date}",
        })
            // Dashes in a cell are how a table says that there is nothing.
            if (!line.Contains("| --", StringComparison.Ordinal)) Signed($"# T\n- [ ] a\n## Sign-off\n{line}\n", name, date);
    }

    private static void Signed(string text, string name, string date)
    {
        var runbook = Markdown.Good(text);
        var role = runbook.SignOffs.ShouldHaveSingleItem(text);
        (role.Role, role.Aside).ShouldBe(("Product Owner", null), text);
        var outcome = new ChecklistOutcome { SignOffs = ImmutableDictionary<string, SignatureMark>.Empty.Add("Product Owner", new("Ada", "1 May", null)) };
        var exported = RunbookExport.Write(runbook, outcome);

        var expected = text.Replace("[ ] **P", "[x] **P", StringComparison.Ordinal);
        var at = expected.IndexOf(name, expected.IndexOf("Product", StringComparison.Ordinal), StringComparison.Ordinal);
        expected = expected[..at] + "Ada" + expected[(at + name.Length)..];
        at = expected.LastIndexOf(date, StringComparison.Ordinal);
        Encoding.UTF8.GetString(exported).ShouldStartWith(expected[..at] + "1 May" + expected[(at + date.Length)..]);
        RunbookExport.Strip(exported).ShouldBe(Encoding.UTF8.GetBytes(text));
        RunbookExport.ReadBack(exported).Outcome.SignOffs["Product Owner"].ShouldBe(new SignatureMark("Ada", "1 May", null));
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_blank_of_any_form_is_filled_at_a_contact_and_at_a_field_of_information(string name, string other)
    {
        foreach (var blank in new[] { name, other })
            foreach (var heading in new[] { "Emergency Contacts", "Migration Information" })
            {
                var text = $"# T\n- [ ] a\n## {heading}\n**Lead:** {blank}\n";
                var exported = RunbookExport.Write(Markdown.Good(text), new() { Fields = ImmutableDictionary<string, string>.Empty.Add("Lead", "Ada") });
                Encoding.UTF8.GetString(exported).ShouldStartWith($"# T\n- [ ] a\n## {heading}\n**Lead:** Ada\n");
                RunbookExport.Strip(exported).ShouldBe(Encoding.UTF8.GetBytes(text));
            }
    }

    [Theory]
    [InlineData("Ada...")]
    [InlineData("[Name](https://example.org)")]
    [InlineData("Ada & Bob")]
    [InlineData("&nbsp;&nbsp;&nbsp;Ada")]
    [InlineData("host[0] (see …)")]
    [InlineData("--force")]
    public void A_value_that_only_resembles_a_blank_stays_a_value(string value) =>
        Markdown.Good($"- [ ] a\n## Emergency Contacts\n**Lead:** {value}\n").Contacts.ShouldHaveSingleItem().Value.ShouldNotBeNullOrEmpty();

    [Theory]
    [InlineData("Name: ____ Title: ____ Date: ____")]
    [InlineData("Name: ____ Funktion: ____ Datum: ____")]
    [InlineData("Nombre: ____ Cargo: ____ Fecha: ____")]
    [InlineData("Nom : ____ Fonction : ____ Date : ____")]
    [InlineData("Nome: ____ Função: ____ Data: ____")]
    [InlineData("氏名: ____ 役職: ____ 日付: ____")]
    [InlineData("- [ ] Teléfono: ____")]
    public void The_words_of_a_form_are_no_role_in_any_language(string line)
    {
        var reading = Markdown.Read($"- [ ] a\n## Sign-off\n{line}\n");
        reading.Understood.ShouldNotBeNull().SignOffs.ShouldBeEmpty();
        reading.Diagnostics.ShouldContain(found => found.Line == 3);
    }
}
