using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;

namespace Tinedy.ChatOps.Slack.Interactions;

/// <summary>
/// What a person typed, in the form in which Slack sends it: three letters escaped; addresses, people, groups and channels wrapped. What is
/// recorded is evidence, so every letter comes back as it was typed, and a name as it was seen.
/// </summary>
internal sealed partial record TypedText(string Raw)
{
    private static readonly ImmutableDictionary<string, string> Nobody = ImmutableDictionary<string, string>.Empty;

    /// <summary>Accounts and channels that the text names by their ids alone: "@U0G9QF9C6", "#C024BE91L".</summary>
    public IEnumerable<string> Nameless => Token().Matches(Raw)
        .Where(token => token.Groups["id"].Success && token.Groups["label"].Value.Length == 0).Select(token => token.Groups["sign"].Value + token.Groups["id"].Value).Distinct();

    /// <summary>Without the mention of the bot at the beginning or the end; one in the middle is part of what was said.</summary>
    /// <param name="us">The bot's account; null where Slack does not say it: the first that is mentioned.</param>
    public TypedText WithoutUs(string? us)
    {
        var mentions = Token().Matches(Raw).Where(token => token.Groups["sign"].Value == "@");
        if (mentions.FirstOrDefault(token => us is null || token.Groups["id"].Value == us) is not { } mention) return this;
        var (before, after) = (Raw[..mention.Index], Raw[(mention.Index + mention.Length)..]);
        return string.IsNullOrWhiteSpace(before) ? new(after.TrimStart()) : string.IsNullOrWhiteSpace(after) ? new(before.TrimEnd()) : this;
    }

    /// <param name="names">By what <see cref="Nameless"/> says; whoever is not there keeps their id.</param>
    public string Read(IReadOnlyDictionary<string, string>? names = null)
    {
        var typed = new StringBuilder(Raw.Length);
        var at = 0;
        foreach (var token in Token().Matches(Raw).Cast<Match>())
        {
            typed.Append(Unescaped(Raw[at..token.Index])).Append(Seen(token, names ?? Nobody));
            at = token.Index + token.Length;
        }
        return typed.Append(Unescaped(Raw[at..])).ToString().Trim();
    }

    private static string Seen(Match token, IReadOnlyDictionary<string, string> names)
    {
        var label = Unescaped(token.Groups["label"].Value);
        if (token.Groups["id"] is { Success: true, Value: var id })
        {
            var sign = token.Groups["sign"].Value;
            return sign + (names.GetValueOrDefault(sign + id) ?? (label.Length > 0 ? label.TrimStart('@', '#') : id));
        }
        if (token.Groups["call"] is { Success: true, Value: var call }) return label.Length > 0 ? label : "@" + call[(call.LastIndexOf('^') + 1)..];
        var address = Unescaped(token.Groups["address"].Value);
        return label.Length == 0 ? address : IsMadeOf(address, label) ? label : $"{label} ({address})";
    }

    /// <summary>Slack made the address of what was typed, and not the person.</summary>
    private static bool IsMadeOf(string address, string label) =>
        !address.StartsWith("http", StringComparison.OrdinalIgnoreCase) || address.TrimEnd('/').EndsWith(label.TrimEnd('/'), StringComparison.OrdinalIgnoreCase);

    /// <summary>The ampersand last, so that what was typed as an escape stays one.</summary>
    private static string Unescaped(string text) => text
        .Replace("&lt;", "<", StringComparison.Ordinal).Replace("&gt;", ">", StringComparison.Ordinal).Replace("&amp;", "&", StringComparison.Ordinal);

    /// <summary>Only what Slack itself writes: anything else between such brackets was typed.</summary>
    [GeneratedRegex(@"<(?:(?<sign>[@#])(?<id>[A-Z0-9]+)|!(?<call>[a-z]+(?:\^[^<>|]*)?)|(?<address>(?:https?|mailto|tel|ftp|slack):[^<>|\s]+))(?:\|(?<label>[^<>]*))?>")]
    private static partial Regex Token();
}
