using System.Collections.Immutable;
using System.Globalization;
using Tinedy.ChatOps.Domain.Access;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Decisions;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Domain.SignOffs;
using Tinedy.ChatOps.Domain.Text;
using Tinedy.ChatOps.Presentation.Boards;

namespace Tinedy.ChatOps.Application.Conversations;

/// <summary>From what was typed or sent to the command it means. Whatever a button does, a typed line does.</summary>
internal static class CommandParser
{
    public const string Reason = "reason";
    public const string TypedId = "typed-id";
    public const string Role = "role";
    public const string ChoiceOf = "choice";
    public const string Remark = "remark";
    public const string Label = "label";
    public const string Value = "value";
    public const string Content = "content";
    public const string Runbook = "runbook";
    public const string Environment = "environment";
    public const string When = "when";
    public const string NotYet = "not-yet";
    public const string SignAndApprove = "sign-and-approve-rollback";
    public const string InOrder = "one-after-another";
    public const string ByHand = "each-by-hand";

    private static readonly ImmutableDictionary<string, string> Usages = new Dictionary<string, string>
    {
        ["done"] = "done ITEM [NOTE]",
        ["check"] = "check ITEM [NOTE]",
        ["accept-ticks"] = "accept-ticks",
        ["undo"] = "undo ITEM",
        ["skip"] = "skip ITEM REASON",
        ["break-glass"] = "break-glass ITEM REASON",
        ["run"] = "run ITEM",
        ["cancel"] = "cancel ITEM",
        ["retry"] = "retry ITEM WHAT YOU SAW",
        ["judge"] = "judge ITEM done|not-done HOW YOU KNOW",
        ["take"] = "take ITEM",
        ["sign"] = "sign ROLE",
        ["decline"] = "decline ROLE: REASON",
        ["note"] = "note TEXT",
        ["fill"] = "fill LABEL: VALUE",
        ["raise"] = "raise CRITERION WHAT YOU SEE",
        ["page"] = "page CONTACT: WHAT IS WRONG",
        ["ack"] = "ack [ALERT]",
        ["false-alarm"] = "false-alarm [ALERT] REASON",
        ["drill"] = "drill",
        ["tell"] = "tell WHAT STAKEHOLDERS READ",
        ["approve-rollback"] = "approve-rollback ROLE",
        ["rollback"] = "rollback ID [one-after-another] [WHY]",
        ["abort"] = "abort ID REASON",
        ["begin"] = "begin",
        ["cause"] = "cause TEXT",
        ["unlock"] = "unlock",
        ["accept-journal"] = "accept-journal REASON",
    }.ToImmutableDictionary();

    public static IEnumerable<string> Verbs => Usages.Keys;

    public static Prose Usage(string verb) => $"Not understood: write {(Prose)Usages[verb]}.";

    /// <summary>Rollback and abort ask first unless the run's id was typed behind them.</summary>
    public static Verb? AsksFirst(TypedLine line) => (line.Verb, line.Rest) switch
    {
        ("rollback", "") => Verb.RollBack,
        ("abort", "") => Verb.Abort,
        ("tell", "") => Verb.Tell,
        _ => null,
    };

    /// <summary>Verbs that take several items; each is an act of its own.</summary>
    private static readonly ImmutableHashSet<string> OfSeveral = ["done", "check", "undo", "skip"];

    /// <summary>Verbs about one item, with or without a text behind it.</summary>
    private static readonly ImmutableHashSet<string> OfOne = ["break-glass", "run", "cancel", "retry", "judge", "take"];

    /// <summary>What the line asks for: several things where it names several items, nothing when a part is missing; or why it is not understood.</summary>
    public static (ImmutableArray<Command> Commands, Refusal? Why) ToCommands(TypedLine line, Run run, AccessDirectory? access = null)
    {
        if (!OfSeveral.Contains(line.Verb) && !OfOne.Contains(line.Verb)) return ToCommand(line, run, access) is { } one ? ([one], null) : ([], null);
        var list = ItemList.Read(line.Rest, run.Runbook);
        if (OfOne.Contains(line.Verb) && list.Items.Length > 1)
            return ([], Refuse($"Not understood: {(Prose)line.Verb} takes one item. Write a line for each."));
        // A skip has a reason, so a text behind its items is that: otherwise nobody could skip two as they mark two done.
        if (list.Doubt is not null && line.Verb != "skip") return ([], Refuse(ItemList.Doubtful(line.Verb, list)));
        return ([.. list.Items.Select(item => ToCommand(line with { Rest = $"{item} {list.Behind}".Trim() }, run)).OfType<Command>()], null);
    }

    private static Refusal Refuse(Prose text) => new(RefusalReason.NotUnderstood, text);

