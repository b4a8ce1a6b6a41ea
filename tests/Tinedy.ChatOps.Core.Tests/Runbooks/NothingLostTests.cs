using System.Globalization;
using System.Text.RegularExpressions;
using Tinedy.ChatOps.Domain.Runbooks;

namespace Tinedy.ChatOps.Core.Tests.Runbooks;

/// <summary>The rule over all readings: a role, a contact or a step of a rollback is in the reading, or named with its line.</summary>
public sealed partial class NothingLostTests
{
    private static readonly string[] Headings =
    [
        "## Sign-off", "## 3. Sign-off and Approval", "## Emergency Contacts", "## Contacts", "## Rollback", "## Phase 4: Rollback Plan", "## Rückfallplan", "## Unterschriften", "## 緊急連絡先",
        "## Closing\n### Sign-off", "## Closing\n### Emergency Contacts", "## Emergency\n### Rollback Steps", "<details><summary>Emergency Contacts</summary>\n",
    ];

    /// <summary>Lines with a word of their own in place of "W".</summary>
    private static readonly string[] Lines =
    [
        "- [ ] W", "- [x] **W** - ____ Date: ____", "- [ ] W: ____", "- W", "* W ____", "+ **W:** W", "  - W", "  - [ ] W", "  W", "1. W", "1. [ ] W", "   - Name: W", "   - Phone: W",
        "**W:** ____", "**W** - ____ Date: ____", "**W**", "**W**: W", "W: W", "W ____", "W is prose, and nothing more than that.", "W", "Name: W", "Role: W", "Phone: W", "E-mail: W", "Signature: ____ W",
        "Date: W ____", "Approved by: W", "**Reason (if NO-GO):** W ____", "Decision: W", "W – W", "W\t W", "| Role | Name | Date |", "| Name | Phone |", "|---|---|---|", "|---|---|", "| W | W | |",
        "| W | | ____ |", "| | W | |", "| [ ] | W |", "```bash", "```", "```text", "W command", "> W", "> - [ ] W", "> **W:** ____", "<p>W</p>", "<b>W</b>: W", "<W W>", "<table><tr><td>W</td></tr></table>", "<details>",
        "<summary>W</summary>", "#### W", "##### W", "\t- W", "    W", "____", "* * *", "***", "", "", "", "![W](x.png)", "[W](http://x.org)", "`W`", "~~W~~", "☐ W", "- [~] W", "- [] W", "h2. W", "W:", "- W:", "\\| W",
        "- [ ] W <!-- chatops: role=x -->", "- [ ] **W** (W) ____ W", "- **W** W", "- W (W), W; W", "W, W",
    ];

    /// <summary>What may stand above a line and change what it is.</summary>
    private static readonly string[] Above = ["", "- [ ] W", "- W", "**W:** ____", "W", "| Role | Name | Date |\n|---|---|---|", "Name: W", "**W**"];

    public static TheoryData<string> Under => [.. Headings];

    [Theory]
    [MemberData(nameof(Under))]
    public void Any_text_under_a_sign_off_a_rollback_or_contacts_is_in_the_reading_or_in_a_diagnostic_with_its_line(string heading)
    {
        foreach (var above in Above)
            foreach (var line in Lines.Distinct())
                Holds(Marked($"- [ ] work\n\n{heading}\n{above}\n{line}\n"));
    }

    private static void Holds(string text)
    {
        var reading = Markdown.Read(text);
        if (reading.Runbook is not { } runbook) return;
        var said = RunbookTree.Write(runbook) + string.Concat(runbook.Tickable.Select(item => item.Command?.Text));
        var lines = text.Split('\n');
        for (var at = 0; at < lines.Length; at++)
        {
            // A small heading among steps says where they belong, and is no step.
            if (lines[at].StartsWith('#') && !runbook.RollbackSteps.IsEmpty) continue;
            foreach (var word in Word().Matches(lines[at]).Select(word => word.Value))
                if (!said.Contains(word, StringComparison.Ordinal) && !IsNamed(reading, lines, at + 1))
                    Assert.Fail($"{word} on line {at + 1} is lost:\n{text}\n---\n{CorpusTests.Written(reading)}");
        }
    }

    /// <summary>By a diagnostic of its line, or of the block that it stands in.</summary>
    private static bool IsNamed(Reading reading, string[] lines, int line)
    {
        var fence = 0;
        for (var at = 1; at <= line; at++)
        {
            var text = lines[at - 1].Trim();
            if (fence == 0 && text.StartsWith("```", StringComparison.Ordinal)) fence = at;
            else if (fence > 0 && text == "```" && at < line) fence = 0;
        }
        return reading.Diagnostics.Any(found => found.Line == line || found.Line == fence);
    }

    private static string Marked(string body)
    {
        var count = 0;
        return Mark().Replace(body, _ => string.Create(CultureInfo.InvariantCulture, $"Word{(char)('a' + count / 26)}{(char)('a' + count++ % 26)}"));
    }

    [GeneratedRegex(@"\bW\b")]
    private static partial Regex Mark();

    [GeneratedRegex("Word[a-z]{2}")]
    private static partial Regex Word();
}
