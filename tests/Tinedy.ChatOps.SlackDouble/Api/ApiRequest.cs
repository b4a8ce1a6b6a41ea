using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Tinedy.ChatOps.SlackDouble.Api;

/// <summary>The arguments of a call, wherever they came from: the query, a form, or JSON. In a form every value is text.</summary>
internal sealed class ApiRequest(JsonElement arguments)
{
    public JsonElement Arguments => arguments;

    /// <summary>Whether they came as JSON.</summary>
    public bool IsJson { get; private init; }

    /// <summary>JSON without a charset is taken, and complained of.</summary>
    public bool LacksCharset { get; private init; }

    public static async Task<ApiRequest> ReadAsync(HttpRequest http, CancellationToken ct)
    {
        var given = http.Query.ToDictionary(pair => pair.Key, pair => (JsonNode?)pair.Value.ToString(), StringComparer.Ordinal);
        var type = MediaTypeHeaderValue.TryParse(http.ContentType, out var parsed) ? parsed : null;
        if (type?.MediaType == "application/json")
        {
            using var reader = new StreamReader(http.Body);
            var isObject = Json.TryParse(await reader.ReadToEndAsync(ct), out var body) && body.Value.ValueKind == JsonValueKind.Object;
            return new(isObject ? body!.Value : Json.EmptyObject) { IsJson = true, LacksCharset = !type.Charset.HasValue };
        }
        if (http.HasFormContentType)
        {
            foreach (var (name, value) in await http.ReadFormAsync(ct)) given[name] = value.ToString();
        }
        return new(new JsonObject(given).Frozen());
    }

    /// <summary>The same call without its arguments.</summary>
    public ApiRequest Emptied() => new(Json.EmptyObject) { IsJson = IsJson };

    public string? Text(string name)
    {
        if (!arguments.TryMember(name, out var value)) return null;
        var text = value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText();
        return string.IsNullOrEmpty(text) ? null : text;
    }

    public bool Flag(string name) => Text(name) is "true" or "1";

    public bool? Choice(string name) => Text(name) is { } text ? text is "true" or "1" : null;

    public int Number(string name, int otherwise) =>
        int.TryParse(Text(name), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : otherwise;

    /// <summary>A structured argument: an object or an array, or the text of one. False when there is something and it cannot be read.</summary>
    public bool TryStructure(string name, out JsonElement? structure)
    {
        structure = null;
        if (!arguments.TryMember(name, out var value)) return true;
        if (value.ValueKind != JsonValueKind.String)
        {
            structure = value;
            return true;
        }
        return value.GetString() is "" || Json.TryParse(value.GetString()!, out structure);
    }
}
