namespace Tinedy.ChatOps.Domain.Runbooks;

/// <summary>
/// The steps of the way back, of all sections that belong to it. Where some have boxes, those are the steps; where none has, each line of the
/// lists is one. Prose is no step, and is named.
/// </summary>
internal sealed class RollbackReader(SourceText source, SectionRemarks remarks, Findings findings)
{
    /// <summary>Lines of these sections that are steps.</summary>
    public ISet<DraftItem> Steps(Outline outline)
    {
        var sections = outline.Sections.Where(section => section.Kind == HeadingKind.RollbackSteps).ToList();
        var haveBoxes = sections.Exists(section => section.Items.Exists(item => item.Box is not null));
        var steps = sections.SelectMany(section => section.Items).Where(item => haveBoxes ? item.Box is not null : item.Parent is null && source.Text[item.Start..item.End].Trim().Length > 0).ToHashSet();
        foreach (var section in sections) Remark(section, steps, haveBoxes);
        foreach (var section in sections) Branches(section, steps);
        OnlyOne(sections, steps);
        return steps;
    }

    private void Remark(DraftSection section, HashSet<DraftItem> steps, bool haveBoxes)
    {
        if (!haveBoxes && section.Items.Find(steps.Contains) is { } first)
            findings.Info(first.Line, "steps-without-boxes", $"The lines of the list under \"{section.NameForPeople}\" have no boxes and were read as steps of the rollback.");
        foreach (var item in section.Items.Where(item => !steps.Contains(item)))
        {
            foreach (var (from, _) in Lines(item.Start, item.End))
                if (item.Parent is not null) findings.Info(from, "detail", $"This line belongs to the step on line {item.Parent.Line} and is for readers.");
                else remarks.NotUnderstood(section, from);
            foreach (var (_, start) in item.Fences) remarks.NotUnderstood(section, source.LineAt(start), "block");
        }
        Others(section);
    }

    /// <summary>
    /// "If after step 3:" above a part of the steps: a way back is one list, done from its first step to its last, so a choice is named, and each
    /// step carries the words it stands under.
    /// </summary>
    private void Branches(DraftSection section, HashSet<DraftItem> steps)
    {
        var labels = Labels(section).OrderBy(label => label.Start).ToList();
        foreach (var (line, start, words) in labels.Where(label => label.Words is not null))
            if (section.Items.Find(item => steps.Contains(item) && item.Start > start) is { } first)
                findings.Warning(line, "branch", $"\"{words}\" stands above a part of the steps. A rollback is one list, done from its first step to its last: step \"{PlainText.Of(source.Text[first.Start..first.WordsEnd])}\" comes after all above it.");
        foreach (var item in section.Items.Where(steps.Contains))
            if (labels.LastOrDefault(label => label.Start < item.Start) is { Words: { } under }) item.Above.Insert(0, under);
    }

    /// <summary>Lines above or between the steps; without words those that begin no branch, and end the one before.</summary>
    private IEnumerable<(int Line, int Start, string? Words)> Labels(DraftSection section)
    {
        if (section.Heading is { Level: > 2, HasOwnKind: false } own && BranchWords.Are(section.Title.TrimEnd(':') + ":")) yield return (own.Line, source.StartOf(own.Line), section.Title);
        var texts = section.Texts.Concat(section.Items.Where(item => item.GluedAt is not null).Select(item => (Start: item.GluedAt!.Value, item.End)));
        foreach (var (line, start) in texts.SelectMany(text => Lines(text.Start, text.End)))
            if (PlainText.Of(source.Line(line)) is var words && words.Any(char.IsLetterOrDigit)) yield return (line, start, BranchWords.Are(words) ? words : null);
    }

    /// <summary>What is no list line under a rollback or under its criteria.</summary>
    public void Others(DraftSection section)
    {
        foreach (var (start, end) in section.Texts)
        {
            if (PaperTable.Read(source, start, end) is var (table, around))
            {
                foreach (var row in table.Rows) remarks.NotUnderstood(section, row.Line, "row");
                foreach (var part in around) ProseUnlessRule(section, part.Start, part.End);
            }
            else if (section.Kind == HeadingKind.RollbackSteps || !source.Text[start..end].TrimEnd().EndsWith(':')) ProseUnlessRule(section, start, end);
        }
        foreach (var (line, what) in section.Strays) remarks.NotUnderstood(section, line, what);
    }

    private void ProseUnlessRule(DraftSection section, int start, int end)
    {
        if (source.Text[start..end].Any(char.IsLetterOrDigit)) remarks.Prose(section, start, end);
    }

    /// <summary>Two headings that both hold steps are two rollbacks; one that holds prose is none.</summary>
    private void OnlyOne(List<DraftSection> sections, HashSet<DraftItem> steps)
    {
        var roots = sections.Where(section => section.Items.Exists(steps.Contains)).Select(section => section.Heading.Root).DistinctBy(root => root.Line).ToList();
        foreach (var second in roots.Skip(1))
            findings.Error(second.Line, "two-rollbacks", FormattableString.Invariant(
                $"There are two rollbacks: \"{roots[0].Title}\" on line {roots[0].Line} and \"{second.Title}\" on line {second.Line}. When it matters there must be one: join them."));
    }

    private IEnumerable<(int Line, int Start)> Lines(int start, int end)
    {
        for (var line = source.LineAt(start); line <= source.LineAt(Math.Max(start, end - 1)); line++) yield return (line, source.StartOf(line));
    }
}
