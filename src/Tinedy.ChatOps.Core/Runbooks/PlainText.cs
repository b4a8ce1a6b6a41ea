using System.Text;
using System.Text.RegularExpressions;
using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Tinedy.ChatOps.Core.Runbooks;

/// <summary>The words of one line of Markdown: no emphasis, no link targets, no comments.</summary>
internal static partial class PlainText
{
    /// <summary>Inline Markdown is read up to this length; some of its forms cost the square of it.</summary>
    public const int MaxLength = 2_000;

    private static readonly MarkdownPipeline Inlines = new MarkdownPipelineBuilder().Build();

    public static string Of(string markdown)
    {
        if (markdown.Length > MaxLength) markdown = markdown[..MaxLength];
        var words = new StringBuilder();
        try
        {
            // The letter in front keeps "# x", "- x" or "1. x" from becoming a block of their own.
            var document = Markdown.Parse("x " + markdown, Inlines);
            foreach (var block in document.Descendants<LeafBlock>())
            {
                if (block.Inline is not null) Append(block.Inline, words);
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

    private static void Append(ContainerInline container, StringBuilder words)
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
                case ContainerInline inner: Append(inner, words); break;
            }
        }
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
