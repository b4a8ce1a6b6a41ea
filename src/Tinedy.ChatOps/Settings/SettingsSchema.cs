using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tinedy.ChatOps.Settings;

/// <summary>The catalogue as JSON Schema, so that an editor completes and complains.</summary>
internal static class SettingsSchema
{
    // Its readers are people as well.
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write()
    {
        var schema = new JsonObject
        {
            ["$schema"] = "http://json-schema.org/draft-07/schema#",
            ["title"] = "Settings of Tinedy.ChatOps",
            ["description"] = "Made from the code by the verb settings --schema.",
        };
        foreach (var (key, value) in Of(SettingNode.Root).ToList()) schema[key] = value?.DeepClone();
        var properties = (JsonObject)schema["properties"]!;
        foreach (var name in SettingsCatalog.OfDotNet) properties[name] = new JsonObject { ["description"] = "Read by .NET." };
        return schema.ToJsonString(Indented) + "\n";
    }

    private static JsonObject Of(SettingNode node)
    {
        if (node.Setting is { } setting && node.IsSection) return new() { ["anyOf"] = new JsonArray(Leaf(setting), Section(node)) };
        return node.Setting is { } leaf ? Leaf(leaf) : Section(node);
    }

    private static JsonObject Section(SettingNode node)
    {
        if (node.IsList) return new() { ["type"] = "array", ["items"] = Of(node.Any!) };
        var properties = new JsonObject();
        foreach (var (name, child) in node.Named) properties[name] = Of(child);
        var schema = new JsonObject { ["type"] = "object", ["additionalProperties"] = node.Any is { } any ? Of(any) : SettingsCatalog.IsShared(node.Path + ":") };
        if (properties.Count > 0) schema["properties"] = properties;
        return schema;
    }

    private static JsonObject Leaf(Setting setting)
    {
        var schema = setting.Type.Schema();
        schema["description"] = setting.Meaning + ".";
        if (setting.Default is not { } usual) return schema;
        schema["default"] = setting.Type switch
        {
            SettingType.Flag => bool.Parse(usual),
            SettingType.Number => long.Parse(usual, System.Globalization.CultureInfo.InvariantCulture),
            _ => usual,
        };
        return schema;
    }
}
