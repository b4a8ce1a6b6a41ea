namespace Tinedy.ChatOps.Domain.Runbooks;

/// <summary>
/// Says what a section with a meaning holds and nothing was made of: a role, a contact or a step of a rollback is either in the reading or
/// named here with its line.
/// </summary>
internal sealed class SectionRemarks(SourceText source, Findings findings)
{
    /// <summary>Prose for readers.</summary>
    public void Prose(DraftSection section, int start, int end)
    {
        var (first, last) = (source.LineAt(start), source.LineAt(Math.Max(start, end - 1)));
        for (var line = first; line <= last; line++)
            if (source.FormLine(line).Contains("___", StringComparison.Ordinal)) NotUnderstood(section, line);
            else if (source.Line(line).Trim().Length > 0) findings.Info(line, "prose", $"This line under \"{section.NameForPeople}\" is for readers: {Purpose(section.Kind)}.");
    }

    /// <summary>A heading beneath one with a meaning, under which nothing of it stands.</summary>
    public void Heading(DraftSection section)
    {
        if (section.Heading is { Level: > 2, HasOwnKind: false } heading && !section.IsContinued)
            findings.Info(heading.Line, "prose", $"What stands under \"{section.Title}\" is for readers: {Purpose(section.Kind)}.");
    }

    /// <summary>What looks as if it were more than prose.</summary>
    public void NotUnderstood(DraftSection section, int line, string what = "line") =>
        findings.Warning(line, "not-understood", $"This {what} under \"{section.NameForPeople}\" was not understood: {Purpose(section.Kind)}. {Form(section.Kind)}{Signed(section, line)}");

    /// <summary>A blank under another heading asks for somebody's name.</summary>
    private string Signed(DraftSection section, int line) =>
        section.Kind != HeadingKind.SignOff && source.FormLine(line).Contains("___", StringComparison.Ordinal) ? ". Nobody signs it either: signatures stand under a heading like \"Sign-off\"." : "";

    public void WithoutEffect(DraftSection section, DraftItem item)
    {
        foreach (var (_, line) in item.Comments) findings.Warning(line, "not-understood", $"A comment for ChatOps has no effect under \"{section.NameForPeople}\".");
        foreach (var (_, start) in item.Fences) NotUnderstood(section, source.LineAt(start), "block");
    }

    private static string Purpose(HeadingKind kind) => kind switch
    {
        HeadingKind.SignOff => "nobody signs it",
        HeadingKind.Contacts => "nobody is called by it",
        HeadingKind.RollbackCriteria => "it is no criterion",
        _ => "it is no step of the rollback",
    };

    private static string Form(HeadingKind kind) => kind switch
    {
        HeadingKind.SignOff => "Write: - [ ] **Product Owner** - ____ Date: ____",
        HeadingKind.Contacts => "Write: **DevOps Lead:** a name",
        HeadingKind.RollbackCriteria => "Write: - [ ] Data corruption detected",
        _ => "Write: - [ ] Restore the backup",
    };
}
