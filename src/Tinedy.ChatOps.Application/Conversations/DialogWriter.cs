using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Access;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Decisions;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Domain.Text;
using Tinedy.ChatOps.Presentation.Boards;
using Tinedy.ChatOps.Presentation.Dialogs;

namespace Tinedy.ChatOps.Application.Conversations;

/// <param name="Asker">Who will read the dialog.</param>
internal sealed record DialogContext(Run Run, AccessDirectory Access, Person Asker, DateTimeOffset Now)
{
    /// <summary>What rehearsals and earlier runs tell.</summary>
    public RunForecast Forecast { get; init; } = RunForecast.None;
}

/// <summary>What each button asks before it acts: the loss and the exact command first.</summary>
internal static class DialogWriter
{
    private static readonly Prose AtLeast = $"{TextLimits.Reason} letters or more";

    /// <summary>The dialog, or a refusal when there is nothing to ask: the step cannot be bound, nobody of this role is needed.</summary>
    public static Reply For(DialogContext context, Button button)
    {
        var run = context.Run;
        if (button.Verb == Verb.SignOff) return SignOffDialog.For(context, button);
        if (button.Verb == Verb.ApproveRollback) return RollbackApprovalDialog.For(context, button);
        if (DecisionPreview.Refuses(context, button) is { } why) return new Reply.Refused(why);
        if (OfRun(context, button) is { } ofRun) return new Reply.Ask(ofRun);
        if (run.Runbook.Find(new ItemKey(button.Item ?? "")) is not { } item)
            return new Reply.Refused(Refusals.UnknownItem(button.Item ?? "", run.Runbook));
        return button.Verb switch
        {
            Verb.Run when run.IsSpoken(item) => Start(context, button, item, $"Send {item.Number}", "Send", []),
            Verb.Run => Start(context, button, item, $"Run {item.Number}", Buttons.Label("Run on", run.Environment) is "Run on" ? "Run" : Buttons.Label("Run on", run.Environment), []),
            Verb.Retry => Start(context, button, item, $"Retry {item.Number}", $"Retry {item.Number}", SawInputs(item)),
            _ => new Reply.Ask(OfItem(context, button, item)),
        };
    }

    private static Dialog OfItem(DialogContext context, Button button, Item item)
    {
        Prose name = Refusals.Named(item);
        return button.Verb switch
        {
            Verb.MarkDone => Simple($"Mark done {item.Number}", $"{name} runs a command. Marking it done by hand is shown to everyone who signs.", button,
                $"Mark done {item.Number}", Text("How was it done?")),
            Verb.Undo => Simple($"Undo {item.Number}", $"{name} will be open again. Signatures over it become void, and the board says so.", button, $"Undo {item.Number}"),
            Verb.Skip => Simple($"Skip {item.Number}", $"{name}. Your name and reason are shown to everyone who signs.", button, $"Skip {item.Number}", Text("Reason")),
            Verb.BreakGlass => Simple($"Break glass {item.Number}", $"{name} goes before what it waits for. Everyone with a role is told. It stays red in the evidence.", button, "Break the glass", Text("Reason")) with { Danger = true },
            Verb.Cancel => Simple($"Cancel {item.Number}", $"{name} is asked to stop, then made to. What it has done stays done.", button, $"Cancel {item.Number}") with { Danger = true },
            Verb.JudgeDone => Simple($"{item.Number} is done", $"{name}: you say it was done. {Judges(context, item)}", button, "It is done", Text("How do you know?")),
            Verb.JudgeNotDone => Simple($"{item.Number} is not done", $"{name}: you say it was not done. {Judges(context, item)}", button, "It is not done", Text("How do you know?")),
            _ => throw new System.Diagnostics.UnreachableException(button.Verb.ToString()),
        };
    }

