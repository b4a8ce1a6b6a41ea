using System.Collections.Immutable;
using Tinedy.ChatOps.Application.Verbs;
using Tinedy.ChatOps.Domain.Calendar;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Domain.Text;
using Tinedy.ChatOps.Presentation.Boards;

namespace Tinedy.ChatOps.Application.Conversations;

/// <summary>What waits for one person in one run: what would be accepted from them now, and what they owe before a scheduled start.</summary>
/// <param name="State">The run's state line.</param>
/// <param name="Now">What is missing and who can give it.</param>
/// <param name="Rows">Signatures, decisions and steps that are theirs; empty when nothing waits for them.</param>
public sealed record PendingTasks(RunId Run, string ShortId, Prose State, Prose Now, ImmutableArray<Row> Rows)
{
    /// <summary>Rows that a page of one's duties carries for each run.</summary>
    private const int Most = 10;

    internal static PendingTasks Of(DialogContext context)
    {
        var run = context.Run;
        var view = new RunView(run, context.Access, ImmutableDictionary<AttemptId, Progress>.Empty, "", context.Now);
        IEnumerable<Row> acceptable = [.. run.Divergence is { } found ? [Accepted(context, DivergenceRows.Row(run, found))] : ImmutableArray<Row>.Empty, .. Alerts(context, view), .. Decisions(context, view), .. Beginning(context, view), .. Signatures(context), .. run.Status == RunStatus.Scheduled ? [] : Steps(context)];
        IEnumerable<Row> rows = [.. acceptable.Where(row => row.Buttons.Length > 0), .. run.Status == RunStatus.Scheduled ? Owed(context, view) : []];
        return new(run.Id, run.ShortId, Headline.Header(view), Headline.Now(view), [.. rows.Take(Most)]);
    }

    private static IEnumerable<Row> Alerts(DialogContext context, RunView view) => AlertRows.Of(view)
        .Select(row => Accepted(context, context.Run.OpenAlert is { } alert && row.Key.EndsWith($"/{alert.Number}", StringComparison.Ordinal) ? row with { Buttons = row.Buttons.Insert(0, Buttons.Acknowledge(context.Run, alert)) } : row));

    private static IEnumerable<Row> Decisions(DialogContext context, RunView view) =>
        context.Run.Undecided.Select(item => Accepted(context, context.Run.StatusOf(item) == ItemStatus.Unknown ? AttentionRows.Unknown(view, item) : AttentionRows.Failed(view, item)));

    /// <summary>A moment that came while something was missing: whoever may begin the run now can do so here.</summary>
    private static IEnumerable<Row> Beginning(DialogContext context, RunView view) => CalendarRows.Of(view)
        .Where(row => row.Key == CalendarRows.MissedKey).Select(row => Accepted(context, row with { Buttons = [Buttons.Begin(context.Run)] }));

    /// <summary>What is owed stays in sight even where it cannot be done yet, such as a step behind another one.</summary>
    private static IEnumerable<Row> Owed(DialogContext context, RunView view) =>
    [
        .. Readiness.OwedBy(context.Asker, context.Run, context.Access)
            .Select(item => Accepted(context, Row.Of(item.Key.Value, Mark.Open, $"{Refusals.Named(item)} · before the start", First(context.Run, item)))),
        .. view.Operators.Contains(context.Asker) ? AttentionRows.GapRows(view).Select(row => Accepted(context, row)) : [],
    ];

    private static IEnumerable<Row> Signatures(DialogContext context) =>
        context.Run.Runbook.SignOffs.Select(line => Accepted(context, Row.Of(line.Role, Mark.Open, $"{line.Role} · your signature", Buttons.SignOff(context.Run, line.Role))));

    private static IEnumerable<Row> Steps(DialogContext context) =>
        context.Run.Runbook.Tickable.Where(item => item.IsStep || item.Role is not null)
            .Select(item => Accepted(context, Row.Of(item.Key.Value, Mark.Open, Refusals.Named(item), First(context.Run, item))));

    private static Button First(Run run, Item item) => item.IsStep ? Buttons.Run(run, item) : Buttons.MarkDone(run, item);

    private static Row Accepted(DialogContext context, Row row) =>
        row with { Buttons = [.. row.Buttons.Where(button => button.Verb != Verb.FullOutput && DecisionPreview.Refuses(context, button) is null)] };
}
