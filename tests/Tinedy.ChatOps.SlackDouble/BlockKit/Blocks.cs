using System.Text.Json;
using static Tinedy.ChatOps.SlackDouble.BlockKit.Composition;
using static Tinedy.ChatOps.SlackDouble.BlockKit.Rules;

namespace Tinedy.ChatOps.SlackDouble.BlockKit;

/// <summary>The blocks, and which surface takes which.</summary>
internal static class Blocks
{
    private static Kind Section { get; } = Typed("section",
        BlockId, May("text", AnyText(3000)), May("fields", List(1, 10, AnyText(2000))), May("accessory", ByType(Elements.BesideASection)),
        May("expand", Flag)).And(SaysSomething);

    private static Kind Header { get; } = Typed("header", BlockId, Must("text", PlainText(150)));

    private static Kind Context { get; } = Typed("context",
        BlockId, Must("elements", List(1, 10, ByType(Plain(3000), Mrkdwn(3000), Elements.Image))));

    private static Kind Actions { get; } = Typed("actions", BlockId, Must("elements", List(1, 25, ByType(Elements.InActions))));

    private static Kind Input { get; } = Typed("input",
        BlockId, Must("label", PlainText(2000)), Must("element", ByType(Elements.InAnInput)), May("hint", PlainText(2000)),
        May("optional", Flag), May("dispatch_action", Flag));

    private static Kind Image { get; } = Typed("image",
        BlockId, May("image_url", Text(3000)), May("slack_file", Anything), Must("alt_text", Text(2000)), May("title", PlainText(2000)));

    private static Kind Divider { get; } = Typed("divider", BlockId);

    private static Kind Markdown { get; } = Typed("markdown", BlockId, Must("text", Text(12_000)));

    private static Kind Table { get; } = Typed("table",
        BlockId, Must("rows", List(1, 100, List(1, 20, Anything))), May("column_settings", List(0, 20, Anything)));

    private static IReadOnlyList<Kind> Everywhere { get; } =
        [Section, Header, Context, Actions, Input, Image, Divider, Unchecked("rich_text"), Unchecked("video"), Unchecked("alert")];

    public static Rule OfAMessage { get; } = Both(List(0, 50, ByType(
    [
        .. Everywhere, Markdown, Table, Unchecked("file"), Unchecked("context_actions"), Unchecked("plan"), Unchecked("task_card"),
        Unchecked("card"), Unchecked("carousel"), Unchecked("container"), Unchecked("data_table"),
    ])), Uniqueness.OfIds, OneTable, MarkdownTogether);

    public static Rule OfAView { get; } = Both(List(1, 100, ByType([.. Everywhere])), Uniqueness.OfIds);

    /// <summary>A block that exists and that nobody here sends: what is inside it is not looked at.</summary>
    private static Kind Unchecked(string type) => new(type, Anything);

    private static void SaysSomething(JsonElement section, string pointer, Findings found)
    {
        if (!section.TryMember("text", out _) && !section.TryMember("fields", out _))
            found.Add($"{pointer}/type", "must define either `text` or `fields`");
    }

    private static void OneTable(JsonElement blocks, string pointer, Findings found)
    {
        if (OfType(blocks, "table").Count() > 1) found.Add(pointer, "only one table allowed");
    }

    private static void MarkdownTogether(JsonElement blocks, string pointer, Findings found)
    {
        var markdown = OfType(blocks, "markdown").ToList();
        if (markdown.Count > 1 && markdown.Sum(block => block.Text("text")?.EnumerateRunes().Count() ?? 0) > 12_000)
            found.Add(pointer, "markdown blocks must be less than 12001 characters together");
    }

    private static IEnumerable<JsonElement> OfType(JsonElement blocks, string type) =>
        blocks.ValueKind == JsonValueKind.Array ? blocks.EnumerateArray().Where(block => block.Text("type") == type) : [];
}
