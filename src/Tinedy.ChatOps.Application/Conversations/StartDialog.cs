using System.Collections.Immutable;
using Tinedy.ChatOps.Application.Runs;
using Tinedy.ChatOps.Application.Verbs;
using Tinedy.ChatOps.Presentation.Boards;
using Tinedy.ChatOps.Presentation.Dialogs;

namespace Tinedy.ChatOps.Application.Conversations;

/// <summary>What a start asks when not everything was named: what, where, when; and what stands in the way.</summary>
internal static class StartDialog
{
    public const string Start = "start";
    public const string Rehearse = "rehearse";
    public const string Schedule = "schedule";

    /// <param name="how">Which of the three it is.</param>
    /// <param name="when">As typed before; null: nothing was.</param>
    public static Dialog For(StartOptions choices, string how, string? when)
    {
        var (title, submit) = how switch
        {
            Rehearse => ("Rehearse a migration", "Rehearse"),
            Schedule => ("Schedule a migration", "Schedule"),
            _ => ("Start a migration", "Start"),
        };
        ImmutableArray<Input> inputs =
        [
            new(DialogFields.Runbook, "Runbook", Required: true, [.. choices.Runbooks.Select(paper => new Choice(paper.Name, paper.Name))], choices.Runbook),
            new(DialogFields.Environment, "Environment", Required: true, [.. choices.Environments.Select(target => new Choice(target.Name, target.Name))], choices.Environment),
        ];
        return new(title, $"Checked just now. The board is posted here.", [.. choices.Runbooks.Select(paper => new Fact(paper.Name, paper.About))], null, Rows(choices), how switch
        {
            Rehearse => inputs,
            Schedule => [.. inputs, MoveRun.When(required: true, MoveRun.Moment) with { Initial = when }],
            _ => [.. inputs, MoveRun.When(required: false, $"Empty: now. Else {MoveRun.Moment}.")],
        }, Button.Start(how), submit);
    }

    private static ImmutableArray<Row> Rows(StartOptions choices) =>
    [
        .. choices.Environments.Select(target => Row.Of($"environment/{target.Name}", target.IsFree ? Mark.Done : Mark.Waiting, target.State)),
        .. choices.Gaps.Select(gap => Row.Of($"gap/{gap.Key}", Mark.Gap, gap.Text)),
    ];
}
