using System.Globalization;
using Tinedy.ChatOps.Domain.Text;

namespace Tinedy.ChatOps.Domain.Runbooks;

/// <summary>One list line with its comment and its block.</summary>
internal sealed class ItemReader(SourceText source, Findings findings)
{
    private const int MaxQuorum = 20;
    private const int MostAbove = 2;
    private const int LongestAbove = 60;
    private static readonly string[] Known = ["role", "quorum", "point-of-no-return"];
    private static readonly string[] KnownAtCriteria = ["watch"];
    private readonly CommandReader commands = new(source, findings);

    /// <summary>Something to do.</summary>
    public Item Read(DraftItem draft, string number, Func<string, ItemKey> keyOf) =>
        draft.Comments.Aggregate(ReadLine(draft, number, keyOf, commands.Read), WithComment);

    /// <summary>A rollback criterion: its block watches it.</summary>
    public Item ReadCriterion(DraftItem draft, string number, Func<string, ItemKey> keyOf)
    {
        var item = ReadLine(draft, number, keyOf, commands.ReadWatch);
        item = item with { WatchesMigration = item.Command?.Watch is null && CriterionWords.SayMigrationFailed(item.OwnText) };
        return draft.Comments.Aggregate(item, WithWatch);
    }

    private Item ReadLine(DraftItem draft, string number, Func<string, ItemKey> keyOf, Func<Markdig.Syntax.FencedCodeBlock, int, CommandBlock> block)
    {
        var written = WithoutQuoteMarks(source.Text[draft.Start..draft.End]);
        var own = PlainText.Of(draft.WordsEnd < draft.End ? WithoutQuoteMarks(source.Text[draft.Start..draft.WordsEnd]) : written);
        var above = Above(draft);
        if (draft.End - draft.Start > PlainText.MaxLength)
            findings.Error(draft.Line, "item-too-long", $"Item {number} has more than {PlainText.MaxLength} characters: nobody can read that on a board. Shorten it.");
        if (own.Length == 0)
            findings.Error(draft.Line, "item-without-text", $"Item {number} has no text, so nobody can know what a tick would mean. Write what is to be done, or delete the line.");
        var item = new Item
        {
            Key = keyOf(PlainText.Naming(written)),
            Number = number,
            Text = above is null ? own : $"{above}: {own}",
            Above = above,
            Line = draft.Line,
            Box = draft.Box is { } box ? source.ByteAt(box) : null,
            End = source.ByteAt(draft.End),
            TickedOnPaper = draft.Box is { } at && source.Text[at] != ' ',
            Command = draft.Fences.Count > 0 ? block(draft.Fences[0].Fence, draft.Fences[0].Start) : null,
        };
        foreach (var (_, start) in draft.Fences.Skip(1))
            findings.Warning(source.LineAt(start), "second-block", $"Only the first block of item {number} is its command; this one is never run. Give it an item of its own.");
        return item;
    }

    /// <summary>"Announce", "Announce: on Slack": what the line is nested under, shortened; null at the top of its list.</summary>
    private static string? Above(DraftItem draft)
    {
        var names = draft.Above.TakeLast(MostAbove).Select(words => Shortened(PlainText.Of(WithoutQuoteMarks(words)).TrimEnd(':', '：', '.', ' '))).Where(name => name.Length > 0).ToList();
        return names.Count == 0 ? null : string.Join(": ", names);
    }

    private static string Shortened(string name)
    {
        if (name.Length <= LongestAbove) return name;
        var at = name.LastIndexOf(' ', LongestAbove);
        return (at > LongestAbove / 2 ? name[..at] : name[..LongestAbove]) + "…";
    }

    private Item WithComment(Item item, (string Text, int Line) comment) =>
        AttributesOf(comment).Aggregate(item, (read, attribute) => With(read, attribute, comment.Line));

    private Item WithWatch(Item criterion, (string Text, int Line) comment)
    {
        foreach (var attribute in AttributesOf(comment))
        {
            if (attribute is { Name: "watch", Value: "people" }) criterion = criterion with { WatchesMigration = false };
            else if (attribute is { Name: "watch", Value: "migration-failed" } && criterion.Command?.Watch is null) criterion = criterion with { WatchesMigration = true };
            else if (attribute.Name == "watch") findings.Error(comment.Line, "attribute-value", "\"watch\" of a criterion without a block is migration-failed or people: watch=migration-failed.");
            else findings.Warning(comment.Line, "unknown-attribute", $"The attribute \"{attribute.Name}\" is unknown at a criterion and has no effect. {Suggestion.For(attribute.Name, KnownAtCriteria)}");
        }
        return criterion;
    }

    private List<Attributes.Attribute> AttributesOf((string Text, int Line) comment)
    {
        if (Attributes.TryRead(comment.Text.ReplaceLineEndings(" "), out var attributes, out var problem)) return attributes;
        findings.Error(comment.Line, "item-comment", $"This comment for ChatOps cannot be read: {problem}.");
        return [];
    }

    private Item With(Item item, Attributes.Attribute attribute, int line)
    {
        switch (attribute)
        {
            case { Name: "role", Value: { } role } when item.Role is null && !string.IsNullOrWhiteSpace(role):
                return item with { Role = role.Trim() };
            case { Name: "quorum", Value: { } text } when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var quorum) && quorum is >= 1 and <= MaxQuorum:
                return item with { Quorum = quorum };
            case { Name: "point-of-no-return", Value: null or "true" }:
                return item with { IsPointOfNoReturn = true };
            case { Name: "point-of-no-return" }:
                findings.Error(line, "attribute-value", "\"point-of-no-return\" stands alone.");
                break;
            case { Name: "role" }:
                findings.Error(line, "attribute-value", "\"role\" needs one name: role=\"Lead Developer\".");
                break;
            case { Name: "quorum" }:
                findings.Error(line, "attribute-value", FormattableString.Invariant($"\"quorum\" needs a number from 1 to {MaxQuorum}: quorum=2."));
                break;
            default:
                findings.Warning(line, "unknown-attribute", $"The attribute \"{attribute.Name}\" is unknown and has no effect. {Suggestion.For(attribute.Name, Known)}");
                break;
        }
        return item;
    }

    /// <summary>An item that wraps inside a quote carries the quote's marks at each further line.</summary>
    private static string WithoutQuoteMarks(string text) => text.Contains('\n', StringComparison.Ordinal)
        ? string.Join('\n', text.Split('\n').Select((line, index) => index == 0 ? line : line.TrimStart(' ', '\t', '>')))
        : text;
}
