using System.Text.Json;
using Tinedy.ChatOps.TeamsDouble.Tenants;

namespace Tinedy.ChatOps.TeamsDouble.People;

/// <summary>The dialog in front of somebody.</summary>
/// <param name="Conversation">Where it was opened from.</param>
public sealed record TeamsDialog(string Title, TeamsCard Card, string Conversation)
{
    /// <summary>Null when the answer opens none.</summary>
    public static TeamsDialog? Of(JsonElement? answer, string conversation) =>
        answer is { } json && json.TryGetProperty("task", out var task) && task.GetProperty("type").GetString() == "continue"
            ? new(task.GetProperty("value").GetProperty("title").GetString()!, new(task.GetProperty("value").GetProperty("card").GetProperty("content")), conversation)
            : null;
}