    /// <summary>Null when a part is missing.</summary>
    /// <param name="access">Whose people may be named, beside what the runbook names; null: nobody.</param>
    public static Command? ToCommand(TypedLine line, Run run, AccessDirectory? access = null)
    {
        if (line.Verb == "accept-ticks") return new Command.AcceptPaper();
        if (line.Verb == "unlock") return new Command.Unlock();
        if (line.Verb == "begin") return new Command.Begin();
        if (line.Verb == "drill") return new Command.Drill();
        if (line.Verb == "ack") return line.Rest.Length == 0 ? new Command.Acknowledge() : AlertNumber(line.First) is { } number ? new Command.Acknowledge(number) : null;
        if (line.Rest.Length == 0) return null;
        return line.Verb switch
        {
            "done" or "check" => new Command.Tick(line.First, line.Behind),
            "undo" => new Command.Undo(line.First),
            "skip" => new Command.Skip(line.First, line.Behind),
            "break-glass" => new Command.BreakGlass(line.First, line.Behind),
            "run" => new Command.RunStep(line.First),
            "cancel" => new Command.Cancel(line.First),
            "retry" => new Command.Retry(line.First, line.Behind),
            "judge" => Judge(line),
            "take" => new Command.TakeDecision(line.First),
            "sign" => new Command.Sign(RoleIn(line.Rest, run).Role, null, RoleIn(line.Rest, run).Behind),
            "decline" => new Command.Decline(RoleIn(line.Rest, run).Role, RoleIn(line.Rest, run).Behind ?? ""),
            "note" => new Command.WriteNote(line.Rest),
            "fill" => Fill(line, run),
            "tell" => new Command.Tell(null, line.Rest),
            "raise" => Raise(line, run),
            "page" => Page(line, run, access),
            "false-alarm" => AlertNumber(line.First) is { } alert ? new Command.FalseAlarm(alert, line.Behind) : new Command.FalseAlarm(null, line.Rest),
            "approve-rollback" => new Command.ApproveRollback(line.Rest),
            "rollback" => RollBack(line),
            "abort" => new Command.Abort(line.First, line.Behind),
            "cause" => new Command.NoteCause(line.Rest),
            "accept-journal" => new Command.AcceptJournal(line.Rest),
            _ => null,
        };
    }

    public static Command ToCommand(Button about, IReadOnlyDictionary<string, string> inputs)
    {
        var item = about.Item ?? "";
        var reason = inputs.GetValueOrDefault(Reason, "");
        return about.Verb switch
        {
            Verb.MarkDone => new Command.Tick(item, reason),
            Verb.AcceptPaper => new Command.AcceptPaper(),
            Verb.Undo => new Command.Undo(item),
            Verb.BreakGlass => new Command.BreakGlass(item, reason),
            Verb.Skip => new Command.Skip(item, reason, about.Version),
            Verb.Run => new Command.RunStep(item, about.Version),
            Verb.Cancel => new Command.Cancel(item, about.Version),
            Verb.Retry => new Command.Retry(item, reason, about.Version),
            Verb.JudgeDone => new Command.Judge(item, Done: true, reason, about.Version),
            Verb.JudgeNotDone => new Command.Judge(item, Done: false, reason, about.Version),
            Verb.TakeDecision => new Command.TakeDecision(item),
            Verb.SignOff when inputs.GetValueOrDefault(ChoiceOf) == NotYet => new Command.Decline(inputs.GetValueOrDefault(Role, item), inputs.GetValueOrDefault(Remark, "")),
            Verb.SignOff => new Command.Sign(inputs.GetValueOrDefault(Role, item), inputs.GetValueOrDefault(Content), ItemRules.Given(inputs.GetValueOrDefault(Remark)))
            {
                ApprovesRollback = inputs.GetValueOrDefault(ChoiceOf) == SignAndApprove,
            },
            Verb.ApproveRollback => new Command.ApproveRollback(inputs.GetValueOrDefault(Role, item)),
            Verb.Note => new Command.WriteNote(reason),
            Verb.Fill => new Command.Fill(inputs.GetValueOrDefault(Label, item), inputs.GetValueOrDefault(Value, "")),
            Verb.Abort => new Command.Abort(inputs.GetValueOrDefault(TypedId, ""), reason),
            Verb.RollBack => new Command.RollBack(inputs.GetValueOrDefault(TypedId, ""), reason, inputs.GetValueOrDefault(ChoiceOf) == InOrder),
            Verb.Acknowledge => new Command.Acknowledge(AlertNumber(item)),
            Verb.FalseAlarm => new Command.FalseAlarm(AlertNumber(item), reason),
            Verb.Raise => new Command.Raise(inputs.GetValueOrDefault(ChoiceOf, item), reason),
            Verb.Page => new Command.Page(inputs.GetValueOrDefault(ChoiceOf, item), reason),
            Verb.Tell => new Command.Tell(null, reason),
            Verb.Drill => new Command.Drill(),
            Verb.NoteCause => new Command.NoteCause(reason),
            Verb.Unlock => new Command.Unlock(),
            Verb.AcceptJournal => new Command.AcceptJournal(reason),
            Verb.Begin => new Command.Begin(),
            Verb.Schedule => new Command.Schedule(inputs.GetValueOrDefault(When, "")),
            _ => throw new ArgumentException(about.Verb.ToString() + " asks nothing of a run."),
        };
    }

