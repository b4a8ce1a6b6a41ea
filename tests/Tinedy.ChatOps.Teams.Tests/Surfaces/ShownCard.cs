using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Tinedy.ChatOps.TeamsDouble.Tenants;
using Tinedy.ChatOps.Testing.Surfaces;

namespace Tinedy.ChatOps.Teams.Tests.Surfaces;

/// <summary>
/// A card as a client of Teams shows it. What came alive is shown as such, so that the same words cannot be read where a mention, a link
/// or a format was made of them.
/// </summary>
internal static partial class ShownCard
{
    private const string LookAlikes = "\u2217\uff3f\u223c\u02cb\u29f5";
    private const string Letters = "*_~`\\";

    public static string Read(TeamsCard card)
    {
        var seen = card.Words;
        foreach (var mention in Mentions(card)) seen = seen.Replace(mention, "@" + mention[4..^5], StringComparison.Ordinal);
        seen = Time().Replace(seen, time => DateTimeOffset.Parse(time.Groups["at"].Value, CultureInfo.InvariantCulture).ToString("HH:mm", CultureInfo.InvariantCulture));
        seen = Function().Replace(seen, "(function)");
        seen = Bold().Replace(seen, "${words}");
        seen = Format().Replace(seen, "(format)");
        seen = Link().Replace(seen, "(link)");
        seen = Block().Replace(seen, "(block)");
        seen = Entity().Replace(seen, "(entity)");
        return SeenContent.InOneLine(Plain(seen));
    }

    /// <summary>The command that a dialog shows, letter by letter; null without one.</summary>
    public static string? CommandIn(TeamsCard card) =>
        card.Elements.Where(element => element.TryGetProperty("id", out var id) && id.GetString() == "command").Select(element => string.Join('\n', element.GetProperty("items").EnumerateArray().Select(Run))).FirstOrDefault();

    /// <summary>What stands under a field; null: nothing is wrong.</summary>
    public static string? ErrorOf(TeamsCard card, string field) =>
        card.Elements.Where(element => element.TryGetProperty("id", out var id) && id.GetString() == "error:" + field).Select(element => Plain(element.GetProperty("text").GetString()!)).FirstOrDefault();

    private static string Run(JsonElement line) => string.Concat(line.GetProperty("inlines").EnumerateArray().Select(run => run.GetProperty("text").GetString())).Replace('\u00a0', ' ').TrimEnd();

    private static IEnumerable<string> Mentions(TeamsCard card) => card.Json.TryGetProperty("msteams", out var teams) && teams.TryGetProperty("entities", out var entities)
        ? entities.EnumerateArray().Select(mention => mention.GetProperty("text").GetString()!)
        : [];

    private static string Plain(string text) => SeenContent.WithoutLookAlikes(text, LookAlikes, Letters);

    [GeneratedRegex(@"\{\{TIME\((?<at>[0-9TZ:-]+)\)\}\}")]
    private static partial Regex Time();

    [GeneratedRegex(@"\{\{[A-Z]+\([^)]*\)\}\}")]
    private static partial Regex Function();

    [GeneratedRegex(@"^\*\*(?<words>[\w' .]+:?)\*\*(?=\s)", RegexOptions.Multiline)]
    private static partial Regex Bold();

    [GeneratedRegex(@"[*`]|(?<![\p{L}\p{N}])_(?=\S)|~~")]
    private static partial Regex Format();

    [GeneratedRegex(@"\]\(|://|<at>|<[a-zA-Z/]")]
    private static partial Regex Link();

    [GeneratedRegex(@"^(?:[-+#>]|\d+[.)] )", RegexOptions.Multiline)]
    private static partial Regex Block();

    [GeneratedRegex("&[a-zA-Z#]")]
    private static partial Regex Entity();
}
