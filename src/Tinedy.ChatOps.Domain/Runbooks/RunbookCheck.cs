namespace Tinedy.ChatOps.Domain.Runbooks;

/// <summary>What is doubtful in a runbook that can be read, by itself. What the settings say to it is asked elsewhere (<c>People.SettingsCheck</c>).</summary>
public static class RunbookCheck
{
    internal static void Structure(Outline outline, Runbook runbook, Findings findings)
    {
        if (!runbook.Items.Any())
            findings.Error(1, "no-items", "There is no checklist item to work on. Write at least one line like \"- [ ] Back up the database\".");
        Duplicates(outline.Phases.Where(phase => phase.Line > 0).Select(phase => (phase.Title, phase.Line)), findings);
        foreach (var (phase, next) in outline.Phases.Zip(outline.Phases.Skip(1).Append(null)))
        {
            Duplicates(phase.Sections.Where(section => section.Title.Length > 0 && !section.IsContinued).Select(section => (section.Title, section.Line)), findings);
            var hasPhasesBeneath = next is not null && next.Heading.Level > phase.Heading.Level;
            if (phase is { Line: > 0, HasContent: false, Sections.Count: 0 } && !hasPhasesBeneath) Empty(phase.Line, phase.Title, phase.Kind, findings);
            foreach (var (section, after) in phase.Sections.Zip(phase.Sections.Skip(1).Append(null)))
                if (!section.HasContent && !section.IsContinued && !(after?.Heading.Level > section.Heading.Level)) Empty(section.Line, section.NameForPeople, section.Kind, findings);
        }
        LackingLines(outline, runbook, findings);
        Doubtful(outline, findings);
    }

    /// <summary>Headings with a meaning under which nothing of it stands, each once.</summary>
    private static void LackingLines(Outline outline, Runbook runbook, Findings findings)
    {
        var lines = runbook.Criteria.Concat(runbook.RollbackSteps).Select(item => item.Line)
            .Concat(runbook.SignOffs.Select(line => line.Line)).Concat(runbook.Contacts.Select(contact => contact.Line)).ToList();
        foreach (var part in outline.Sections.Where(section => section.Kind is not (HeadingKind.Work or HeadingKind.Information or HeadingKind.Notes)).GroupBy(section => section.Heading.Root.Line))
        {
            var of = part.Select(section => (section.Line, End: section.LastLine)).ToList();
            if (part.Any(section => section.HasContent) && !lines.Exists(line => of.Exists(range => line >= range.Line && line <= range.End)))
                Empty(part.Key, part.First().Heading.Root is { Title.Length: > 0 } root ? root.Title : part.First().NameForPeople, part.First().Kind, findings);
        }
    }

    /// <summary>Headings that may mean a rollback, signatures or contacts, and were read as work.</summary>
    private static void Doubtful(Outline outline, Findings findings)
    {
        // "Emergency Procedures" with "Rollback Steps" and nothing else beneath it holds no work, and no doubt.
        var headings = outline.Phases.Where(phase => phase.Sections.Count == 0 ? phase.HasContent : phase.Sections.Exists(section => section.Kind == HeadingKind.Work)).Select(phase => phase.Heading)
            .Concat(outline.Sections.Where(section => section.HasContent).Select(section => section.Heading));
        foreach (var heading in headings.Where(heading => heading.IsDoubtful).Select(heading => (heading.Title, heading.Line)).Concat(outline.DoubtfulLines).DistinctBy(heading => heading.Line))
            findings.Warning(heading.Line, "unclear-heading", $"\"{heading.Title}\" may mean a rollback, signatures or contacts, and {(HoldsItems(outline, heading.Line) ? "was read as work" : "nothing of it was read: no line of it has a box")}. "
                + "If it is one of these, call it \"Rollback Steps\", \"Sign-off\" or \"Emergency Contacts\".");
    }