    private static Dialog? OfRun(DialogContext context, Button button)
    {
        var run = context.Run;
        return button.Verb switch
        {
            Verb.Note => Simple("Write a note", $"Everyone in the channel can read it. It stays in the log of run {run.Id}.", button, "Write the note", Text("Note", hint: null)),
            Verb.AcceptPaper => AcceptPaper(context, button),
            Verb.Fill => Fill(context, button),
            Verb.Abort => Simple(Buttons.Label("Abort", run.ShortId), $"Ends run {run.Id} without signatures. Nothing is undone. {run.Environment} is free afterwards.", button,
                Buttons.Label("Abort", run.ShortId), TypedId(run), Text("Reason")) with
            { Danger = true },
            Verb.RollBack => RollBack(context, button),
            Verb.Page => Page(context, button),
            Verb.Raise => Simple("Raise an alert", $"Holds every step of run {run.Id} and pages the emergency contacts until somebody answers.", button, "Raise the alert",
                new Input(CommandParser.ChoiceOf, "Which criterion is met?", Required: true, [.. Raisable(run).Select(item => new Choice(item.Key.Value, $"{item.Number} {item.Text}"))]),
                Line("What do you see, in one line?", "A number, what it was before, since when.")) with
            { Danger = true },
            Verb.FalseAlarm => Simple("False alarm", $"Alert {button.Item} ends, steps can start again. Your name and reason are shown to everyone who signs.", button, "False alarm", Text("How do you know?")),
            Verb.Tell => Simple("Tell stakeholders", $"It goes as it stands here to {Prose.List([.. Stakeholders(context).Select(to => (Prose)$"{to}")])}.", button, "Send",
                Text("Message", "What they notice, what to do, when you write next.") with { Initial = Tinedy.ChatOps.Domain.Decisions.Stakeholders.Draft(run, context.Access, Tinedy.ChatOps.Domain.Decisions.Stakeholders.Suggested(run), context.Now) }),
            Verb.Drill => Simple("Drill", $"Pages every emergency contact of run {run.Id} as a rehearsal: each is asked to answer. Nothing is held.", button, "Start the drill"),
            Verb.Schedule => Simple("Move the run", $"Run {run.Id} starts on {run.Environment} {run.Appointment!.When}. Everyone who was told hears of the new moment.", button, "Move",
                StartDialog.When(required: true, StartDialog.Moment)),
            Verb.NoteCause => Simple("Note the cause", $"Why did run {run.Id} have to go back? {run.Environment} can be unlocked afterwards.", button, "Note the cause", Text("Cause")),
            Verb.AcceptJournal => Simple("Accept the journal", $"Run {run.Id} goes on from entry {run.Seq}. What it had behind that, and is not there now, is lost. Your name and reason stay in the journal.", button,
                "Accept the journal", Text("What happened, and what did you look at?")) with
            { Danger = true },
            Verb.Unlock => Simple(Buttons.Label("Unlock", run.Environment), $"New runs can start on {run.Environment} afterwards.", button, Buttons.Label("Unlock", run.Environment)),
            _ => null,
        };
    }

    /// <summary>One look at each of them, and one sentence for all.</summary>
    private static Dialog AcceptPaper(DialogContext context, Button button)
    {
        var items = context.Run.TickedOnPaper.ToList();
        return Simple("Accept ticks", $"The paper had these ticked, by whom unknown. You answer for them by your name, and each can be undone.", button, $"Accept {Durations.Count(items.Count, "tick")}") with
        {
            Rows = [.. items.Select(item => Row.Of($"on-paper/{item.Key}", Mark.Open, Refusals.Named(item)))],
        };
    }

    private static Reply Start(DialogContext context, Button button, Item item, string title, string submit, ImmutableArray<Input> inputs)
    {
        var run = context.Run;
        var binding = CommandBinding.For(run, item);
        if (binding.Refused is { } refused) return new Reply.Refused(refused);
        var settings = context.Access.Environment(run.Environment);
        var facts = ImmutableArray.CreateBuilder<Fact>();
        if (run.IsSpoken(item)) return new Reply.Ask(new(title, $"{item.Text}", [new("Sends", Said(context, item)), .. LastTime(run, item)], binding.Command, [], inputs, button, submit));
        facts.Add(new("Target", TargetWords.Of(run.Environment, settings)));
        if (settings is not null) facts.Add(new("Values", Values(settings)));
        facts.Add(new("Contract", item.Command!.Contract == Contract.Once ? (Prose)$"once: no second start without a decision" : $"idempotent: may run again"));
        if (run.Rehearsal == Rehearsal.Printed) facts.Add(new("Rehearsal", $"The command is printed, not run."));
        if (item.IsPointOfNoReturn) facts.Add(new("Careful", $"This is the point of no return: going back costs more than going on afterwards."));
        facts.Add(new("Stopped", $"after {item.Command.Timeout}"));
        if (context.Forecast.Of(item)?.Rehearsed is { } rehearsed) facts.Add(new("Rehearsed", $"{rehearsed}"));
        facts.Add(new("Usually", context.Forecast.Usually(item) is { } usual ? (Prose)$"{usual.Median} ({Durations.Count(usual.Runs, "run")})" : $"no earlier run"));
        facts.AddRange(LastTime(run, item));
        if (CommandBinding.BoundFile(run, item) is { } bound)
        {
            facts.Add(new("Backup", $"{bound.File.Path}, {(Prose)Durations.Size(bound.File.Bytes)} of {bound.File.MadeAt}, sha256 {(Prose)Durations.Digest(bound.File.Sha256)}"));
            facts.Add(new("Loss", $"Entries made after {bound.File.MadeAt} would be lost."));
        }
        return new Reply.Ask(new(title, $"{item.Text}", facts.ToImmutable(), binding.Command, [], inputs, button, submit));
    }

