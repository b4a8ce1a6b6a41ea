using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tinedy.ChatOps.TeamsDouble.People;

/// <summary>Something that was brought to the bot, and what it answered.</summary>
/// <param name="Activity">As it was sent; null where it was not JSON.</param>
/// <param name="Status">Null: no answer came.</param>
public sealed record Delivery(JsonObject? Activity, int? Status, string Body)
{
    public bool IsOk => Status == 200;

    public JsonElement? Json => Body.Length == 0 ? null : JsonElement.Parse(Body);

    /// <summary>The line that only the one who pressed sees; null without one.</summary>
    public string? Line => Json is not { } json ? null
        : json.TryGetProperty("type", out var type) && type.GetString() == "application/vnd.microsoft.activity.message" ? json.GetProperty("value").GetString()
        : json.TryGetProperty("task", out var task) && task.GetProperty("type").GetString() == "message" ? task.GetProperty("value").GetString()
        : null;
}
