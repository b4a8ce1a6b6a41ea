using System.Collections.Immutable;
using Tinedy.ChatOps.Application.Verbs;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Text;

namespace Tinedy.ChatOps.Application.Conversations;

/// <summary>Every verb that can be typed. Help, completions and what is suggested for a slip are made from this list.</summary>
internal static class VerbCatalogue
{
    /// <summary>Verbs of a run that come before those that only look, where a line is completed.</summary>
    private const int MostUsed = 4;

    public static HelpVerb Help { get; } = new();

    /// <summary>In the order in which they are offered.</summary>
    public static ImmutableArray<TypedVerb> All { get; } =
    [
        .. RunVerbs.All.Take(MostUsed),
        new StartVerb(), new RehearseVerb(), new StatusVerb(), Help, new HistoryVerb(), new ReportVerb(), new WhoAmIVerb(), new ScheduleVerb(),
        .. RunVerbs.All.Skip(MostUsed),
        new MirrorVerb(),
    ];

    private static readonly ImmutableDictionary<string, TypedVerb> ByName =
        All.SelectMany(verb => verb.Names, (verb, name) => (verb, name)).ToImmutableDictionary(one => one.name, one => one.verb);

    /// <summary>Every word that is understood as a verb.</summary>
    public static IReadOnlyCollection<string> Names { get; } = [.. All.SelectMany(verb => verb.Names)];

    /// <param name="typed">In lower case; an empty line asks for help.</param>
    public static TypedVerb? Named(string typed) => typed.Length == 0 ? Help : ByName.GetValueOrDefault(typed);

    /// <summary>No such verb, and what may have been meant.</summary>
    public static Refusal NoVerb(string typed) => new(RefusalReason.NotUnderstood, Suggestion.Nearest(typed, Names) is { } meant
        ? (Prose)$"Not understood: there is no verb \"{typed}\". Did you mean {(Prose)meant}? help lists what you can type."
        : $"Not understood: there is no verb \"{typed}\". help lists what you can type.");

    /// <summary>As help lists them.</summary>
    public static string Listed(VerbGroup group) => string.Join(" · ", All.Where(verb => verb.Group == group).Select(verb => verb.Help).OfType<string>());
}
