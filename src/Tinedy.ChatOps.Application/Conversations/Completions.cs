using Tinedy.ChatOps.Domain.Access;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Domain.Runs;

namespace Tinedy.ChatOps.Application.Conversations;

/// <summary>How a line may go on: verbs first, then the items or roles that the verb could be about now.</summary>
internal static class Completions
{
    private const int Most = 8;
    private const string Prefix = "/migrate ";

    private static readonly (string Verb, string Hint)[] Always =
    [
        ("start", "post a checklist as a new run"), ("rehearse", "the same, and no command runs"), ("status", "where the run is"), ("help", "what you can type"),
        ("history", "the runs so far"), ("report", "the filled-in checklist"), ("whoami", "your roles"),
        ("schedule", "start a run at a moment, or move it"), ("mirror", "show a run here too"),
    ];

    private static readonly (string Verb, string Hint)[] InARun =
    [
        ("done", "mark an item done"), ("run", "start a step"), ("skip", "skip an item, with a reason"), ("undo", "take back your tick"), ("accept-ticks", "answer for what the paper had ticked"),
        ("sign", "sign for a role"), ("note", "write a note"), ("cancel", "stop a running step"), ("retry", "start a failed step again"),
        ("judge", "answer an unknown outcome"), ("decline", "say why you do not sign yet"), ("fill", "fill in a field"),
        ("ack", "you are on it"), ("page", "call an emergency contact"), ("raise", "raise an alert"), ("false-alarm", "end an alert, with a reason"), ("tell", "tell stakeholders; asks first"), ("drill", "try whether the contacts can be reached"),
        ("rollback", "go back; asks first"), ("approve-rollback", "a rollback need not wait for you"), ("break-glass", "pass a gate that is not met, with a reason"), ("abort", "end the run; asks first"), ("begin", "start a scheduled run now"), ("cause", "note the cause of a rollback"), ("unlock", "free the environment"), ("accept-journal", "go on with the journal as it is now, with a reason"),
    ];

    private static readonly string[] AboutItems = ["done", "check", "undo", "skip", "break-glass", "run", "cancel", "retry", "judge", "take"];

    /// <summary>Every verb that can be typed.</summary>
    public static IReadOnlyCollection<string> All { get; } = [.. Always.Select(offer => offer.Verb).Union(CommandParser.Verbs)];

    public static IReadOnlyList<Completion> For(string typed, Run? run, Person? asker, AccessDirectory access, IReadOnlyList<string> runbooks, DateTimeOffset now)
    {
        if (asker is null) return [];
        var line = TypedLine.Read(typed);
        if (line.Run is not null && run is null) return [];
        var context = run is null ? null : new DialogContext(run, access, asker, now);
        var verbIsWhole = line.Rest.Length > 0 || (line.Verb.Length > 0 && char.IsWhiteSpace(typed[^1]));
        var offers = !verbIsWhole ? Verbs(line.Verb, context)
            : line.Verb is "start" or "rehearse" ? Starts(line, access, runbooks)
            : context is not null && line.Behind.Length == 0 ? Objects(line.Verb, context)
            : line.Verb is "sign" or "decline" or "approve-rollback" && context is not null ? Objects(line.Verb, context)
            : [];
        var begun = verbIsWhole ? $"{line.Verb} {line.Rest}" : line.Verb;
        var front = Prefix + (line.Run is null ? "" : line.Run + " ");
        return [.. offers.Where(offer => offer.Text.StartsWith(begun, StringComparison.OrdinalIgnoreCase)).Take(Most).Select(offer => offer with { Text = front + offer.Text })];
    }

    private static IEnumerable<Completion> Verbs(string begun, DialogContext? context) =>
        (context is { Run.GoesOn: true } ? InARun.Take(4).Concat(Always).Concat(InARun.Skip(4)) : Always)
        .Where(offer => offer.Verb.StartsWith(begun, StringComparison.Ordinal))
        .Where(offer => Always.Contains(offer) || Works(offer.Verb, context!))
        .Select(offer => new Completion(offer.Verb, offer.Hint));

    private static IEnumerable<Completion> Starts(TypedLine line, AccessDirectory access, IReadOnlyList<string> runbooks) =>
        from runbook in runbooks from environment in access.Environments select new Completion($"{line.Verb} {runbook} {environment.Name}", "start this runbook there");

    /// <summary>What the verb could be about now, for this person; the decision itself is asked, so nothing is offered in vain.</summary>
    private static IEnumerable<Completion> Objects(string verb, DialogContext context)
    {
        var run = context.Run;
        var roles = verb switch { "sign" or "decline" => run.Runbook.SignOffs.Select(line => line.Role), "approve-rollback" => run.Runbook.RollbackRoles, _ => null };
        if (roles is not null) return roles.Where(role => DecisionPreview.Accepts(context, verb, role)).Select(role => new Completion($"{verb} {role}", "you hold it"));
        if (!AboutItems.Contains(verb)) return [];
        return run.Runbook.Tickable.Where(item => DecisionPreview.Accepts(context, verb, item.Number)).Select(item => new Completion($"{verb} {item.Number}", item.Text));
    }

    private static bool Works(string verb, DialogContext context) => verb switch
    {
        "fill" => !context.Run.IsOver && context.Run.Runbook.Information.Concat(context.Run.Runbook.Contacts).Any(),
        "rollback" or "abort" => DecisionPreview.Accepts(context, verb, context.Run.ShortId),
        "tell" => DecisionPreview.Accepts(context, verb, "what they read"),
        "accept-ticks" => DecisionPreview.Accepts(context, verb, verb),
        "page" => context.Run.GoesOn,
        "raise" => DecisionPreview.Accepts(context, verb, "1"),
        "note" or "cause" or "accept-journal" or "unlock" or "drill" or "ack" or "false-alarm" or "begin" => DecisionPreview.Accepts(context, verb, verb),
        _ => Objects(verb, context).Any(),
    };
}
