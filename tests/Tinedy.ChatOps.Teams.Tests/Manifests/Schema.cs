using System.Text.Json;
using System.Text.RegularExpressions;

namespace Tinedy.ChatOps.Teams.Tests.Manifests;

/// <summary>As much of JSON Schema as Microsoft's schema of the manifest uses; a word that is not known fails, so that nothing passes unread.</summary>
internal sealed class Schema(JsonElement root)
{
    private static readonly HashSet<string> Silent =
        ["$schema", "$id", "id", "title", "description", "default", "definitions", "examples", "$comment", "format", "if", "then", "else", "dependencies", "not", "readOnly"];

    /// <summary>Everything that is wrong, each with its place.</summary>
    public IReadOnlyList<string> ErrorsOf(JsonElement value) => [.. Check(root, value, "$")];

    private IEnumerable<string> Check(JsonElement schema, JsonElement value, string at)
    {
        if (schema.TryGetProperty("$ref", out var reference)) return Check(Resolve(reference.GetString()!), value, at);
        return schema.EnumerateObject().SelectMany(rule => Check(rule, schema, value, at));
    }

    private IEnumerable<string> Check(JsonProperty rule, JsonElement schema, JsonElement value, string at) => rule.Name switch
    {
        "type" => Types(rule.Value).Any(type => Is(value, type)) ? [] : [$"{at} is no {rule.Value}"],
        "properties" when value.ValueKind == JsonValueKind.Object => rule.Value.EnumerateObject().Where(property => value.TryGetProperty(property.Name, out _))
            .SelectMany(property => Check(property.Value, value.GetProperty(property.Name), $"{at}.{property.Name}")),
        "additionalProperties" when rule.Value.ValueKind == JsonValueKind.False && value.ValueKind == JsonValueKind.Object =>
            value.EnumerateObject().Where(member => !schema.GetProperty("properties").TryGetProperty(member.Name, out _)).Select(member => $"{at}.{member.Name} is not known"),
        "required" when value.ValueKind == JsonValueKind.Object => rule.Value.EnumerateArray().Where(name => !value.TryGetProperty(name.GetString()!, out _)).Select(name => $"{at}.{name} is missing"),
        "items" when value.ValueKind == JsonValueKind.Array => value.EnumerateArray().SelectMany((item, number) => Check(rule.Value, item, $"{at}[{number}]")),
        "maxItems" when value.ValueKind == JsonValueKind.Array => value.GetArrayLength() <= rule.Value.GetInt32() ? [] : [$"{at} has too many"],
        "minItems" when value.ValueKind == JsonValueKind.Array => value.GetArrayLength() >= rule.Value.GetInt32() ? [] : [$"{at} has too few"],
        "uniqueItems" when value.ValueKind == JsonValueKind.Array => value.EnumerateArray().Select(item => item.GetRawText()).Distinct().Count() == value.GetArrayLength() ? [] : [$"{at} has one twice"],
        "maxLength" when value.ValueKind == JsonValueKind.String => value.GetString()!.Length <= rule.Value.GetInt32() ? [] : [$"{at} is longer than {rule.Value}"],
        "minLength" when value.ValueKind == JsonValueKind.String => value.GetString()!.Length >= rule.Value.GetInt32() ? [] : [$"{at} is shorter than {rule.Value}"],
        "pattern" when value.ValueKind == JsonValueKind.String => Regex.IsMatch(value.GetString()!, rule.Value.GetString()!) ? [] : [$"{at} is not like {rule.Value}"],
        "enum" => rule.Value.EnumerateArray().Any(one => JsonElement.DeepEquals(one, value)) ? [] : [$"{at} is none of {rule.Value}"],
        "const" => JsonElement.DeepEquals(rule.Value, value) ? [] : [$"{at} is not {rule.Value}"],
        "anyOf" or "oneOf" => rule.Value.EnumerateArray().Any(one => !Check(one, value, at).Any()) ? [] : [$"{at} is none of what it may be"],
        "allOf" => rule.Value.EnumerateArray().SelectMany(one => Check(one, value, at)),
        _ when Silent.Contains(rule.Name) || rule.Name is "properties" or "additionalProperties" or "required" or "items" or "maxItems" or "minItems" or "uniqueItems" or "maxLength" or "minLength" or "pattern" => [],
        _ => [$"{at}: the schema says {rule.Name}, which is not understood"],
    };

    private JsonElement Resolve(string reference) => reference.Split('/').Skip(1).Aggregate(root, (here, name) => here.GetProperty(name));

    private static IEnumerable<string> Types(JsonElement type) => type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(one => one.GetString()!) : [type.GetString()!];

    private static bool Is(JsonElement value, string type) => (type, value.ValueKind) switch
    {
        ("object", JsonValueKind.Object) or ("array", JsonValueKind.Array) or ("string", JsonValueKind.String) or ("number" or "integer", JsonValueKind.Number) or ("null", JsonValueKind.Null) => true,
        ("boolean", var kind) => kind is JsonValueKind.True or JsonValueKind.False,
        _ => false,
    };
}
