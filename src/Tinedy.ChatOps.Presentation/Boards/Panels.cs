using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Domain.SignOffs;
using Tinedy.ChatOps.Domain.Text;

namespace Tinedy.ChatOps.Presentation.Boards;

/// <summary>A phase, the signatures or the rollback as a heading with rows.</summary>
public static class Panels
{
    public const string SignOffKey = "sign-off";
    public const string RollbackKey = "rollback";

    /// <summary>Rows and section lines that a board carries within every platform's limits.</summary>
    private const int MostRows = 30;

    /// <summary>The part where the work is; null when the run has ended.</summary>
    public static Panel? Active(RunView view) => Current(view) is { } panel && view.Run.Divergence is not null ? DivergenceRows.Quiet(panel) : Current(view);

    private static Panel? Current(RunView view) => view.Run.Status switch
    {
        RunStatus.RollingBack => Cut(view.Run, Rollback(view, whole: false)),
        RunStatus.Scheduled or RunStatus.Running when view.ActivePhase is { } phase => Cut(view.Run, OfPhase(view, phase, whole: false)),
        RunStatus.Running => Cut(view.Run, SignOff(view)),
        _ => null,
    };

    /// <summary>
    /// Where the work is. Of a run that has ended: the signatures when it was completed, the way back when it was gone, and the phase
    /// that it did not get through when it was aborted.
    /// </summary>
    public static string? OpensOn(RunView view) => view.Run.Status switch
    {
        RunStatus.Completed when view.Run.Runbook.SignOffs.Any() => SignOffKey,
        RunStatus.Completed => view.Run.Runbook.Phases.LastOrDefault()?.Key,
        RunStatus.RollingBack or RunStatus.RolledBack => RollbackKey,
        _ => view.ActivePhase?.Key ?? SignOffKey,
    };

    /// <summary>Everything there is, item by item.</summary>
    public static ImmutableArray<Panel> All(RunView view)
    {
        var panels = ImmutableArray.CreateBuilder<Panel>();
        panels.AddRange(view.Run.Runbook.Phases.Select(phase => OfPhase(view, phase, whole: true)));
        if (view.Run.Runbook.SignOffs.Any()) panels.Add(SignOff(view));
        // While it goes back, and after that, the way back is what people look for.
        if (!view.Run.Runbook.RollbackSteps.IsEmpty) panels.Insert(view.Run.Rollback is null ? panels.Count : 0, Rollback(view, whole: true));
        return view.Run.Divergence is null ? panels.ToImmutable() : [.. panels.Select(DivergenceRows.Quiet)];
    }

    public static ImmutableArray<PhaseLine> Lines(RunView view)
    {
        var run = view.Run;
        var lines = run.Runbook.Phases.Select(phase => Line(view, phase));
        if (run.Rollback is not null) lines = lines.Prepend(OfRollback(run));
        if (!run.Runbook.SignOffs.Any()) return [.. lines];
        var total = run.Runbook.SignOffs.Count();
        var state = run.Signatures.Count == total ? "signed" : run.IsOver || run.Rollback is not null ? "not signed" : run.AllItemsSettled ? "open" : $"after phase {run.Runbook.Phases[^1].Number}";
        var mark = run.Signatures.Count == total ? Mark.Done : run.AllItemsSettled ? Mark.Open : Mark.Waiting;
        return [.. lines, new PhaseLine(SignOffKey, $"Sign-off · {run.Signatures.Count} of {total} · {(Prose)state}", mark, run.Signatures.Count, total)];
    }

    private static PhaseLine OfRollback(Run run)
    {
        var (settled, total) = (run.Runbook.RollbackSteps.Count(run.IsSettled), run.Runbook.RollbackSteps.Length);
        return new(RollbackKey, $"Rollback · {settled} of {total} · {(Prose)(run.IsOver ? "done" : "open")}", run.IsOver ? Mark.Done : Mark.Open, settled, total);
    }

    private static PhaseLine Line(RunView view, Phase phase)
    {
        var run = view.Run;
        var (settled, total) = (phase.Items.Count(run.IsSettled), phase.Items.Count());
        var active = view.ActivePhase;
        var (state, mark) = settled == total ? ("done", Mark.Done)
            : run.IsOver ? (phase.Items.All(item => run[item].Version == 0) ? "not begun" : "not finished", Mark.Waiting)
            : run.Rollback is not null ? ("stopped", Mark.Waiting)
            : phase != active ? (phase.Number > active!.Number ? $"after phase {active.Number}" : "open", Mark.Waiting)
            : phase.Items.All(run.IsAhead) ? ("at its moment", Mark.Waiting)
            : run.Undecided.Any() || run.OpenAlert is not null ? ("held", Mark.Failed)
            : ("open", Mark.Open);
        return new PhaseLine(phase.Key, $"{phase.Number} {phase.Title} · {settled} of {total} · {(Prose)state}", mark, settled, total);
    }

    private static Panel OfPhase(RunView view, Phase phase, bool whole) =>
        new(phase.Key, $"{phase.Number} {phase.Title}", [.. phase.Sections.Where(section => section.Items.Length > 0).Select(section => OfSection(view, section, whole))]);

