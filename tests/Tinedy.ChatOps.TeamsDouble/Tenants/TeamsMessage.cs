using System.Text.Json;

namespace Tinedy.ChatOps.TeamsDouble.Tenants;

/// <summary>A message of the bot, as it is now. Never changes: an edit makes another one.</summary>
/// <param name="Conversation">Of a channel without the thread; see <paramref name="Root"/>.</param>
/// <param name="Root">The message that it answers in a channel's thread; null for one of its own.</param>
public sealed record TeamsMessage(string Conversation, string Id, string? Root, JsonElement Activity)
{
    public int Edits { get; init; }

    public bool IsDeleted { get; init; }

    public TeamsCard? Card { get; } = TeamsCard.Of(Activity);

    /// <summary>What a notification shows.</summary>
    public string Summary => Activity.TryGetProperty("summary", out var summary) ? summary.GetString()! : "";

    public string Words => Card?.Words ?? Summary;

    public bool Says(string words) => Words.Contains(words, StringComparison.Ordinal);

    /// <summary>The content of the attachment of this kind; null without one.</summary>
    public JsonElement? Attachment(string kind) => Activity.TryGetProperty("attachments", out var all)
        ? all.EnumerateArray().Where(one => one.GetProperty("contentType").GetString() == kind).Select(one => (JsonElement?)one).FirstOrDefault()
        : null;
}
