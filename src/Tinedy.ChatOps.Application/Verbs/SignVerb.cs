using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Alerts;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Decisions;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Domain.SignOffs;
using Tinedy.ChatOps.Domain.Text;
using Tinedy.ChatOps.Presentation.Boards;
using Tinedy.ChatOps.Presentation.Dialogs;

namespace Tinedy.ChatOps.Application.Verbs;

/// <summary>Signs for a role: what is being signed, in full, and the answers to it.</summary>
internal sealed class SignVerb() : RoleVerb("sign", VerbGroup.People, "sign for a role")
{
    private const string NotYet = "not-yet";
    private const string SignAndApprove = "sign-and-approve-rollback";

    public override string Operands => "ROLE";

    public override ImmutableArray<Verb> ButtonKinds => [Verb.SignOff];

    public override string WordsField => DialogFields.Remark;

    protected override bool StandsAlone => true;

    public override bool IsPreviewed => false;

    protected override IEnumerable<string> Roles(Runbook runbook) => runbook.SignOffs.Select(line => line.Role);

    /// <summary>Whoever holds one role signs as that; whoever holds several is asked, whoever holds none is refused.</summary>
    public override Button? AskedBy(TypedLine line, LineContext context) => line.Rest.Length == 0 && OnlyRole(context) is null ? Buttons.SignOff(context.Run) : null;

    protected override Command? Read(TypedLine line, LineContext context)
    {
        if (line.Rest.Length == 0) return OnlyRole(context) is { } only ? new Command.Sign(only) : null;
        var (role, remark) = Named(RunbookNames.RoleAndRemark(context.Run.Runbook, line.Rest));
        return new Command.Sign(role, null, ItemRules.Given(remark));
    }

    public override Command ToCommand(Button about, IReadOnlyDictionary<string, string> inputs)
    {
        var role = inputs.GetValueOrDefault(DialogFields.Role, about.Target.Name ?? "");
        var choice = inputs.GetValueOrDefault(DialogFields.Choice);
        return choice == NotYet
            ? new Command.Decline(role, inputs.GetValueOrDefault(DialogFields.Remark, ""))
            : new Command.Sign(role, inputs.GetValueOrDefault(DialogFields.Content), ItemRules.Given(inputs.GetValueOrDefault(DialogFields.Remark))) { ApprovesRollback = choice == SignAndApprove };
    }

    public override Question Ask(DialogContext context, Button button)
    {
        var run = context.Run;
        var waiting = run.Runbook.SignOffs.Select(line => line.Role).Where(role => !run.Signatures.ContainsKey(role)).ToList();
        if (run.IsOver) return Refusals.RunEnded(run);
        if (waiting.Count == 0) return Refusals.UnknownRole(button.Target.Name ?? "", run.Runbook);
        var mine = waiting.Where(role => context.Access.HoldersOf(run.Runbook, role).Contains(context.Asker)).ToList();
        if (button.Target.Name is { } asked) mine = [.. mine.Where(role => role == asked)];
        if (mine.Count == 0) return Nothing(context, button.Target.Name ?? waiting[0]);
        var refused = mine.Select(role => DecisionPreview.Refuses(context, new Command.Sign(role))).ToList();
        if (refused.All(why => why is not null)) return refused[0]!;
        mine = [.. mine.Where((_, at) => refused[at] is null)];

        var content = ContentHash.Of(run);
        return new Dialog(
            "Sign off",
            mine.Count == 1 ? (Prose)$"You sign as {mine[0]}, run {run.Id}, {run.Environment}." : $"You sign in run {run.Id}, {run.Environment}. You hold {mine.Count} of its roles; one person counts once.",
            Facts(run, content), null, [], Inputs(run, mine), button, "Sign off")
        {
            // The only role is not a question; which one it was is sent back with the content that was shown.
            Carries = ImmutableDictionary<string, string>.Empty.Add(DialogFields.Content, content).Add(DialogFields.Role, mine[0]),
        };
    }

    protected override string Example(string about) => about;

    private static string? OnlyRole(LineContext context) =>
        context is { Access: { } access, By: { } by }
        && context.Run.Runbook.SignOffs.Select(line => line.Role).Where(role => access.HoldersOf(context.Run.Runbook, role).Contains(by)).ToList() is [var only] ? only : null;

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
        var glass = run.Runbook.Tickable.Where(item => run[item].Glass is not null)
            .Select(item => (Prose)$"{item.Number} ({run[item].Glass!.By}: \"{run[item].Glass!.Text}\")").ToList();
        var alerts = run.Alerts.Where(alert => alert.Kind == AlertKind.Criterion).Select(alert => AlertRows.Whole(run, alert)).ToList();
        var skipped = ItemRows.AllSkipped(run);
        var failed = run.Runbook.Items.SelectMany(item => run[item].Attempts
            .Where(attempt => attempt.Ending is { Outcome: not Outcome.Succeeded })
            .Select(attempt => (Prose)$"{item.Number} {Endings.Say(attempt)}")).ToList();
        var byHand = run.Runbook.Items.Where(item => item.IsStep && run[item].Ticks.Length > 0)
            .Select(item => (Prose)$"{item.Number} ({run[item].Ticks[^1].By}: \"{run[item].Ticks[^1].Text}\")").ToList();
        return
        [
            new("Content", $"{(Prose)Durations.Digest(content)} = runbook, commands and target as they ran"),
            .. glass.Count > 0 ? [new Fact("Glass broken", Counted(glass))] : ImmutableArray<Fact>.Empty,
            .. alerts.Count > 0 ? [new Fact("Alerts", Counted(alerts))] : ImmutableArray<Fact>.Empty,
            new("Skipped", Counted(skipped)),
            new("Failed", Counted(failed)),
            new("By hand", byHand.Count == 0 ? (Prose)$"no step with a command" : Counted(byHand)),
        ];
    }

    private static ImmutableArray<Input> Inputs(Run run, List<string> roles)
    {
        var role = new Input(DialogFields.Role, "Role", Required: true, [.. roles.Select(held => new Choice(held, held))], Initial: roles[0]);
        var choice = new Input(DialogFields.Choice, "Your answer", Required: true,
            [new("sign", "I sign"), .. run.Runbook.RollbackSteps.IsEmpty ? ImmutableArray<Choice>.Empty : [new(SignAndApprove, "I sign, and a rollback need not wait for me")], new(NotYet, "Not yet, because")], Initial: "sign");
        var remark = new Input(DialogFields.Remark, "Remark", Required: false, [], Hint: "If content changes, your signature is void and the board says so.", Multiline: true);
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
