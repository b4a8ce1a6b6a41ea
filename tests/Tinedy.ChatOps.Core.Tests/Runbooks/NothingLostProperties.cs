using System.Globalization;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Tinedy.ChatOps.Domain.Runbooks;

namespace Tinedy.ChatOps.Core.Tests.Runbooks;

/// <summary>
/// Documents out of the lines of the whole corpus, in any order and under any of its headings. The forms of a line are judged by this test's
/// own rules and not by the reader's, so that both must be wrong for something to be lost.
/// </summary>
public sealed partial class NothingLostProperties
{
    private static readonly string[] Corpus =
        [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Runbooks", "Corpus"), "*.md").Order(StringComparer.Ordinal).SelectMany(File.ReadAllLines).Distinct()];

    private static readonly string[] Headings = [.. Corpus.Where(line => Heading().IsMatch(line))];

    /// <summary>Comments are for nobody, and hide what stands in them.</summary>
    private static readonly string[] Lines =
        [.. Corpus.Where(line => !Heading().IsMatch(line) && !line.Contains("<!--", StringComparison.Ordinal)).Select(Kind).Append("W: ____").Append("  ```sql").Append("  ```").Distinct()];

    [Fact]
    public void What_has_the_form_of_a_role_a_contact_or_a_command_is_in_the_tree_or_in_a_finding_with_its_line() =>
        Prop.ForAll(Documents(), Holds).Check(Config.QuickThrowOnFailure.WithMaxTest(500).WithEndSize(40));

    [Fact]
    public void The_generator_writes_each_form_that_is_asked_for()
    {
        Lines.ShouldContain("- [ ] **W** - ____ Date: ____");
        Lines.ShouldContain("**W:** ____");
        Lines.ShouldContain("  ```bash");
        Headings.ShouldContain("## Sign-off");
        Headings.ShouldContain("## 2. Revert");
    }

    private static void Holds(string text)
    {
        var reading = Markdown.Read(text);
        if (reading.Understood is not { } runbook) return;
        var said = RunbookTree.Write(runbook) + string.Concat(runbook.Tickable.Concat(runbook.Criteria).Select(item => item.Command?.Text));
        var named = reading.Diagnostics.Select(found => found.Line).ToHashSet();
        var lines = text.Split('\n');
        // Whatever stands beneath a block that is never closed is said to be its text.
        var unclosed = reading.Diagnostics.Where(found => found.Code == "unclosed-fence").Select(found => found.Line).DefaultIfEmpty(lines.Length).Min();
        // 1-based lines that may have opened the block that a line stands in: one with a language also where the one before was never closed.
        var fences = new List<int>();
        for (var at = 0; at < unclosed; at++)
        {
            if (lines[at].Contains("```", StringComparison.Ordinal))
            {
                if (fences.Count > 0 && lines[at].EndsWith('`')) fences.Clear();
                else fences.Add(at + 1);
                continue;
            }
            if (!HasForm(lines[at], fences.Count > 0 ? lines[fences[^1] - 1] : null) || named.Contains(at + 1) || fences.Exists(named.Contains)) continue;
            if (Marker().Matches(lines[at]).Any(word => !said.Contains(word.Value, StringComparison.Ordinal)))
                Assert.Fail($"Line {at + 1} is lost: {lines[at]}\n{text}\n---\n{CorpusTests.Written(reading)}{RunbookTree.Write(runbook)}");
        }
    }

    /// <param name="fence">The line that opened the block it stands in; null outside of one.</param>
    private static bool HasForm(string line, string? fence) => fence is null ? Role().IsMatch(line) || Contact().IsMatch(line) : Command().IsMatch(fence);

    private static Arbitrary<string> Documents() => Gen.Frequency((1, Gen.Elements(Headings)), (4, Gen.Elements(Lines))).ArrayOf()
        .Select(chosen => Marked("- [ ] work\n\n" + string.Join('\n', chosen) + "\n")).ToArbitrary();

    /// <summary>A line of the corpus with "W" in place of what it names.</summary>
    private static string Kind(string line)
    {
        if (line.Contains("```", StringComparison.Ordinal) || Delimiters().IsMatch(line)) return line;
        var bold = Bold().Replace(line, "W");
        return bold != line ? bold : Named().Replace(line, "W", 1);
    }

    private static string Marked(string body)
    {
        var count = 0;
        return Mark().Replace(body, _ => string.Create(CultureInfo.InvariantCulture, $"Word{(char)('a' + (count / 26 % 26))}{(char)('a' + (count++ % 26))}"));
    }

    [GeneratedRegex(@"^ {0,3}#{1,6}\s|^\s*<summary|^\s*<details")]
    private static partial Regex Heading();

    [GeneratedRegex(@"^[\s|:-]*$")]
    private static partial Regex Delimiters();

    [GeneratedRegex(@"(?<=\*\*)\w[^*:_]*(?=:?\*\*)")]
    private static partial Regex Bold();

    [GeneratedRegex(@"(?!\b(?:date|name|role|phone|signature|email|datum)\b)\b\p{L}{3,}\b", RegexOptions.IgnoreCase)]
    private static partial Regex Named();

    [GeneratedRegex(@"\bW\b")]
    private static partial Regex Mark();

    [GeneratedRegex("Word[a-z]{2}")]
    private static partial Regex Marker();

    [GeneratedRegex(@"^[\s>]*(?:(?:[-*+]|\d+[.)])\s+)?(?:\[[ xX]\]\s+)?(?:\*\*)?Word[a-z]{2}(?:\*\*)?\s*[-–:]\s*_{3,}")]
    private static partial Regex Role();

    [GeneratedRegex(@"^[\s>]*(?:[-*+]\s+)?(?:\*\*Word[a-z]{2}:?\*\*|Word[a-z]{2}:)\s*:?\s*_{3,}")]
    private static partial Regex Contact();

    [GeneratedRegex("```(?:bash|sh|sql|http|page|notify)(?![a-z])")]
    private static partial Regex Command();
}