    private static bool HoldsItems(Outline outline, int heading)
    {
        var next = outline.HeadingLines.Where(line => line > heading).DefaultIfEmpty(int.MaxValue).Min();
        return outline.Sections.Where(section => section.Kind == HeadingKind.Work).SelectMany(section => section.Items).Any(item => item.Line >= heading && (item.Line < next || outline.Phases.Any(phase => phase.Line == heading && phase.Sections.Exists(section => section.Items.Contains(item)))));
    }

    internal static void Names(Runbook runbook, FrontMatterReader front, Findings findings)
    {
        foreach (var same in runbook.Tickable.Where(item => item.Command?.Name is not null).GroupBy(item => item.Command!.Name, StringComparer.OrdinalIgnoreCase))
            foreach (var later in same.Skip(1))
                findings.Error(later.Command!.Line, "duplicate-name", $"The step's name \"{same.Key}\" is already used on line {same.First().Command!.Line}. Every name must be its own.");
        foreach (var same in runbook.SignOffs.GroupBy(line => line.Role, StringComparer.OrdinalIgnoreCase))
            foreach (var later in same.Skip(1))
                findings.Warning(later.Line, "duplicate-role", $"The role \"{same.Key}\" already signs on line {same.First().Line}. One signature counts for both lines.");
        foreach (var fields in new[] { runbook.Contacts, runbook.Information })
            foreach (var same in fields.GroupBy(field => field.Label, StringComparer.OrdinalIgnoreCase))
                foreach (var later in same.Skip(1))
                    findings.Warning(later.Line, "duplicate-label", $"The label \"{same.Key}\" already stands on line {same.First().Line}. Both get the same value.");
        var used = Roles(runbook).Select(role => role.Role).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var labels = runbook.Contacts.Select(contact => contact.Label).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var ((mapping, label), line) in front.Lines)
            if (!(mapping == "roles" ? used : labels).Contains(label))
                findings.Warning(line, "unused-name", $"\"{label}\" under \"{mapping}\" appears nowhere in this runbook and has no effect.");
    }

    /// <summary>Where watchers begin.</summary>
    internal static void Watches(Runbook runbook, Findings findings)
    {
        foreach (var criterion in runbook.Criteria)
            if (criterion.Command?.Watch is { After: { } step } plan && (plan.StartOf(runbook) is not { } start || !runbook.Items.Contains(start)))
                findings.Error(criterion.Command.Line, "watch", $"There is no item \"{step}\" after which this could begin. Write the number or the name of one.");
    }

    private static IEnumerable<(string Role, int Line)> Roles(Runbook runbook) =>
        runbook.SignOffs.Select(line => (line.Role, line.Line))
            .Concat(runbook.Tickable.Where(item => item.Role is not null).Select(item => (item.Role!, item.Line)))
            .DistinctBy(role => role.Item1, StringComparer.OrdinalIgnoreCase);

    private static void Duplicates(IEnumerable<(string Title, int Line)> headings, Findings findings)
    {
        foreach (var same in headings.GroupBy(heading => heading.Title, StringComparer.OrdinalIgnoreCase))
            foreach (var later in same.Skip(1))
                findings.Warning(later.Line, "duplicate-heading", $"The heading \"{same.Key}\" already stands on line {same.First().Line}. Numbers still tell them apart; people may not.");
    }

    private static void Empty(int line, string title, HeadingKind kind, Findings findings) =>
        findings.Warning(line, "empty-section", kind switch
        {
            HeadingKind.RollbackSteps => $"There are no rollback steps under \"{title}\". Write them as items: - [ ] Restore the backup",
            HeadingKind.RollbackCriteria => $"There are no criteria under \"{title}\". Write one a line: - [ ] Data corruption detected",
            HeadingKind.SignOff => $"There are no signature lines under \"{title}\". Write: - [ ] **Product Owner** - ____ Date: ____",
            HeadingKind.Contacts => $"There are no contacts under \"{title}\". Write them one a line: **DevOps Lead:** a name",
            _ => $"There is nothing under \"{title}\". Write its items, or delete the heading.",
        });
}
