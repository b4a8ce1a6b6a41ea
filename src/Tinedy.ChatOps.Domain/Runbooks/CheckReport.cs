using System.Collections.Immutable;
using System.Text;

namespace Tinedy.ChatOps.Domain.Runbooks;

/// <summary>What <c>check FILE</c> prints: the counts in plain words, the tree that was understood with the numbers people type, then a line for each diagnostic as an editor shows it.</summary>
public static class CheckReport
{
    /// <param name="more">What the settings say to it; none where there are no settings to judge by.</param>
    public static string Write(Reading reading, string fileName, IEnumerable<Diagnostic>? more = null)
    {
        ImmutableArray<Diagnostic> diagnostics = [.. reading.Diagnostics.Concat(more ?? []).OrderBy(diagnostic => diagnostic.Line)];

        var report = new StringBuilder();
        if (reading.Runbook is null) report.Append(fileName).Append(": cannot be run").Append(reading.Understood is null ? "\n" : ". This is what was understood:\n");
        if (reading.Understood is { } runbook) report.Append(Counts(runbook, fileName)).Append('\n').Append(RunbookTree.Write(runbook));
        report.Append('\n');
        foreach (var diagnostic in diagnostics) report.Append(Line(diagnostic, fileName)).Append('\n');
        if (diagnostics.Length > 0) report.Append('\n');
        int Of(Severity severity) => diagnostics.Count(diagnostic => diagnostic.Severity == severity);
        report.Append(Many(Of(Severity.Error), "error")).Append(", ").Append(Many(Of(Severity.Warning), "warning")).Append('\n');
        return Tame(report.ToString());
    }

    private static string Counts(Runbook runbook, string fileName)
    {
        var perPhase = string.Join(", ", runbook.Phases.Select(phase => phase.Items.Count()));
        var commands = runbook.Tickable.Concat(runbook.Criteria).Select(item => item.Command).OfType<CommandBlock>().ToArray();
        var placeholders = commands.SelectMany(command => command.Placeholders.Select(placeholder =>
            FormattableString.Invariant($"{placeholder} (line {command.Line + Placeholder.LineIn(command.Text, placeholder)})"))).ToArray();
        List<string> facts =
        [
            Many(runbook.Phases.Length, "phase"),
            $"{Many(runbook.Items.Count(), "item")} ({perPhase})",
            Many(runbook.Criteria.Length, "rollback criterion", "rollback criteria"),
            .. runbook.Criteria.Any(criterion => criterion.Command?.Watch is not null) ? [$"{runbook.Criteria.Count(criterion => criterion.IsWatched)} of them watched"] : ImmutableArray<string>.Empty,
            Many(runbook.RollbackSteps.Length, "rollback step"),
            $"{Many(runbook.SignOffs.Count(), "sign-off role")} in {Many(runbook.SignOffGroups.Length, "group")}",
            Many(runbook.Contacts.Length, "emergency contact"),
            Many(runbook.Information.Length, "information field"),
            runbook.Notes is null ? "no notes" : "notes",
            Commands(commands),
            placeholders.Length == 0 ? "no placeholder to bind" : $"{Many(placeholders.Length, "placeholder")} to bind: {string.Join(", ", placeholders)}",
        ];
        return $"{fileName}: {runbook.Title}\n" + string.Concat(facts.Select(fact => $"  {fact}\n"));
    }

    private static string Commands(CommandBlock[] commands)
    {
        var (run, comments) = (commands.Count(command => command.CanRun), commands.Count(command => command.HoldsOnlyComments));
        var text = FormattableString.Invariant($"{Many(commands.Length, "command block")}, {run} can run");
        if (comments > 0) text += FormattableString.Invariant($", {comments} {(comments == 1 ? "holds" : "hold")} only comments");
        if (commands.Length - run - comments is > 0 and var manual)
            text += FormattableString.Invariant($", {manual} {(manual == 1 ? "stays" : "stay")} manual");
        return text;
    }

    private static string Line(Diagnostic diagnostic, string fileName) => FormattableString.Invariant(
        $"{fileName}:{diagnostic.Line}: {Word(diagnostic.Severity)} {diagnostic.Code}: {diagnostic.Message}");

    /// <summary>Words from the file are printed too: none of them may steer the terminal.</summary>
    private static string Tame(string report) =>
        string.Create(report.Length, report, (tamed, text) =>
        {
            for (var i = 0; i < text.Length; i++) tamed[i] = char.IsControl(text[i]) && text[i] != '\n' ? '\uFFFD' : text[i];
        });

    private static string Word(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        _ => "info",
    };

    private static string Many(int count, string one, string? many = null) =>
        FormattableString.Invariant($"{count} {(count == 1 ? one : many ?? one + "s")}");
}
