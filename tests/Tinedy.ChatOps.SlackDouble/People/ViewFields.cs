using System.Text.Json;
using System.Text.Json.Nodes;
using Tinedy.ChatOps.SlackDouble.BlockKit;
using Tinedy.ChatOps.SlackDouble.Workspaces;

namespace Tinedy.ChatOps.SlackDouble.People;

/// <summary>What stands in the fields of a form, in the shape of <c>state.values</c>: by block, by action, each kind its own way.</summary>
internal sealed class ViewFields(SlackContent form, IReadOnlyList<(string Field, string Value)> values)
{
    private static readonly Dictionary<string, string> OneValue = new(StringComparer.Ordinal)
    {
        ["plain_text_input"] = "value", ["number_input"] = "value", ["email_text_input"] = "value", ["url_text_input"] = "value",
        ["datepicker"] = "selected_date", ["timepicker"] = "selected_time", ["users_select"] = "selected_user",
        ["channels_select"] = "selected_channel", ["conversations_select"] = "selected_conversation",
    };

    private readonly Dictionary<string, string> _errors = new(StringComparer.Ordinal);

    /// <summary>What Slack itself finds wrong, by <c>block_id</c>, before the app hears of it.</summary>
    public IReadOnlyDictionary<string, string> Errors => _errors;

    /// <summary>The fields as nobody touched them.</summary>
    public static JsonObject AsShown(SlackContent form) => new ViewFields(form, []).Fill();

    /// <summary>An option as payloads show it.</summary>
    public static JsonObject Chosen(JsonElement option) => new()
    {
        ["text"] = option.GetProperty("text").Copy(), ["value"] = option.Text("value"),
    };

    public JsonObject Fill()
    {
        RefuseUnknownFields();
        var state = new JsonObject();
        foreach (var block in form.Blocks.EnumerateArray())
        {
            var id = block.Text("block_id")!;
            foreach (var element in BlockReader.ElementsOf(block))
            {
                if (Fill(block, element) is not { } filled) continue;
                if (state[id] is not JsonObject ofBlock) state[id] = ofBlock = [];
                ofBlock[element.Text("action_id")!] = filled;
            }
        }
        return state;
    }

    private JsonObject? Fill(JsonElement block, JsonElement element)
    {
        var type = element.Text("type") ?? "";
        var given = values.Where(value => Names(block, element).Contains(value.Field)).Select(value => value.Value).ToList();
        if (OneValue.TryGetValue(type, out var member))
        {
            var initial = member == "value" ? "initial_value" : member.Replace("selected_", "initial_", StringComparison.Ordinal);
            var text = given.Count > 0 ? given[^1] : element.Text(initial);
            Check(block, element, string.IsNullOrEmpty(text), text);
            return new() { ["type"] = type, [member] = string.IsNullOrEmpty(text) ? null : text };
        }
        if (type is not ("static_select" or "radio_buttons" or "checkboxes" or "multi_static_select")) return null;
        var options = given.Count > 0 ? given.ConvertAll(value => Option(element, value)) : Initial(element);
        Check(block, element, options.Count == 0, null);
        return type is "static_select" or "radio_buttons"
            ? new() { ["type"] = type, ["selected_option"] = options.Count > 0 ? Chosen(options[^1]) : null }
            : new() { ["type"] = type, ["selected_options"] = new JsonArray([.. options.Select(Chosen)]) };
    }

    private static List<JsonElement> Initial(JsonElement element) =>
        element.TryMember("initial_option", out var one) ? [one] : [.. element.Items("initial_options")];

    private static JsonElement Option(JsonElement element, string value)
    {
        var options = BlockReader.OptionsOf(element).ToList();
        var place = options.FindIndex(option => option.Text("value") == value || BlockReader.TextOf(option) == value);
        return place >= 0 ? options[place] : throw new ArgumentException(
            $"""There is no option "{value}". There are: {string.Join(", ", options.Select(option => BlockReader.TextOf(option)))}.""");
    }

    private void Check(JsonElement block, JsonElement element, bool isEmpty, string? text)
    {
        if (block.Text("type") != "input") return;
        var id = block.Text("block_id")!;
        if (isEmpty && !block.Flag("optional")) _errors[id] = "Please complete this required field.";
        if (isEmpty || text is null) return;
        if (element.TryMember("max_length", out var max) && text.Length > max.GetInt32()) _errors[id] = "Please shorten this text.";
        if (element.TryMember("min_length", out var min) && text.Length < min.GetInt32()) _errors[id] = "Please lengthen this text.";
    }

    private void RefuseUnknownFields()
    {
        var names = form.Blocks.EnumerateArray()
            .SelectMany(block => BlockReader.ElementsOf(block).SelectMany(element => Names(block, element))).ToHashSet(StringComparer.Ordinal);
        foreach (var (field, _) in values.Where(value => !names.Contains(value.Field)))
            throw new ArgumentException($"""There is no field "{field}". There are: {string.Join(", ", names)}.""");
    }

    /// <summary>A test may call a field by its label, its block or its action.</summary>
    private static IEnumerable<string> Names(JsonElement block, JsonElement element) =>
        new[] { BlockReader.TextOf(block, "label"), block.Text("block_id"), element.Text("action_id") }.Where(name => !string.IsNullOrEmpty(name))!;
}