    private static ImmutableArray<Fact> LastTime(Run run, Item item) =>
        run[item].LastAttempt is { Ending: not null } last ? [new("Last time", Endings.Say(last))] : [];

    /// <summary>Whom the words below reach.</summary>
    private static Prose Said(DialogContext context, Item item) => item.Command! switch
    {
        { Kind: CommandKind.Page } block => EscalationPlanner.For(context.Run, context.Access, block.To).Rungs.Select(rung => rung.Person).Distinct().ToList() is { Count: > 0 } people
            ? $"a page to {Prose.Join(", then ", people.Select(name => context.Access.Naming(name)))}, until somebody answers"
            : (Prose)$"a page, and nobody can be called",
        { To: CommandBlock.Stakeholders } => Stakeholders(context) is { IsEmpty: false } addresses ? Prose.Join(", ", addresses.Select(to => (Prose)$"{to}")) : $"a message to stakeholders, and there are none",
        _ => $"a message to the channels of the run",
    };

    private static Prose Values(EnvironmentSettings settings)
    {
        var names = settings.Variables.Keys.Select(name => (Prose)$"{name}").Concat(settings.Secrets.Keys.Select(name => (Prose)$"{name} (secret, hidden)")).ToList();
        return names.Count == 0 ? $"none" : Prose.Join(", ", names);
    }

    private static Dialog RollBack(DialogContext context, Button button)
    {
        var run = context.Run;
        var view = new RunView(run, context.Access, ImmutableDictionary<AttemptId, Progress>.Empty, "", context.Now) { Forecast = context.Forecast };
        var rows = run.Runbook.RollbackSteps.Select(item => Row.Of(item.Key.Value, Mark.Open, $"{Refusals.Named(item)}, {(Prose)(item.IsStep ? "command" : "by hand")}"));
        var loss = CommandBinding.BackupOfRollback(run) is { } backup
            ? (Prose)$" Entries made after {backup.MadeAt} would be lost."
            : Prose.Empty;
        var took = context.Forecast.Rollback switch
        {
            { Rehearsed: { } rehearsed } => (Prose)$" Rehearsed: {rehearsed}.",
            { Usually: { } usually } => (Prose)$" Usually: {usually}.",
            _ => Prose.Empty,
        };
        var passed = run.Runbook.Items.LastOrDefault(item => item.IsPointOfNoReturn && run.StatusOf(item) != ItemStatus.Open) is { } point
            ? (Prose)$" Run {run.Id} has passed its point of no return, {point.Number}."
            : Prose.Empty;
        var unknown = run.Runbook.Items.Where(item => run.StatusOf(item) == ItemStatus.Unknown).Select(item => (Prose)$"{item.Number}").ToList() is { Count: > 0 } lost
            ? (Prose)$" We do not know how {Prose.Join(", ", lost)} ended: it may still be running."
            : Prose.Empty;
        var approved = RollbackApproval.By(run) is { IsEmpty: false } by ? (Prose)$" It was {by}." : Prose.Empty;
        return Simple(Buttons.Label("Roll back", run.Environment), $"Stops the forward run at {Headline.Progress(view)}. {Durations.Count(run.Runbook.RollbackSteps.Length, "step")} {(Prose)(run.Runbook.RollbackSteps.Length == 1 ? "follows" : "follow")}.{took}{loss}{passed}{unknown}{approved}", button,
            Buttons.Label("Roll back", run.Environment), new Input(CommandParser.Reason, "Why", Required: false, [], Initial: run.OpenAlert is { } alert ? FormattableString.Invariant($"alert {alert.Number}, {alert.Symptom}") : null, Multiline: true), HowToGo, TypedId(run)) with
        { Facts = [new("Target", TargetWords.Of(run.Environment, context.Access.Environment(run.Environment)))], Rows = [.. rows], Danger = true };
    }