    private static PanelSection OfSection(RunView view, Section section, bool whole)
    {
        var run = view.Run;
        var settled = section.Items.Count(run.IsSettled);
        var title = section.Title.Length > 0 ? (Prose)$"{section.Title} · " : Prose.Empty;
        var rows = section.Items.Select(item => ItemRows.Of(view, item, whole)).ToImmutableArray();
        if (settled < section.Items.Length)
            return new(section.Key, Mark.Open, $"{title}{settled} of {section.Items.Length} · open", rows);
        var (by, at) = section.Items.Select(item => run[item].SettledBy!.Value).MaxBy(last => last.At);
        // A finished section shrinks to one line, but the newest tick stays where it can be undone.
        var newest = rows.Where(row => row.Buttons.Any(button => button.Verb == Verb.Undo)).ToImmutableArray();
        return new(section.Key, Mark.Done, $"{title}{settled} of {section.Items.Length} done, the last {at} by {by}", whole ? rows : newest);
    }

    private static Panel SignOff(RunView view)
    {
        var run = view.Run;
        var content = run.AllItemsSettled ? (Prose)$" · content {(Prose)Durations.Digest(ContentHash.Of(run))}" : Prose.Empty;
        return new(SignOffKey, $"Sign-off · {run.Signatures.Count} of {run.Runbook.SignOffs.Count()}{content}",
            [.. run.Runbook.SignOffGroups.Select(group => new PanelSection(
                $"{SignOffKey}/{group.Title}",
                group.Lines.All(line => run.Signatures.ContainsKey(line.Role)) ? Mark.Done : Mark.Open,
                $"{group.Title}",
                [.. group.Lines.Select(line => OfRole(view, line))]))]);
    }

    private static Row OfRole(RunView view, SignOffLine line)
    {
        var run = view.Run;
        var key = $"{SignOffKey}/{line.Role}";
        if (run.Signatures.GetValueOrDefault(line.Role) is { } signed)
        {
            var remark = signed.Remark is { } text ? (Prose)$": \"{text}\"" : Prose.Empty;
            return Row.Of(key, Mark.Done, $"{line.Role} · signed {signed.At} by {signed.By}{remark}");
        }
        var holders = view.Access.HoldersOf(run.Runbook, line.Role);
        Prose waiting = run.NotSigned.GetValueOrDefault(line.Role) switch
        {
            { Void: true } voided => (Prose)$"{line.Role} · signature of {voided.At} by {voided.By} is void: {voided.Why}",
            { } declined => $"{line.Role} · not yet, {declined.By} {declined.At}: \"{declined.Why}\"",
            null when holders.IsEmpty => $"{line.Role} · held by nobody",
            null when run.SignOffSince is { } since => $"{line.Role} · waiting for {PersonNames.List(holders)} since {since}, {view.Now - since}",
            null => $"{line.Role} · {PersonNames.List(holders)}",
        };
        if (!run.AllItemsSettled || run.IsOver) return Row.Of(key, Mark.Waiting, waiting);
        var before = SignOffOrder.RolesBefore(run, line);
        return before.Count > 0
            ? Row.Of(key, Mark.Waiting, $"{line.Role} · after {Prose.List([.. before.Select(role => (Prose)$"{role}")])}")
            : Row.Of(key, Mark.Open, waiting);
    }

    /// <summary>A step that runs stands in full before the list, and on the board not in it once more.</summary>
    private static Panel Rollback(RunView view, bool whole)
    {
        var run = view.Run;
        var steps = run.Runbook.RollbackSteps;
        var settled = steps.Count(run.IsSettled);
        return new(RollbackKey, $"Rollback",
            [new PanelSection(RollbackKey, settled == steps.Length ? Mark.Done : Mark.Open, $"{settled} of {Durations.Count(steps.Length, "step")}",
                [.. steps.Where(item => whole || run.StatusOf(item) != ItemStatus.Running).Select(item => ItemRows.Of(view, item, whole))])]);
    }

    /// <summary>What is too long loses what is settled first: the rows where the work is must stay.</summary>
    private static Panel Cut(Run run, Panel panel)
    {
        if (panel.Sections.Sum(section => 1 + section.Rows.Length) <= MostRows) return panel;
        var left = MostRows - 2;
        var hidden = 0;
        var sections = ImmutableArray.CreateBuilder<PanelSection>();
        foreach (var section in panel.Sections)
        {
            var open = section.Rows.Where(row => row.Mark is not (Mark.Done or Mark.Skipped) || row.Buttons.Length > 0).ToList();
            var rows = open.Take(Math.Max(0, left - 1)).ToImmutableArray();
            hidden += section.Rows.Length - rows.Length;
            if (rows.IsEmpty) continue;
            sections.Add(section with { Rows = rows });
            left -= 1 + rows.Length;
        }
        sections.Add(new PanelSection("more", Mark.Open, Prose.Empty, [Row.Of("more", Mark.Open, $"{hidden} more", Buttons.AllPhases(run))]));
        return panel with { Sections = sections.ToImmutable() };
    }
}
