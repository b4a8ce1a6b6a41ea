using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Tinedy.ChatOps.Domain.Runbooks;

namespace Tinedy.ChatOps.Core.Tests.Runbooks;

public sealed class RunbookReaderTests
{
    private const string Sheet = """
        ---
        environment: staging
        ---
        # 🚀 Größe “zwei” 😀

        ## ✅ Arbeit

        - [ ] **Prüfen** — “gründlich” 😀  
        - [X] zweitens
          wrapped
          - [ ] nested
        > 1. [ ] quoted
        >    ```sh {name=q timeout=90s idempotent probe="test -s \"a b\""}
        >    echo hé
        >    ```

        ## Sign-off
        - [ ] **Chef·in** - ____ Date: _______
        ## Emergency Contacts
        **Büro:** ___
        **Leer:**
        ## Notes
        ____
        """;

    [Theory]
    [InlineData("\n", false)]
    [InlineData("\r\n", false)]
    [InlineData("\n", true)]
    [InlineData("\r\n", true)]
    public void Every_place_is_the_right_byte_whatever_the_line_ends_and_letters(string lineEnd, bool mark)
    {
        var bytes = Bytes(Sheet.ReplaceLineEndings(lineEnd), mark);
        var runbook = RunbookReader.Read(bytes, "x.md").Runbook.ShouldNotBeNull();

        runbook.Title.ShouldBe("Größe “zwei” 😀");
        runbook.Items.Select(item => item.Text).ShouldBe(["Prüfen — “gründlich” 😀", "zweitens wrapped", "zweitens wrapped: nested", "quoted"]);
        runbook.Items.Select(item => item.Line).ShouldBe([8, 9, 11, 12]);
        runbook.Items.Select(item => item.TickedOnPaper).ShouldBe([false, true, false, false]);
        foreach (var box in runbook.Items.Select(item => item.Box!.Value)) Text(bytes, box - 1, 3).ShouldBeOneOf("[ ]", "[X]");
        Text(bytes, 0, runbook.Find("1.1.1")!.End).ShouldEndWith("😀");
        Text(bytes, 0, runbook.Find("1.1.2")!.End).ShouldEndWith("wrapped");
        var signature = runbook.SignOffs.Single();
        signature.Role.ShouldBe("Chef·in");
        Text(bytes, signature.Name!.Value).ShouldBe("____");
        Text(bytes, signature.Date!.Value).ShouldBe("_______");
        Text(bytes, runbook.Contacts[0].Blank!.Value).ShouldBe("___");
        Text(bytes, 0, runbook.Contacts[1].Blank!.Value.Start).ShouldEndWith("**Leer:**");
        Text(bytes, runbook.Notes!.Blanks.Single()).ShouldBe("____");
        var command = runbook.Find("q")!.Command.ShouldNotBeNull();
        (command.Text, command.Timeout, command.Contract, command.Probe).ShouldBe(
            ("echo hé", TimeSpan.FromSeconds(90), Contract.Idempotent, "test -s \"a b\""));
    }

    [Theory]
    [InlineData("- [ ] a\n- [ ] b\n", "1.1.1 1.1.2")]
    [InlineData("## P\n- [ ] a\n### S\n- [ ] b\n", "1.1.1 1.2.1")]
    [InlineData("## Intro\nprose\n## P\nprose\n### Empty\nprose\n### S\n- [ ] b\n", "2.2.1")]
    [InlineData("- [ ] a\n## P\n- [ ] b\n", "1.1.1 2.1.1")]
    [InlineData("# T\n## P\n- prose\n### S\n- [ ] b\n  1. [ ] c\n", "1.1.1 1.1.2")]
    public void Numbers_have_three_parts_in_document_order(string text, string numbers) =>
        string.Join(' ', Markdown.Good(text).Items.Select(item => item.Number)).ShouldBe(numbers);

    [Fact]
    public void Equal_texts_get_their_own_keys_and_the_first_keeps_the_plain_one() =>
        Markdown.Good("## P\n### A\n- [ ] x\n### B\n- [ ] x\n- [ ] x\n## Q\n### B\n- [ ] x\n- [ ] 数据库\n").Items.Select(item => item.Key.Value)
            .ShouldBe(["x", "b-x", "p-b-x", "q-b-x", "数据库"]);

