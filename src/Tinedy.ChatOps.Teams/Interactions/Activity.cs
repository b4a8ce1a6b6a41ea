using System.Text.Json;

namespace Tinedy.ChatOps.Teams.Interactions;

/// <summary>An activity of the Bot Framework, as far as we read it; what is not named here is not looked at.</summary>
internal sealed record Activity(
    string? Type, string? Id, string? Name, string? Action, string? ChannelId, string? ServiceUrl, AccountPart? From, AccountPart? Recipient, ConversationPart? Conversation,
    string? Text, JsonElement? Value, string? ReplyToId, ChannelDataPart? ChannelData, List<EntityPart>? Entities, List<AccountPart>? MembersAdded, List<AccountPart>? MembersRemoved)
{
    /// <summary><c>plain</c>, or <c>xml</c>: then the text is HTML.</summary>
    public string? TextFormat { get; init; }

    public List<AttachmentPart>? Attachments { get; init; }
}

internal sealed record AttachmentPart(string? ContentType, JsonElement? Content);

/// <param name="Id">For people <c>29:…</c>, only good for this bot; for bots <c>28:</c> and their app's id.</param>
internal sealed record AccountPart(string Id, string? Name, string? AadObjectId, bool? IsTargeted);

/// <param name="Id">In a channel with <c>;messageid=</c> and the root of the thread.</param>
/// <param name="ConversationType"><c>personal</c>, <c>groupChat</c> or <c>channel</c>.</param>
internal sealed record ConversationPart(string Id, string? ConversationType, string? TenantId);

internal sealed record ChannelDataPart(HasId? Tenant);

internal sealed record HasId(string? Id);

internal sealed record EntityPart(string? Type, AccountPart? Mentioned, string? Text);

/// <summary>The value of <c>adaptiveCard/action</c>.</summary>
/// <param name="Trigger"><c>manual</c>, or <c>automatic</c> when a client only refreshes what it shows.</param>
internal sealed record ActionValue(ActionPart? Action, string? Trigger);

internal sealed record ActionPart(string? Verb, JsonElement? Data);

/// <summary>The value of <c>task/fetch</c> and <c>task/submit</c>.</summary>
internal sealed record TaskValue(JsonElement? Data);

/// <summary>The value of <c>fileConsent/invoke</c>.</summary>
internal sealed record FileValue(string? Action, JsonElement? Context, UploadPart? UploadInfo);

internal sealed record UploadPart(string? UploadUrl, string? ContentUrl, string? UniqueId, string? FileType, string? Name);
