using System.Globalization;
using System.Text.RegularExpressions;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Domain.Text;
using Tinedy.ChatOps.Teams.AdaptiveCards;
using Tinedy.ChatOps.Teams.Connection;

namespace Tinedy.ChatOps.Teams.Drawing;

/// <summary>
/// Prose as a card's text. The one place that writes markup: times become the reader's own, people are called or named, the rest is text.
/// Made anew for every card, because it gathers whom that card calls.
/// </summary>
/// <param name="tenant">Only its own accounts can be mentioned.</param>
internal sealed partial class Markup(string tenant)
{
    private readonly Dictionary<string, Mention> called = [];

    /// <summary>What the card says beside its text: who is called in it, and that it is wide.</summary>
    public Msteams Card => new("Full", called.Count == 0 ? null : [.. called.Values]);

    /// <summary>For one person alone: others are named there and not called.</summary>
    public static Markup Private() => new("");

    /// <summary>One line break within a text block is swallowed: an empty line stands for each.</summary>
    public string Write(Prose prose, int most = Limits.Text) => Paragraphs(Fitting.Pieces([.. prose.Parts.SelectMany(Pieces)], most));

    /// <inheritdoc cref="Write"/>
    public static string Paragraphs(string text) => LineBreaks().Replace(text, "\n\n");

    /// <summary>What is read aloud and shown in a notification: no markup, times in UTC by name.</summary>
    public static string Aloud(Prose prose) => Legible.Cut(Legible.Visible(prose.ToString()), Limits.Summary);

    public static string? AccountOf(Person person, string tenant) =>
        person.Identities.FirstOrDefault(account => account.Platform == TeamsPlatform.Name && account.Tenant == tenant) is { User.Length: > 0 } found ? found.User : null;

    private IEnumerable<string> Pieces(ProsePart part) => part switch
    {
        ProsePart.Ours ours => Letters(ours.Text),
        ProsePart.Foreign foreign => Letters(ForeignText.Tame(foreign.Text)),
        ProsePart.Name name => Letters(ForeignText.Tame("@" + name.Who.Name)),
        ProsePart.Mention mention when AccountOf(mention.Who, tenant) is { } user => [Call(mention.Who, user)],
        ProsePart.Mention mention => Letters(ForeignText.Tame("@" + mention.Who.Name)),
        ProsePart.Clock clock => [Clock(clock.At)],
        _ => throw new System.Diagnostics.UnreachableException(part.GetType().Name),
    };

    private string Call(Person who, string user)
    {
        var text = $"<at>{who.Name}</at>";
        called[text] = new(text, new(user, who.Name));
        return text;
    }

    /// <summary>The client fills in the reader's own time.</summary>
    private static string Clock(DateTimeOffset at) => string.Create(CultureInfo.InvariantCulture, $"{{{{TIME({at.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ})}}}}");

    private static IEnumerable<string> Letters(string text) => text.EnumerateRunes().Select(rune => rune.ToString());

    [GeneratedRegex(@"(\r?\n)+")]
    private static partial Regex LineBreaks();
}
