using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Tinedy.ChatOps.SlackDouble.Workspaces;
using Tinedy.ChatOps.Testing.Surfaces;

namespace Tinedy.ChatOps.Slack.Tests.Surfaces;

/// <summary>
/// Slack's markup as its client shows it. What came alive is shown as such, so that the same words cannot be read where a mention, a
/// link or a format was made of them.
/// </summary>
internal static partial class ShownMarkup
{
    private const string LookAlikes = "\u2217\uff3f\u223c\u02cb\u2236";
    private const string Letters = "*_~`:";

    public static string Read(string mrkdwn)
    {
        var seen = Quotation().Replace(mrkdwn, "(quotation)");
        seen = Format().Replace(seen.Replace("```", "\n", StringComparison.Ordinal), "${words}");
        seen = EmojiCode().Replace(seen, "(emoji)");
        seen = Token().Replace(seen, token => Alive(token.Groups["what"].Value));
        return SeenContent.InOneLine(Plain(seen));
    }

    /// <summary>Without its title.</summary>
    public static string ReadBody(SlackView view) => Read(view.Words[view.Title.Length..]);

    /// <summary>All code blocks together.</summary>
    public static string? CommandIn(SlackView view)
    {
        var code = view.Blocks.EnumerateArray().Where(block => block.GetProperty("type").GetString() == "section")
            .Select(block => block.GetProperty("text").GetProperty("text").GetString()!).Where(text => text.StartsWith("```\n", StringComparison.Ordinal)).ToList();
        return code.Count == 0 ? null : string.Join('\n', code.Select(text => Plain(text[4..^3].TrimEnd('\n'))));
    }

    /// <summary>As the app drew them: with what is filled in from the start, and what was found wrong.</summary>
    public static IEnumerable<SeenField> FieldsOf(SlackView view) =>
        from block in view.Blocks.EnumerateArray()
        where block.GetProperty("type").GetString() == "input"
        let element = block.GetProperty("element")
        let answer = element.TryGetProperty("initial_value", out var text) ? text.GetString()! : element.TryGetProperty("initial_option", out var option) ? TextOf(option) : ""
        select new SeenField(block.GetProperty("label").GetProperty("text").GetString()!, answer, view.Errors.GetValueOrDefault(block.GetProperty("block_id").GetString()!));

    private static string TextOf(JsonElement option) => option.GetProperty("text").GetProperty("text").GetString()!;

    /// <summary>A time and a person's name are what we make of them ourselves.</summary>
    private static string Alive(string what)
    {
        if (what.StartsWith("!date^", StringComparison.Ordinal))
            return DateTimeOffset.FromUnixTimeSeconds(long.Parse(what.Split('^')[1], CultureInfo.InvariantCulture)).ToString("HH:mm", CultureInfo.InvariantCulture);
        return what.StartsWith("@U0", StringComparison.Ordinal) ? "@" + what[3..].ToLowerInvariant() : $"(alive: {what})";
    }

    private static string Plain(string text)
    {
        text = SeenContent.WithoutLookAlikes(text, LookAlikes, Letters);
        return text.Replace("&lt;", "<", StringComparison.Ordinal).Replace("&gt;", ">", StringComparison.Ordinal).Replace("&amp;", "&", StringComparison.Ordinal);
    }

    [GeneratedRegex("<(?<what>[^<>\n]+)>")]
    private static partial Regex Token();

    [GeneratedRegex(@"(?<![\w])(?<mark>[*_~`])(?<words>\S(?:[^\n]*?\S)?)\k<mark>(?![\w])")]
    private static partial Regex Format();

    [GeneratedRegex(@":[a-z][a-z0-9_+'-]*:")]
    private static partial Regex EmojiCode();

    [GeneratedRegex("^&gt;", RegexOptions.Multiline)]
    private static partial Regex Quotation();
}
