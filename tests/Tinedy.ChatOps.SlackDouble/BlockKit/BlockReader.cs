using System.Text.Json;
using Tinedy.ChatOps.SlackDouble.Workspaces;

namespace Tinedy.ChatOps.SlackDouble.BlockKit;

/// <summary>Reads blocks as a person does: what they say, and what there is to press.</summary>
internal static class BlockReader
{
    public static IReadOnlyList<SlackButton> ButtonsOf(JsonElement blocks) =>
        [.. blocks.EnumerateArray().SelectMany(block => ElementsOf(block).SelectMany(element => ButtonsOf(block.Text("block_id") ?? "", element)))];

    public static IEnumerable<string> LinesOf(JsonElement blocks) => blocks.EnumerateArray().SelectMany(LinesOfBlock);

    /// <summary>The elements of a block that somebody can use.</summary>
    public static IEnumerable<JsonElement> ElementsOf(JsonElement block)
    {
        if (block.TryMember("accessory", out var accessory)) yield return accessory;
        if (block.TryMember("element", out var element)) yield return element;
        foreach (var one in block.Items("elements")) yield return one;
    }

    public static IEnumerable<JsonElement> OptionsOf(JsonElement element) =>
        element.Items("options").Concat(element.Items("option_groups").SelectMany(group => group.Items("options")));

    public static string TextOf(JsonElement owner, string name = "text") =>
        owner.TryMember(name, out var text) ? text.ValueKind == JsonValueKind.String ? text.GetString()! : text.Text("text") ?? "" : "";

    private static IEnumerable<SlackButton> ButtonsOf(string block, JsonElement element) => element.Text("type") switch
    {
        "button" => [new(SlackButtonKind.Button, TextOf(element), element.Text("accessibility_label"), element.Text("action_id") ?? "",
            element.Text("value"), block, element, null)],
        "overflow" => Options(SlackButtonKind.OverflowOption, block, element),
        "static_select" => Options(SlackButtonKind.StaticSelectOption, block, element),
        "radio_buttons" => Options(SlackButtonKind.RadioButton, block, element),
        "checkboxes" => Options(SlackButtonKind.Checkbox, block, element),
        _ => [],
    };

    private static IEnumerable<SlackButton> Options(SlackButtonKind kind, string block, JsonElement element) =>
        OptionsOf(element).Select(option =>
            new SlackButton(kind, TextOf(option), null, element.Text("action_id") ?? "", option.Text("value"), block, element, option));

    private static IEnumerable<string> LinesOfBlock(JsonElement block)
    {
        foreach (var name in new[] { "title", "label", "text", "hint" })
        {
            if (TextOf(block, name) is { Length: > 0 } line) yield return line;
        }
        foreach (var field in block.Items("fields")) yield return field.Text("text") ?? "";
        if (block.Text("type") == "context")
        {
            foreach (var element in block.Items("elements")) yield return element.Text("text") ?? element.Text("alt_text") ?? "";
        }
        else if (block.Text("type") is "rich_text" or "table" or "alert" or "plan" or "task_card" or "card" or "container" or "data_table")
        {
            foreach (var line in AllTextsIn(block)) yield return line;
        }
        var buttons = ButtonsOf(JsonSerializer.SerializeToElement(new[] { block }));
        if (buttons.Count > 0) yield return string.Join(' ', buttons.Select(button => $"[{button.Label}]"));
    }

    /// <summary>Of blocks whose insides nobody here writes: every text in them, whatever it is for.</summary>
    private static IEnumerable<string> AllTextsIn(JsonElement node) => node.ValueKind switch
    {
        JsonValueKind.Array => node.EnumerateArray().SelectMany(AllTextsIn),
        JsonValueKind.Object => node.EnumerateObject().SelectMany(member =>
            member.Name is "text" or "title" or "body" && member.Value.ValueKind == JsonValueKind.String
                ? [member.Value.GetString()!]
                : AllTextsIn(member.Value)),
        _ => [],
    };
}