    /// <summary>The field of the dialog that a refusal is about; null when it is about none.</summary>
    private static string? FieldOf(RefusalReason why, Verb verb, IReadOnlyDictionary<string, string> inputs)
    {
        var field = why switch
        {
            RefusalReason.WrongTypedId => TypedId,
            RefusalReason.ReasonTooShort or RefusalReason.NeedsANote or RefusalReason.TooLong => verb switch
            {
                Verb.SignOff => Remark,
                Verb.Fill => Value,
                _ => Reason,
            },
            RefusalReason.NotOnPeopleList when verb == Verb.Fill => Value,
            RefusalReason.UnknownRunbook or RefusalReason.RunbookHasErrors => Runbook,
            RefusalReason.UnknownEnvironment or RefusalReason.EnvironmentHeld or RefusalReason.EnvironmentLocked => Environment,
            RefusalReason.NotAnOperator when verb == Verb.Start => Environment,
            RefusalReason.BadMoment or RefusalReason.Frozen => When,
            RefusalReason.UnknownContact or RefusalReason.UnknownCriterion or RefusalReason.NobodyToCall => ChoiceOf,
            _ => null,
        };
        return field is not null && inputs.ContainsKey(field) ? field : null;
    }

    /// <summary>A refusal that is about a field of the dialog stands under it, and the dialog stays open.</summary>
    public static Reply UnderItsField(Reply reply, Verb verb, IReadOnlyDictionary<string, string> inputs) =>
        reply is Reply.Refused refused && FieldOf(refused.Why.Reason, verb, inputs) is { } field ? new Reply.InField(field, refused.Why) : reply;

    /// <summary>"rollback prod-17 one-after-another queries are slow".</summary>
    private static Command.RollBack RollBack(TypedLine line)
    {
        var (how, why) = TypedLine.Split(line.Behind);
        return how.Equals(InOrder, StringComparison.OrdinalIgnoreCase)
            ? new(line.First, why, OneAfterAnother: true)
            : new(line.First, line.Behind);
    }

    private static int? AlertNumber(string text) => int.TryParse(ItemList.Bare(text), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>"raise 3 queries are slow", "raise Performance degradation > 50%: queries are slow".</summary>
    private static Command.Raise Raise(TypedLine line, Run run) =>
        LabelMatcher.Longest(line.Rest, run.Runbook.Criteria, item => item.Text) is var (criterion, symptom)
            ? new(criterion.Key.Value, symptom)
            : new(line.First.TrimEnd(':'), line.Behind);

    /// <summary>"page DevOps Lead: the disk is full", "page @devops the disk is full". A label or a name may have several words.</summary>
    private static Command.Page Page(TypedLine line, Run run, AccessDirectory? access)
    {
        var names = run.Runbook.Contacts.Select(contact => contact.Label).Concat((access?.People ?? []).Select(person => person.Name));
        return LabelMatcher.Longest(line.Rest.TrimStart('@'), names) is var (known, symptom)
            ? new(known, symptom)
            : new(line.First.TrimEnd(':'), line.Behind);
    }

    /// <summary>"fill Scheduled Date: 2026-12-01". A label of the paper may have a colon in it.</summary>
    private static Command.Fill? Fill(TypedLine line, Run run)
    {
        var labels = run.Runbook.Information.Concat(run.Runbook.Contacts).Select(field => field.Label);
        if (line.Rest.Contains(':', StringComparison.Ordinal) && LabelMatcher.Longest(line.Rest, labels) is var (known, filled)) return new(known, filled);
        return line.Rest.Split(':', 2) is [var label, var value] ? new(label, value) : null;
    }

    private static Command.Judge? Judge(TypedLine line)
    {
        var (verdict, how) = TypedLine.Split(line.Behind);
        return verdict.ToLowerInvariant() switch
        {
            "done" => new(line.First, Done: true, how),
            "not-done" => new(line.First, Done: false, how),
            _ => null,
        };
    }

    /// <summary>A role may have several words: the longest one of the runbook that the text begins with, and what follows it.</summary>
    private static (string Role, string? Behind) RoleIn(string text, Run run)
    {
        if (LabelMatcher.Longest(text, run.Runbook.SignOffs.Select(line => line.Role)) is var (role, behind)) return (role, ItemRules.Given(behind));
        return SignOffOrder.Line(run.Runbook, text.Split(' ')[0]) is { } numbered
            ? (numbered.Role, ItemRules.Given(text[text.Split(' ')[0].Length..].Trim()))
            : (text, null);
    }
}
