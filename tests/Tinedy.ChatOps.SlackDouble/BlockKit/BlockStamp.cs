using System.Text.Json;
using System.Text.Json.Nodes;
using Tinedy.ChatOps.SlackDouble.Workspaces;

namespace Tinedy.ChatOps.SlackDouble.BlockKit;

/// <summary>
/// What Slack adds to blocks before it keeps them, and sends back in every payload: ids where there were none, <c>emoji</c> and
/// <c>verbatim</c> where nobody said. An app that compares what it sent with what it gets must live with that.
/// </summary>
internal static class BlockStamp
{
    private static readonly HashSet<string> WithAction =
    [
        "button", "overflow", "radio_buttons", "checkboxes", "static_select", "multi_static_select", "plain_text_input", "datepicker",
        "timepicker", "users_select", "conversations_select", "channels_select", "external_select", "number_input",
    ];

    public static JsonElement Stamped(JsonElement blocks)
    {
        if (blocks.ValueKind != JsonValueKind.Array) return Json.EmptyArray;
        var copy = (JsonArray)blocks.Copy()!;
        foreach (var block in copy.OfType<JsonObject>())
        {
            if (block["block_id"] is null) block["block_id"] = Identifiers.ShortId();
            if ((string?)block["type"] is not ("rich_text" or "table")) Fill(block);
        }
        return copy.Frozen();
    }

    private static void Fill(JsonNode node)
    {
        if (node is JsonObject one)
        {
            var type = one["type"] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";
            if (type == "plain_text" && one["emoji"] is null) one["emoji"] = true;
            if (type == "mrkdwn" && one["verbatim"] is null) one["verbatim"] = false;
            if (WithAction.Contains(type) && one["action_id"] is null) one["action_id"] = Identifiers.ShortId();
            foreach (var child in one.Select(member => member.Value).OfType<JsonNode>().ToList()) Fill(child);
        }
        else if (node is JsonArray many)
        {
            foreach (var child in many.OfType<JsonNode>()) Fill(child);
        }
    }
}
