using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Text;
using Tinedy.ChatOps.Presentation.Boards;
using Tinedy.ChatOps.Teams.AdaptiveCards;

namespace Tinedy.ChatOps.Teams.Drawing;

/// <summary>Lines and rows on their way to elements: a row with one short button has it beside its text, one with more beneath it.</summary>
/// <param name="press">How a button of a row is drawn here.</param>
internal sealed class CardBuilder(Markup markup, Func<Button, CardAction> press)
{
    /// <summary>Of a line that a step printed.</summary>
    private const int OutputWidth = 60;

    /// <summary>Said, because a client draws a heading without a size as large as the state line, which has to lead.</summary>
    public const string HeadingSize = "medium";

    private readonly List<Element> elements = [];

    public ImmutableArray<Element> Elements => [.. elements];

    public CardBuilder Add(Element element)
    {
        elements.Add(element);
        return this;
    }

    public CardBuilder Line(Prose prose, int most = Limits.Text) => prose.IsEmpty ? this : Add(new Element.TextBlock(markup.Write(prose, most)) { Spacing = "small" });

    public CardBuilder Faint(Prose prose, int most = Limits.Text) => prose.IsEmpty ? this : Add(new Element.TextBlock(markup.Write(prose, most)) { Spacing = "small", IsSubtle = true, Size = "small" });

    public CardBuilder Heading(Prose prose, int most = 300) =>
        prose.IsEmpty ? this : Add(new Element.TextBlock(markup.Write(prose, most)) { Size = HeadingSize, Weight = "bolder", Style = "heading" });

    public CardBuilder Buttons(IEnumerable<CardAction> actions)
    {
        foreach (var row in ButtonRows.Of(actions)) Add(new Element.ActionSet(row) { Spacing = "small" });
        return this;
    }

    /// <summary>A row with its mark, details, output and buttons.</summary>
    /// <param name="most">Letters of the row's own text, and of each of its details.</param>
    public CardBuilder Row(Row row, int most)
    {
        ImmutableArray<Element> words =
        [
            new Element.TextBlock($"{row.Mark.Sign()} {markup.Write(row.Text, most)}") { Spacing = "none" },
            .. row.Details.Select(detail => new Element.TextBlock(markup.Write(detail, most)) { Spacing = "none", IsSubtle = true, Size = "small" }),
            .. row.Output.Length == 0 ? [] : new Element[] { Output(row.Output) },
        ];
        if (row.Buttons is [var only] && only.Label.Length <= ButtonRows.BesideText)
            return Add(new Element.ColumnSet([new("stretch", words) { VerticalContentAlignment = "center" }, new("auto", [new Element.ActionSet([press(only)])])]) { Spacing = "small" });
        return Add(new Element.Container(words) { Spacing = "small" }).Buttons(row.Buttons.Select(press));
    }

    /// <summary>Lines that a program printed, as they are.</summary>
    public static Element Output(IEnumerable<string> lines) => Literal(lines.Select(line => Fitting.Narrow(line, OutputWidth)), null);

    /// <summary>Lines letter by letter, to the last one.</summary>
    public static Element Literal(IEnumerable<string> lines, string? id) => new Element.Container(
        [.. lines.Select(line => new Element.RichTextBlock([new(Unfolded(Legible.Visible(line))) { FontType = "monospace", Size = "small" }]) { Spacing = "none" })])
    {
        Id = id,
        Style = "emphasis",
        Spacing = "small",
    };

    /// <summary>Without an indentation a client would show it at the left; an empty line would not be there.</summary>
    private static string Unfolded(string line)
    {
        var text = line.TrimStart(' ');
        return text.Length == 0 ? "\u00a0" : new string('\u00a0', line.Length - text.Length) + text;
    }
}
