using System.Text;

namespace Tinedy.ChatOps.Domain.Runbooks;

/// <summary>A runbook as it was understood, as a person reads it: every number that can be typed, and under which meaning each line stands.</summary>
public static class RunbookTree
{
    public static string Write(Runbook runbook)
    {
        var tree = new StringBuilder();
        foreach (var phase in runbook.Phases)
        {
            Line(tree, 0, FormattableString.Invariant($"{phase.Number} {phase.Title}"));
            foreach (var section in phase.Sections)
            {
                if (section.Title.Length > 0) Line(tree, 1, $"{section.Number} {section.Title}");
                foreach (var item in section.Items) Line(tree, section.Title.Length > 0 ? 2 : 1, Of(item));
            }
        }
        Part(tree, "Rollback criteria", runbook.Criteria.Select(Of));
        Part(tree, "Rollback", runbook.RollbackSteps.Select(Of));
        if (!runbook.SignOffGroups.IsEmpty) Line(tree, 0, "Sign-off");
        foreach (var group in runbook.SignOffGroups)
        {
            Line(tree, 1, group.IsFinal ? $"{group.Title}, after all others" : group.Title);
            foreach (var line in group.Lines) Line(tree, 2, $"{line.Number} {line.Role}{Aside(line.Aside)}");
        }
        Part(tree, "Emergency contacts", runbook.Contacts.Select(Of));
        Part(tree, "Migration information", runbook.Information.Select(Of));
        if (runbook.Notes is { } notes) Line(tree, 0, FormattableString.Invariant($"Notes: {notes.Blanks.Length} {(notes.Blanks.Length == 1 ? "line" : "lines")}"));
        return tree.ToString();
    }

    private static void Part(StringBuilder tree, string title, IEnumerable<string> lines)
    {
        var any = false;
        foreach (var line in lines)
        {
            if (!any) Line(tree, 0, title);
            any = true;
            Line(tree, 1, line);
        }
    }

    private static string Of(Item item)
    {
        List<string> parts = [$"{item.Number} {item.Text}"];
        if (item.Command is { } command)
        {
            var kind = command.Kind == CommandKind.Other ? "a block" : command.Kind.ToString().ToLowerInvariant();
            parts.Add(!command.CanRun ? $"by hand, {kind} is shown" : command.Watch is not null ? $"watched by {kind}" : command.IsMessage ? $"sends {kind}" : $"runs {kind}");
            if (command.Name is { } name) parts.Add($"as {name}");
        }
        if (item.WatchesMigration) parts.Add("watched by the run itself");
        if (item.Role is { } role) parts.Add($"only {role}");
        if (item.Quorum > 1) parts.Add(FormattableString.Invariant($"{item.Quorum} people"));
        if (item.IsPointOfNoReturn) parts.Add("point of no return");
        if (item.TickedOnPaper) parts.Add("ticked on paper");
        return string.Join(" · ", parts);
    }

    private static string Of(Field field) => $"{field.Label}: {field.Value ?? "____"}{Aside(field.Aside)}";

    private static string Aside(string? words) => words is null ? "" : $" · {words}";

    private static void Line(StringBuilder tree, int depth, string text) => tree.Append(' ', 2 * depth).Append(text).Append('\n');
}
