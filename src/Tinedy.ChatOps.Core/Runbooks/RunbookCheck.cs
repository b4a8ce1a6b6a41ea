using System.Text.RegularExpressions;

namespace Tinedy.ChatOps.Core.Runbooks;

/// <summary>What is doubtful in a runbook that can be read, by itself. What the settings say to it is asked elsewhere (<c>People.SettingsCheck</c>).</summary>
public static partial class RunbookCheck
{
    internal static void Structure(Outline outline, Runbook runbook, Findings findings)
    {
        if (!runbook.Items.Any())
            findings.Error(1, "no-items", "There is no checklist item to work on. Write at least one line like \"- [ ] Back up the database\".");
        OneRollback(outline, findings);
        Duplicates(outline.Phases.Where(phase => phase.Line > 0).Select(phase => (phase.Title, phase.Line)), findings);
        foreach (var phase in outline.Phases)
        {
            Duplicates(phase.Sections.Where(section => section.Title.Length > 0).Select(section => (section.Title, section.Line)), findings);
            if (phase is { Line: > 0, HasContent: false, Sections.Count: 0 }) Empty(phase.Line, phase.Title, phase.Kind, findings);
            foreach (var section in phase.Sections)
                if (!section.HasContent || LacksItsLines(section, runbook)) Empty(section.Line, section.Title.Length > 0 ? section.Title : phase.Title, section.Kind, findings);
        }
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

    /// <summary>Lines that were meant as items but are plain text to GitHub, and so to us.</summary>
    internal static void NearlyItems(SourceText source, int bodyLine, Findings findings)
    {
        string? fence = null;
        for (var line = bodyLine; line <= source.LineCount; line++)
        {
            var text = source.Line(line);
            var marks = Fence().Match(text).Groups[1].Value;
            if (fence is null && marks.Length > 0) fence = marks;
            else if (fence is not null && marks.StartsWith(fence, StringComparison.Ordinal)) fence = null;
            else if (fence is null && NearlyAnItem().IsMatch(text))
                findings.Warning(line, "not-an-item", "This line looks like an item but is none. Write \"- [ ] text\", with a blank behind the dash, in the brackets and behind them.");
        }
    }

    private static IEnumerable<(string Role, int Line)> Roles(Runbook runbook) =>
        runbook.SignOffs.Select(line => (line.Role, line.Line))
            .Concat(runbook.Tickable.Where(item => item.Role is not null).Select(item => (item.Role!, item.Line)))
            .DistinctBy(role => role.Item1, StringComparer.OrdinalIgnoreCase);

    private static void OneRollback(Outline outline, Findings findings)
    {
        var headings = new List<(int Line, string Title)>();
        foreach (var phase in outline.Phases)
        {
            if (phase.Kind == HeadingKind.RollbackSteps) headings.Add((phase.Line, phase.Title));
            else headings.AddRange(phase.Sections.Where(section => section.Kind == HeadingKind.RollbackSteps).Select(section => (section.Line, section.Title)));
        }
        foreach (var second in headings.Skip(1))
            findings.Error(second.Line, "two-rollbacks", FormattableString.Invariant(
                $"There are two rollbacks: \"{headings[0].Title}\" on line {headings[0].Line} and \"{second.Title}\" on line {second.Line}. When it matters there must be one: join them."));
    }

    private static void Duplicates(IEnumerable<(string Title, int Line)> headings, Findings findings)
    {
        foreach (var same in headings.GroupBy(heading => heading.Title, StringComparer.OrdinalIgnoreCase))
            foreach (var later in same.Skip(1))
                findings.Warning(later.Line, "duplicate-heading", $"The heading \"{same.Key}\" already stands on line {same.First().Line}. Numbers still tell them apart; people may not.");
    }

    private static bool LacksItsLines(DraftSection section, Runbook runbook) => section.Kind switch
    {
        HeadingKind.RollbackSteps or HeadingKind.RollbackCriteria => section.Items.Count == 0,
        HeadingKind.SignOff => runbook.SignOffGroups.IsEmpty,
        _ => false,
    };

    private static void Empty(int line, string title, HeadingKind kind, Findings findings) =>
        findings.Warning(line, "empty-section", kind switch
        {
            HeadingKind.RollbackSteps => $"There are no rollback steps under \"{title}\". Write them as items: - [ ] Restore the backup",
            HeadingKind.RollbackCriteria => $"There are no criteria under \"{title}\". Write one a line: - [ ] Data corruption detected",
            HeadingKind.SignOff => $"There are no signature lines under \"{title}\". Write: - [ ] **Product Owner** - ____ Date: ____",
            _ => $"There is nothing under \"{title}\". Write its items, or delete the heading.",
        });

    [GeneratedRegex(@"^[\s>]*(?:(?:[-*+]|\d{1,9}[.)])\s+)*(`{3,}|~{3,})")]
    private static partial Regex Fence();

    [GeneratedRegex(@"^[ \t>]*(?:[-*+]\[[ xX]?\]|(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[\](?!\()|\[[ xX]\](?![\s(:\[]|$)|\[[ xX]{2,}\]))")]
    private static partial Regex NearlyAnItem();
}
