namespace Tinedy.ChatOps.Core.Tests.Runbooks;

public sealed class LongLineTests
{
    public static TheoryData<string, string> Lines
    {
        get
        {
            var lines = new TheoryData<string, string>();
            foreach (var heading in new[] { "## Work", "## Sign-off", "## Emergency Contacts", "## Rollback", "## Rollback Criteria", "## Migration Information", "## Approvals", "## Notes" })
                foreach (var part in new[] { " ", "\t", "\u00A0", "&nbsp; ", ".", "-", "_ ", "…", " : ", " - ", "[ ", "\\_", "<name", "**a", "| ", "|-" }) lines.Add(heading, part);
            return lines;
        }
    }

    /// <summary>A cost that grows with the cube of a line would take months here, with the square seconds to minutes, by what it repeats.</summary>
    [Theory]
    [MemberData(nameof(Lines))]
    public void A_line_of_any_length_under_any_heading_costs_its_length(string heading, string part)
    {
        var line = string.Concat(Enumerable.Repeat(part, 50_000 / part.Length));
        foreach (var start in new[] { "x ", "**x:** ", "- [ ] x ", "Name: " })
        {
            var reading = Markdown.Read($"# T\n- [ ] a\n{heading}\n{start}{line}!\n");
            reading.Understood.ShouldNotBeNull().Items.ShouldNotBeEmpty();
        }
    }
}
