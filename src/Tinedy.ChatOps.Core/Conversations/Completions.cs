using Tinedy.ChatOps.Core.People;
using Tinedy.ChatOps.Core.Runs;

namespace Tinedy.ChatOps.Core.Conversations;

/// <summary>How a line may go on: verbs first, then the items or roles that the verb could be about now.</summary>
internal static class Completions
{
    private const int Most = 8;
    private const string Prefix = "/migrate ";

    private static readonly (string Verb, string Hint)[] Always =
    [
        ("start", "post a checklist as a new run"), ("status", "where the run is"), ("help", "what you can type"),
        ("history", "the runs so far"), ("report", "the filled-in checklist"), ("whoami", "your roles"),
    ];

    private static readonly (string Verb, string Hint)[] InARun =
    [
        ("done", "mark an item done"), ("run", "start a step"), ("skip", "skip an item, with a reason"), ("undo", "take back your tick"),
        ("sign", "sign for a role"), ("note", "write a note"), ("cancel", "stop a running step"), ("retry", "start a failed step again"),
        ("judge", "answer an unknown outcome"), ("decline", "say why you do not sign yet"), ("fill", "fill in a field"),
        ("rollback", "go back; asks first"), ("abort", "end the run; asks first"), ("cause", "note the cause of a rollback"), ("unlock", "free the environment"),
    ];

    public static IReadOnlyList<Completion> For(string typed, Run? run, Person? asker, House house, IReadOnlyList<string> runbooks)
    {
        if (asker is null) return [];
        var line = TypedLine.Read(typed);
        var verbIsWhole = line.Rest.Length > 0 || (line.Verb.Length > 0 && typed.EndsWith(' '));
        var offers = verbIsWhole ? Objects(line, run, asker, house, runbooks) : Verbs(line.Verb, run);
        return [.. offers.Take(Most)];
    }

    private static IEnumerable<Completion> Verbs(string begun, Run? run) =>
        (run is { HoldsEnvironment: true } ? InARun.Take(4).Concat(Always).Concat(InARun.Skip(4)) : Always)
        .Where(offer => offer.Verb.StartsWith(begun, StringComparison.Ordinal))
        .Select(offer => new Completion(Prefix + offer.Verb, offer.Hint));

    private static IEnumerable<Completion> Objects(TypedLine line, Run? run, Person asker, House house, IReadOnlyList<string> runbooks)
    {
        if (line.Verb == "start") return runbooks.SelectMany(runbook => house.Environments.Select(environment => (runbook, environment.Name)))
            .Select(pair => new Completion($"{Prefix}start {pair.runbook} {pair.Name}", "start this runbook there"))
            .Where(offer => offer.Text.StartsWith($"{Prefix}start {line.Rest}", StringComparison.OrdinalIgnoreCase));
        if (run is null || line.Behind.Length > 0) return [];
        if (line.Verb is "sign" or "decline")
            return run.Runbook.SignOffs
                .Where(role => !run.Signatures.ContainsKey(role.Role) && house.HoldersOf(run.Runbook, role.Role).Contains(asker))
                .Where(role => role.Role.StartsWith(line.Rest, StringComparison.OrdinalIgnoreCase))
                .Select(role => new Completion($"{Prefix}{line.Verb} {role.Role}", "you hold it"));
        return run.Runbook.Tickable
            .Where(item => Fits(line.Verb, run, item) && item.Number.StartsWith(line.First, StringComparison.Ordinal))
            .Select(item => new Completion($"{Prefix}{line.Verb} {item.Number}", item.Text));
    }

    private static bool Fits(string verb, Run run, Runbooks.Item item) => (verb, run.StatusOf(item)) switch
    {
        ("done" or "check", ItemStatus.Open) => Gate.For(run, item).IsOpen,
        ("run", ItemStatus.Open) => item.IsStep && Gate.For(run, item).IsOpen,
        ("skip", ItemStatus.Open or ItemStatus.Failed) => true,
        ("undo", ItemStatus.Done or ItemStatus.Skipped) => run[item].Ticks.Length > 0 || run[item].Skipped is not null,
        ("cancel", ItemStatus.Running) => true,
        ("retry", ItemStatus.Failed) => true,
        ("judge", ItemStatus.Unknown) => true,
        ("take", ItemStatus.Failed or ItemStatus.Unknown) => true,
        _ => false,
    };
}
