using System.Globalization;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Domain.Text;
using Tinedy.ChatOps.Slack.BlockKit;

namespace Tinedy.ChatOps.Slack.Drawing;

/// <summary>Prose as Slack's mrkdwn. The one place that writes markup: times become the reader's own, people are called or named, the rest is text.</summary>
/// <param name="team">The workspace: only its own accounts can be mentioned there.</param>
internal sealed class Markup(string team)
{
    /// <summary>At most so many letters as Slack counts them; what is cut is counted.</summary>
    public string Write(Prose prose, int most = Limits.SectionText) => Fitting.Pieces([.. prose.Parts.SelectMany(Pieces)], most);

    /// <inheritdoc cref="Fitting.Lines"/>
    public static string Lines(IReadOnlyList<string> lines, int most = Limits.SectionText) => Fitting.Lines(lines, most);

    /// <summary>For a message's <c>text</c>: what is read aloud and shown in a notification. No date tokens: not every place that shows it knows them.</summary>
    public static string Aloud(Prose prose) => Legible.Cut(ForeignText.Escape(ForeignText.Tame(prose.ToString())), Limits.MessageText - 100);

    /// <summary>Lines that a program printed, as they are.</summary>
    /// <param name="width">Letters of a line; more are counted.</param>
    public static string Code(IEnumerable<string> lines, int width, int most)
    {
        var pieces = lines.SelectMany(line => Letters(ForeignText.TameCode(Fitting.Narrow(line, width))).Append("\n")).ToList();
        return $"```\n{Fitting.Pieces(pieces, most - 8)}```";
    }

    public string? AccountOf(Person person) =>
        person.Identities.FirstOrDefault(account => account.Platform == "slack" && account.Tenant == team) is { User.Length: > 0 } found ? found.User : null;

    private IEnumerable<string> Pieces(ProsePart part) => part switch
    {
        ProsePart.Ours ours => Letters(ours.Text),
        ProsePart.Foreign foreign => Letters(ForeignText.Tame(foreign.Text)),
        ProsePart.Name name => Letters(ForeignText.Tame("@" + name.Who.Name)),
        ProsePart.Mention mention when AccountOf(mention.Who) is { } user => [$"<@{user}>"],
        ProsePart.Mention mention => Letters(ForeignText.Tame("@" + mention.Who.Name)),
        ProsePart.Clock clock => [Clock(clock.At)],
        _ => throw new System.Diagnostics.UnreachableException(part.GetType().Name),
    };

    /// <summary>The reader's own time, and UTC by name where a client cannot.</summary>
    private static string Clock(DateTimeOffset at) => string.Create(CultureInfo.InvariantCulture,
        $"<!date^{at.ToUnixTimeSeconds()}^{{time}}|{Durations.Clock(at, TimeZoneInfo.Utc)} UTC>");

    private static IEnumerable<string> Letters(string text) => text.EnumerateRunes().Select(rune => ForeignText.Escape(rune.ToString()));
}