    private static readonly Input HowToGo = new(CommandParser.ChoiceOf, "The steps start", Required: true,
        [new(CommandParser.ByHand, "each by its own button"), new(CommandParser.InOrder, "one after another, stopping where a person is needed")], Initial: CommandParser.ByHand);

    private static ImmutableArray<string> Stakeholders(DialogContext context) => context.Access.Environment(context.Run.Environment)?.Stakeholders ?? [];

    private static Dialog Page(DialogContext context, Button button)
    {
        var run = context.Run;
        var policy = context.Access.Paging;
        return Simple("Page someone", $"They are called now. Without an answer their next means follows after {policy.NextMeans}, the next contact after {policy.NextContact}.", button, "Page",
            new Input(CommandParser.ChoiceOf, "Who", Required: true, [.. Callable(context)]), Line("What is wrong, in one line?", "It is read first, on a phone."));
    }

    /// <summary>Criteria that are not raised already.</summary>
    public static IEnumerable<Item> Raisable(Run run) => run.Runbook.Criteria.Where(criterion => !run.Alerts.Any(alert => alert.HoldsSteps && alert.About == criterion.Key));

    /// <summary>Whom a page can be for.</summary>
    public static IEnumerable<Choice> Callable(DialogContext context) => EscalationPlanner.For(context.Run, context.Access).Rungs.DistinctBy(rung => rung.Person)
        .Select(rung => new Choice(rung.Contact == "operator" ? rung.Person : rung.Contact, $"{rung.Contact}: @{rung.Person}"));

    /// <summary>Fields that a run can fill in.</summary>
    public static IEnumerable<Field> Blanks(Run run) => run.Runbook.Information.Where(field => field.Value is null).Concat(run.Runbook.Contacts);

    private static Dialog Fill(DialogContext context, Button button)
    {
        var run = context.Run;
        if (button.Item is { } contact)
            return Simple(Buttons.Label("Choose", contact), $"Who is the contact {contact} for run {run.Id}?", button, "Choose",
                new Input(CommandParser.Value, "Person", Required: true, [.. context.Access.People.Select(person => new Choice(person.Name, "@" + person.Name))]));
        var labels = Blanks(run).Select(field => new Choice(field.Label, field.Label));
        return Simple("Fill in a field", $"The filled-in checklist of run {run.Id} shows it.", button, "Fill in",
            new Input(CommandParser.Label, "Field", Required: true, [.. labels]), new Input(CommandParser.Value, "Value", Required: true, []));
    }

    private static ImmutableArray<Input> SawInputs(Item item) => item.Command!.Contract == Contract.Once ? [Text("What did you see?")] : [];

    private static Prose Judges(DialogContext context, Item item)
    {
        if (ItemState.JudgesNeeded(item) == 1) return $"Your answer decides.";
        Prose second = $"The step must not run twice: a second person has to say the same.";
        return SecondJudge.IsImpossible(context.Run, context.Access, item) ? $"{second} There is nobody else. {SecondJudge.Left(context.Run, context.Access)}" : second;
    }

    private static Input TypedId(Run run) => new(CommandParser.TypedId, $"Type the run's id, {run.ShortId}", Required: true, [], Hint: "Case does not count. Pasting is fine.");

    private static Input Text(string label) => Text(label, AtLeast.ToString());

    private static Input Text(string label, string? hint) => new(CommandParser.Reason, label, Required: true, [], Hint: hint, Multiline: true);

    private static Input Line(string label, string hint) => Text(label, hint) with { Multiline = false };

    private static Dialog Simple(string title, Prose lead, Button about, string submit, params ImmutableArray<Input> inputs) =>
        new(title, lead, [], null, [], inputs, about, submit);
}
