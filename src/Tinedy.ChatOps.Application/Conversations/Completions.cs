using Tinedy.ChatOps.Application.Verbs;
using Tinedy.ChatOps.Domain.Access;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Domain.Runs;

namespace Tinedy.ChatOps.Application.Conversations;

/// <summary>How a line may go on: verbs first, then the items or roles that the verb could be about now.</summary>
internal static class Completions
{
    private const int Most = 8;
    private const string Prefix = "/migrate ";

    public static IReadOnlyList<Completion> For(string typed, Run? run, Person? asker, AccessDirectory access, IReadOnlyList<string> runbooks, DateTimeOffset now)
    {
        if (asker is null) return [];
        var line = TypedLine.Read(typed);
        if (line.Run is not null && run is null) return [];
        var context = run is null ? null : new DialogContext(run, access, asker, now);
        var verbIsWhole = line.Rest.Length > 0 || (line.Verb.Length > 0 && char.IsWhiteSpace(typed[^1]));
        var offers = !verbIsWhole ? Verbs(line.Verb, context) : Operands(line, context, access, runbooks);
        var begun = verbIsWhole ? $"{line.Verb} {line.Rest}" : line.Verb;
        var front = Prefix + (line.Run is null ? "" : line.Run + " ");
        return [.. offers.Where(offer => offer.Text.StartsWith(begun, StringComparison.OrdinalIgnoreCase)).Take(Most).Select(offer => offer with { Text = front + offer.Text })];
    }

    /// <summary>Of a run only what would be accepted; without one that goes on, only what begins one or looks.</summary>
    private static IEnumerable<Completion> Verbs(string begun, DialogContext? context) =>
        from verb in VerbCatalogue.All
        where verb.Name.StartsWith(begun, StringComparison.Ordinal)
        where verb is not RunVerb acts || (context is { Run.GoesOn: true } && acts.Works(context))
        select new Completion(verb.Name, verb.Hint);

    private static IEnumerable<Completion> Operands(TypedLine line, DialogContext? context, AccessDirectory access, IReadOnlyList<string> runbooks) => VerbCatalogue.Named(line.Verb) switch
    {
        StartVerb or RehearseVerb => from runbook in runbooks from environment in access.Environments select new Completion($"{line.Verb} {runbook} {environment.Name}", "start this runbook there"),
        // A name may have several words, an item is one.
        RunVerb acts when context is not null && (line.Behind.Length == 0 || acts.IsAboutAName) => acts.Operable(context).Select(one => new Completion($"{line.Verb} {one.Text}", one.Hint)),
        _ => [],
    };
}