    [Theory]
    [InlineData("- [ ] a <!-- chatops: role=\"Lead Developer\" quorum=2 -->\n")]
    [InlineData("- [ ] a\n  <!-- chatops: role='Lead Developer' quorum=2 -->\n")]
    [InlineData("- [ ] a\n<!-- chatops: quorum=2 role=\"Lead Developer\" -->\n")]
    public void An_items_comment_stands_on_its_line_or_beneath(string text)
    {
        var item = Markdown.Good(text).Items.Single();
        (item.Text, item.Role, item.Quorum).ShouldBe(("a", "Lead Developer", 2));
    }

    [Theory]
    [InlineData("30s", 30)]
    [InlineData("15m", 900)]
    [InlineData("2h", 7200)]
    [InlineData("45", 45)]
    public void A_timeout_has_a_unit_or_is_seconds(string text, int seconds) =>
        Markdown.Good($"- [ ] a\n  ```bash {{timeout={text}}}\n  ls\n  ```\n").Items.Single().Command!.Timeout.ShouldBe(TimeSpan.FromSeconds(seconds));

    [Fact]
    public void Front_matter_carries_the_defaults()
    {
        var front = Markdown.Good("---\nenvironment: prod\nwindow: 22:00-23:30 Europe/Berlin\nroles:\n  Boss: Head\nsame-person-may-sign-twice: true\n---\n- [ ] a\n").FrontMatter;
        (front.Environment, front.Window, front.Roles["boss"], front.OneHumanMaySignTwice).ShouldBe(("prod", "22:00-23:30 Europe/Berlin", "Head", true));
    }

    [Fact]
    public void Whatever_is_read_never_throws_and_numbers_and_keys_are_unique() => Prop.ForAll(Markdownish(), text =>
    {
        var reading = Markdown.Read(text);
        (reading.Runbook is null).ShouldBe(reading.HasErrors);
        reading.Diagnostics.ShouldAllBe(diagnostic => diagnostic.Line >= 1 && diagnostic.Line <= text.Split('\n').Length + text.Count(letter => letter == '\r'));
        CheckReport.Write(reading, "x.md").ShouldNotBeEmpty();
        if (reading.Runbook is not { } runbook) return;
        runbook.Tickable.Select(item => item.Number).ShouldBeUnique();
        runbook.Tickable.Concat(runbook.Criteria).Select(item => item.Key).ShouldBeUnique();
    }).QuickCheckThrowOnFailure();

    private static readonly string[] SoundLines =
    [
        "# T", "## Work", "### Part", "## Rollback Criteria", "## Sign-off", "### Final Approval", "## Emergency Contacts", "## Notes",
        "- [ ] item", "- [x] item", "- [ ] item", "  - [ ] **nested** `a`", "1. [ ] n", "- plain", "> - [ ] quoted é", "  ```bash", "  ```", "  echo",
        "- [ ] **Boss** - ____ Date: ____", "**Boss** - ____", "**Label:** ____", "**Label:** value", "**Bare:**", "____", "  ____", "- ____", "---",
        "", "", "\ttab", "text", "===", "- [ ] 😀 “x”\\", "\r", "-->",
    ];

    /// <summary>Lines at random, with those that make a file unreadable.</summary>
    internal static Arbitrary<string> Markdownish() => OfLines(
        [.. SoundLines, "### Rollback Steps", "- [ ]", "<!-- chatops: role=x -->", "<!--", "```", "  ```bash {name=a}", "environment: x", "- []"]);

    /// <summary>Lines at random that nearly always make a runbook.</summary>
    internal static Arbitrary<string> Sound() => OfLines(SoundLines);

    private static Arbitrary<string> OfLines(string[] lines) =>
        Gen.Elements(lines).ArrayOf().Select(chosen => string.Join('\n', chosen)).ToArbitrary();

    private static byte[] Bytes(string text, bool mark) => [.. mark ? Encoding.UTF8.GetPreamble() : [], .. Encoding.UTF8.GetBytes(text)];

    private static string Text(byte[] bytes, int start, int length) => Encoding.UTF8.GetString(bytes, start, length);

    private static string Text(byte[] bytes, Blank blank) => Text(bytes, blank.Start, blank.Length);
}
