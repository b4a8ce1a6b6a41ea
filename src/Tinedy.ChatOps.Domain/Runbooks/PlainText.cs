using System.Collections.Frozen;
using System.Text;
using System.Text.RegularExpressions;
using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Tinedy.ChatOps.Domain.Runbooks;

/// <summary>The words of one line of Markdown: no emphasis, no link targets, no comments.</summary>
internal static partial class PlainText
{
    /// <summary>Inline Markdown is read up to this length; some of its forms cost the square of it.</summary>
    public const int MaxLength = 2_000;

    private static readonly MarkdownPipeline Inlines = new MarkdownPipelineBuilder().Build();

    public static string Of(string markdown) => Read(markdown, tags: true);

    /// <summary>The words as they name an item for ever: what stands in angle brackets was no part of that name from the first version on.</summary>
    public static string Naming(string markdown) => Read(markdown, tags: false);

    private static string Read(string markdown, bool tags)
    {
        if (markdown.Length > MaxLength) markdown = markdown[..MaxLength];
        var words = new StringBuilder();
        try
        {
            // The letter in front keeps "# x", "- x" or "1. x" from becoming a block of their own.
            var document = Markdown.Parse("x " + markdown, Inlines);
            foreach (var block in document.Descendants<LeafBlock>())
            {
                if (block.Inline is not null) Append(block.Inline, words, tags);
                words.Append(' ');
            }
        }
        catch (ArgumentException)
        {
            // Markdig refuses deep nesting ("[[[[…"): then the line's own characters are its words.
            return Spaces().Replace(markdown, " ").Trim();
        }
        return Spaces().Replace(words.ToString(), " ").Trim() is ['x', .. var rest] ? rest.Trim() : "";
    }

    private static void Append(ContainerInline container, StringBuilder words, bool tags)
    {
        foreach (var inline in container)
        {
            switch (inline)
            {
                case LiteralInline literal: words.Append(literal.Content.AsSpan()); break;
                case CodeInline code: words.Append(code.Content); break;
                case HtmlEntityInline entity: words.Append(entity.Transcoded.AsSpan()); break;
                case AutolinkInline link: words.Append(link.Url); break;
                case LineBreakInline: words.Append(' '); break;
                case HtmlInline html when tags: words.Append(Written(html.Tag)); break;
                case ContainerInline inner: Append(inner, words, tags); break;
            }
        }
    }

    /// <summary>
    /// "&lt;backup name&gt;" is a blank that somebody fills in and GitHub swallows: it is kept as it is written. Elements of HTML and comments
    /// are no words.
    /// </summary>
    private static string Written(string tag)
    {
        var name = TagName().Match(tag).Groups["name"].Value.ToLowerInvariant();
        return name is "br" or "p" or "div" or "li" or "td" ? " " : name.Length == 0 || Elements.Contains(name) ? "" : tag;
    }

    private static readonly FrozenSet<string> Elements = new[]
    {
        "a", "abbr", "b", "bdi", "bdo", "big", "center", "cite", "code", "dd", "del", "details", "dfn", "dl", "dt", "em", "font", "h1", "h2", "h3", "h4", "h5", "h6",
        "hr", "i", "img", "input", "ins", "kbd", "label", "mark", "ol", "pre", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "summary", "sup",
        "table", "tbody", "th", "thead", "time", "tr", "tt", "u", "ul", "var", "wbr",
    }.ToFrozenSet();

    [GeneratedRegex(@"^</?(?<name>[A-Za-z][A-Za-z0-9-]*)(?=[\s/>])")]
    private static partial Regex TagName();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
