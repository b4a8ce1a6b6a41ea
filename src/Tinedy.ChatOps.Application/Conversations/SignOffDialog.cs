using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Domain.SignOffs;
using Tinedy.ChatOps.Domain.Text;
using Tinedy.ChatOps.Presentation.Boards;
using Tinedy.ChatOps.Presentation.Dialogs;

namespace Tinedy.ChatOps.Application.Conversations;

/// <summary>What is being signed, in full, and the two answers to it.</summary>
internal static class SignOffDialog
{
    public static Reply For(DialogContext context, Button button)
    {
        var run = context.Run;
        var waiting = run.Runbook.SignOffs.Select(line => line.Role).Where(role => !run.Signatures.ContainsKey(role)).ToList();
        if (run.IsOver) return new Reply.Refused(Refusals.RunEnded(run));
        if (waiting.Count == 0) return new Reply.Refused(Refusals.UnknownRole(button.Item ?? "", run.Runbook));
        var mine = waiting.Where(role => context.Access.HoldersOf(run.Runbook, role).Contains(context.Asker)).ToList();
        if (button.Item is { } asked) mine = [.. mine.Where(role => role == asked)];
        if (mine.Count == 0) return new Reply.Refused(Nothing(context, button.Item ?? waiting[0]));
        var refused = mine.Select(role => DecisionPreview.Refuses(context, new Command.Sign(role))).ToList();
        if (refused.All(why => why is not null)) return new Reply.Refused(refused[0]!);
        mine = [.. mine.Where((_, at) => refused[at] is null)];

        var content = ContentHash.Of(run);
        return new Reply.Ask(new(
            "Sign off",
            mine.Count == 1 ? (Prose)$"You sign as {mine[0]}, run {run.Id}, {run.Environment}." : $"You sign in run {run.Id}, {run.Environment}. You hold {mine.Count} of its roles; one person counts once.",
            Facts(run, content), null, [], Inputs(run, mine), button, "Sign off")
        {
            // The only role is not a question; which one it was is sent back with the content that was shown.
            Carries = ImmutableDictionary<string, string>.Empty.Add(CommandParser.Content, content).Add(CommandParser.Role, mine[0]),
        });
    }

    private static Refusal Nothing(DialogContext context, string role)
    {
        var run = context.Run;
        var signed = run.Signatures.Values.FirstOrDefault(signature => context.Access.HoldersOf(run.Runbook, signature.Role).Contains(context.Asker));
        return signed is not null
            ? Refusals.AlreadySigned(signed)
            : Refusals.NotAHolder($"Not signed", role, context.Access.HoldersOf(run.Runbook, role), context.Asker);
    }

    private static ImmutableArray<Fact> Facts(Run run, string content)
    {
        var skipped = ItemRows.AllSkipped(run);
        var failed = run.Runbook.Items.SelectMany(item => run[item].Attempts
            .Where(attempt => attempt.Ending is { Outcome: not Outcome.Succeeded })
            .Select(attempt => (Prose)$"{item.Number} {Endings.Say(attempt)}")).ToList();
        var byHand = run.Runbook.Items.Where(item => item.IsStep && run[item].Ticks.Length > 0)
            .Select(item => (Prose)$"{item.Number} ({run[item].Ticks[^1].By}: \"{run[item].Ticks[^1].Text}\")").ToList();
        return
        [
            new("Content", $"{(Prose)Durations.Digest(content)} = runbook, commands and target as they ran"),
            new("Skipped", Counted(skipped)),
            new("Failed", Counted(failed)),
            new("By hand", byHand.Count == 0 ? (Prose)$"no step with a command" : Counted(byHand)),
        ];
    }

    private static ImmutableArray<Input> Inputs(Run run, List<string> roles)
    {
        var role = new Input(CommandParser.Role, "Role", Required: true, [.. roles.Select(held => new Choice(held, held))], Initial: roles[0]);
        var choice = new Input(CommandParser.ChoiceOf, "Your answer", Required: true,
            [new("sign", "I sign"), .. run.Runbook.RollbackSteps.IsEmpty ? ImmutableArray<Choice>.Empty : [new(CommandParser.SignAndApprove, "I sign, and a rollback need not wait for me")], new(CommandParser.NotYet, "Not yet, because")], Initial: "sign");
        var remark = new Input(CommandParser.Remark, "Remark", Required: false, [], Hint: "If content changes, your signature is void and the board says so.", Multiline: true);
        return roles.Count == 1 ? [choice, remark] : [role, choice, remark];
    }

    /// <summary>A list that may not be seen whole says first how long it is: "9: 1.1.1 Table 1 …".</summary>
    private static Prose Counted(List<Prose> pieces) => pieces.Count switch
    {
        0 => $"none",
        <= MostAtAGlance => Prose.Join(", ", pieces),
        _ => $"{pieces.Count}: {Prose.Join(", ", pieces)}",
    };

    private const int MostAtAGlance = 2;
}
