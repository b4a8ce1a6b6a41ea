using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Domain.Text;
using Tinedy.ChatOps.Presentation.Boards;
using Tinedy.ChatOps.Presentation.Dialogs;

namespace Tinedy.ChatOps.Application.Verbs;

/// <summary>Goes back: "rollback prod-17 one-after-another queries are slow".</summary>
internal sealed class RollbackVerb() : RunVerb("rollback", VerbGroup.Careful, "go back; asks first")
{
    private const string InOrder = "one-after-another";
    private const string ByHand = "each-by-hand";
    public const string DespiteUnknown = "despite-unknown";

    private static readonly Input HowToGo = new(DialogFields.Choice, "The steps start", Required: true,
        [new(ByHand, "each by its own button"), new(InOrder, "one after another, stopping where a person is needed")], Initial: ByHand);

    /// <remarks>One answer, which nobody has given before they choose it: whoever wants to judge first closes the dialog.</remarks>
    private static readonly Input BesideUnknown = new(DialogFields.Unknown, "What may still be running", Required: true,
        [new(DespiteUnknown, "is known to me: roll back beside it")]);

    public override string Operands => "ID [one-after-another] [despite-unknown] [WHY]";

    public override string Help => "rollback";

    public override ImmutableArray<Verb> ButtonKinds => [Verb.RollBack];

    protected override Func<Run, Button> AskedAlone => Buttons.RollBack;

    /// <summary>The words that say how stand before the reason, in any order.</summary>
    protected override Command Read(TypedLine line, LineContext context)
    {
        var asked = new Command.RollBack(line.First, line.Behind);
        while (true)
        {
            var (word, why) = TypedLine.Split(asked.Why);
            if (word.Equals(InOrder, StringComparison.OrdinalIgnoreCase)) asked = asked with { Why = why, OneAfterAnother = true };
            else if (word.Equals(DespiteUnknown, StringComparison.OrdinalIgnoreCase)) asked = asked with { Why = why, DespiteUnknown = true };
            else return asked;
        }
    }

    /// <summary>A word that says how and stands where only the reason is, or has a slip in it, is not taken for a reason.</summary>
    public override (ImmutableArray<Command> Commands, Refusal? Why) ToCommands(TypedLine line, LineContext context)
    {
        var why = ((Command.RollBack)Read(line, context)).Why.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var stray = why.FirstOrDefault(word => Suggestion.Nearest(word, [InOrder, DespiteUnknown]) is not null);
        return stray is null
            ? base.ToCommands(line, context)
            : ([], new(RefusalReason.NotUnderstood, $"Not understood: \"{stray}\" stands in the reason. Write {(Prose)Suggestion.Nearest(stray, [InOrder, DespiteUnknown])!} directly behind the id."));
    }

    public override Command ToCommand(Button about, IReadOnlyDictionary<string, string> inputs) => new Command.RollBack(
        inputs.GetValueOrDefault(DialogFields.TypedId, ""), inputs.GetValueOrDefault(DialogFields.Reason, ""),
        inputs.GetValueOrDefault(DialogFields.Choice) == InOrder, inputs.GetValueOrDefault(DialogFields.Unknown) == DespiteUnknown);

    public override Question Ask(DialogContext context, Button button)
    {
        var run = context.Run;
        var rows = run.Runbook.RollbackSteps.Select(item => Row.Of(item.Key.Value, Mark.Open, $"{Refusals.Named(item)}, {(Prose)(item.IsStep ? "command" : "by hand")}"));
        var why = new Input(DialogFields.Reason, "Why", Required: false, [], Initial: Why(run), Multiline: true);
        var title = Buttons.Label("Roll back", run.Environment);
        // What decides comes before what may be left out: on a small phone the last field is below the fold.
        return DialogParts.Simple(title, Lead(context), button, title, [HowToGo, .. Confirmed(run), DialogParts.TypedId(run), why]) with
        {
            Facts = [new("Target", TargetWords.Of(run.Environment, context.Access.Environment(run.Environment)))],
            Rows = [.. rows],
            Danger = true,
        };
    }

    public override bool Works(DialogContext context) => Accepts(context, context.Run.ShortId);

    /// <summary>The refusal in the words of the dialog, whose own answer confirms what a typed line confirms by a word.</summary>
    public static Refusal NotConfirmed(Refusal why) =>
        why with { Text = $"Not started: it may still be running. Choose the answer above, or close this and say first how it ended." };

    protected override string Example(string about) => $"{about} {DespiteUnknown} {LongEnough}";

    /// <summary>Asked only where it is said above that a step may still be running: nothing is confirmed that was not shown.</summary>
    private static ImmutableArray<Input> Confirmed(Run run) => run.OfUnknownEnd.Any() ? [BesideUnknown] : [];

    private static string? Why(Run run) => run.OpenAlert is { } alert ? FormattableString.Invariant($"alert {alert.Number}, {alert.Symptom}") : null;

    /// <summary>What stops, how long it takes, what is lost, and what is not known.</summary>
    private static Prose Lead(DialogContext context)
    {
        var run = context.Run;
        var view = new RunView(run, context.Access, ImmutableDictionary<AttemptId, Progress>.Empty, "", context.Now) { Forecast = context.Forecast };
        var steps = run.Runbook.RollbackSteps.Length;
        Prose lead = $"Stops the forward run at {Headline.Progress(view)}. {Durations.Count(steps, "step")} {(Prose)(steps == 1 ? "follows" : "follow")}.";
        return $"{lead}{Took(context.Forecast)}{Lost(run)}{Passed(run)}{Unknown(run)}{Approved(run)}";
    }

    private static Prose Took(RunForecast forecast) => forecast.Rollback switch
    {
        { Rehearsed: { } rehearsed } => $" Rehearsed: {rehearsed}.",
        { Usually: { } usually } => $" Usually: {usually}.",
        _ => Prose.Empty,
    };

    private static Prose Lost(Run run) => CommandBinding.BackupOfRollback(run) is { } backup ? $" Entries made after {backup.MadeAt} would be lost." : Prose.Empty;

    private static Prose Passed(Run run) => run.Runbook.Items.LastOrDefault(item => item.IsPointOfNoReturn && run.StatusOf(item) != ItemStatus.Open) is { } point
        ? $" Run {run.Id} has passed its point of no return, {point.Number}."
        : Prose.Empty;

    private static Prose Unknown(Run run) => run.OfUnknownEnd.Select(item => (Prose)$"{item.Number}").ToList() is { Count: > 0 } lost
        ? $" We do not know how {Prose.Join(", ", lost)} ended: it may still be running."
        : Prose.Empty;

    private static Prose Approved(Run run) => RollbackApproval.By(run) is { IsEmpty: false } by ? $" It was {by}." : Prose.Empty;
}
