using System.Text.RegularExpressions;

namespace Tinedy.ChatOps.Teams.Interactions;

/// <summary>
/// What a person typed, letter by letter: it is evidence. Teams sends it twice, as HTML in an attachment, which is exact, and as a text
/// with mentions in it. Mentions become the names that were seen; spaces that a client made unbreakable become the spaces that were pressed.
/// </summary>
internal static partial class TypedText
{
    public static string Of(Activity activity)
    {
        var html = activity.Attachments?.FirstOrDefault(part => part is { ContentType: "text/html", Content.ValueKind: System.Text.Json.JsonValueKind.String })?.Content!.Value.GetString()
            ?? (activity.TextFormat == "xml" ? activity.Text : null);
        var mentions = (activity.Entities ?? []).Where(entity => entity is { Type: "mention", Text.Length: > 0 }).ToList();
        var us = activity.Recipient!.Id;
        var text = html is not null ? HtmlText.Read(html, name => NameOf(mentions, name, us)) : Plain(activity.Text ?? "", mentions, us);
        return WithoutUs(LineBreak().Replace(text, "\n").Replace('\u00a0', ' '));
    }

    private static string Plain(string text, List<EntityPart> mentions, string us)
    {
        foreach (var mention in mentions)
        {
            var start = text.IndexOf(mention.Text!, StringComparison.Ordinal);
            if (start >= 0) text = text.Remove(start, mention.Text!.Length).Insert(start, Seen(mention, us));
        }
        return text.Replace("&nbsp;", " ", StringComparison.Ordinal);
    }

    private static string NameOf(List<EntityPart> mentions, string name, string us) =>
        mentions.FirstOrDefault(mention => Tag().Replace(mention.Text!, "") == name) is { } mention ? Seen(mention, us) : "@" + name;

    /// <summary>The bot's own mention is marked, so that it can be told from a name that somebody typed.</summary>
    private static string Seen(EntityPart mention, string us) => mention.Mentioned?.Id == us ? Us + Tag().Replace(mention.Text!, "") + Us : "@" + mention.Mentioned?.Name;

    /// <summary>Without the mention of the bot at the beginning or the end; one in the middle is part of what was said.</summary>
    private static string WithoutUs(string text)
    {
        text = text.Trim();
        var mentioned = OurName().Match(text);
        if (mentioned.Success && (mentioned.Index == 0 || mentioned.Index + mentioned.Length == text.Length)) text = text.Remove(mentioned.Index, mentioned.Length);
        return OurName().Replace(text, "@${name}").Trim();
    }

    /// <summary>A letter that no client can send: it is not allowed in XML.</summary>
    private const char Us = '\u0001';

    [GeneratedRegex("\u0001(?<name>[^\u0001]*)\u0001")]
    private static partial Regex OurName();

    [GeneratedRegex(@"</?at[^>]*>", RegexOptions.IgnoreCase)]
    private static partial Regex Tag();

    [GeneratedRegex(@"\r\n?")]
    private static partial Regex LineBreak();
}
