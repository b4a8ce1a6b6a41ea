using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Tinedy.ChatOps.Teams.Interactions;

/// <summary>The HTML that a client of Teams makes of what is typed, read back: paragraphs are lines, a picture of a letter is that letter.</summary>
internal sealed partial class HtmlText
{
    private static readonly HashSet<string> Lines = ["p", "div", "li", "ul", "ol", "pre", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "table", "tr"];

    private readonly StringBuilder text = new();
    private readonly Func<string, string> named;

    /// <summary>Inside of preformatted text, where line breaks are meant.</summary>
    private bool isLiteral;

    /// <summary>The link that is open, and where its words begin.</summary>
    private (string Address, int From)? link;

    /// <summary>Where the mention that is open begins.</summary>
    private int? mention;

    private HtmlText(Func<string, string> named) => this.named = named;

    /// <param name="named">What stands for a mention of this name.</param>
    public static string Read(string html, Func<string, string> named)
    {
        var reading = new HtmlText(named);
        var at = 0;
        foreach (var tag in Tag().Matches(html).Cast<Match>())
        {
            reading.Append(html[at..tag.Index]);
            at = tag.Index + tag.Length;
            var name = tag.Groups["name"].Value.ToLowerInvariant();
            if (tag.Groups["end"].Length > 0) reading.Close(name);
            else reading.Open(name, tag.Value);
        }
        reading.Append(html[at..]);
        return reading.text.ToString().TrimEnd('\n');
    }

    private void Open(string name, string tag)
    {
        if (name == "br") text.Append('\n');
        else if (name is "img" or "emoji") text.Append(Attribute(tag, "alt"));
        else if (name == "a" && Attribute(tag, "href") is { } address) link = (address, text.Length);
        else if (name == "at" || (name == "span" && tag.Contains("schema.skype.com/Mention", StringComparison.Ordinal))) mention = text.Length;
        if (name == "pre") isLiteral = true;
        BeginLine(name);
    }

    private void Close(string name)
    {
        if (name == "a" && link is { } open)
        {
            if (!IsMadeOf(open.Address, From(open.From))) text.Append(" (").Append(open.Address).Append(')');
            link = null;
        }
        else if (name is "at" or "span" && mention is { } from)
        {
            var whom = From(from);
            text.Length = from;
            text.Append(named(whom));
            mention = null;
        }
        if (name == "pre") isLiteral = false;
        BeginLine(name);
    }

    private void BeginLine(string name)
    {
        if (Lines.Contains(name) && text.Length > 0 && text[^1] != '\n') text.Append('\n');
    }

    /// <summary>Line breaks between tags only lay out the HTML.</summary>
    private void Append(string piece) => text.Append(WebUtility.HtmlDecode(isLiteral ? piece : piece.Trim('\r', '\n').ReplaceLineEndings(" ")));

    private string From(int place) => text.ToString(place, text.Length - place);

    private static string? Attribute(string tag, string name) => Attributes().Matches(tag)
        .Where(found => found.Groups["name"].Value.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(found => WebUtility.HtmlDecode(found.Groups["value"].Value)).FirstOrDefault();

    /// <summary>The client made the address of what was typed, and not the person.</summary>
    private static bool IsMadeOf(string address, string label) => address.TrimEnd('/').EndsWith(label.Trim().TrimEnd('/'), StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"<(?<end>/?)(?<name>[a-zA-Z][a-zA-Z0-9]*)(?:\s[^<>]*)?/?>|<!--.*?-->", RegexOptions.Singleline)]
    private static partial Regex Tag();

    [GeneratedRegex("""(?<name>[a-zA-Z-]+)\s*=\s*(?:"(?<value>[^"]*)"|'(?<value>[^']*)')""")]
    private static partial Regex Attributes();
}
