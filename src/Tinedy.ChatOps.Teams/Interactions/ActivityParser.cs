using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Teams.AdaptiveCards;
using Tinedy.ChatOps.Teams.Connection;
using Tinedy.ChatOps.Teams.Rooms;

namespace Tinedy.ChatOps.Teams.Interactions;

/// <summary>From activities to what somebody did. Knows the protocol, and nothing of runs.</summary>
internal static class ActivityParser
{
    private const string Personal = "personal";
    private const string Bot = "28:";

    /// <exception cref="FormatException">A part is missing; says which.</exception>
    /// <exception cref="JsonException">It is malformed.</exception>
    public static IncomingAction Of(Activity activity, TeamsSettings settings)
    {
        if (activity.Type is null) throw new FormatException("the activity has no type");
        if (activity.Type is not ("message" or "invoke" or "conversationUpdate" or "installationUpdate")) return new IncomingAction.Other(activity.Type);
        if (activity.From is not { Id.Length: > 0 } from) throw new FormatException("the activity has no sender");
        // A bot is never a person, and our own messages must not make us talk to ourselves.
        if (from.Id.StartsWith(Bot, StringComparison.Ordinal)) return new IncomingAction.Other($"{activity.Type} of a bot");
        if (activity.Type == "conversationUpdate") return Moved(activity, settings);
        var source = SpotOf(activity, from, settings);
        return (activity.Type, activity.Name) switch
        {
            ("message", _) => Message(activity, source),
            ("installationUpdate", _) => activity.Action?.StartsWith("remove", StringComparison.Ordinal) == true ? new IncomingAction.Left(source) : new IncomingAction.Joined(source),
            ("invoke", "adaptiveCard/action") => Action(TeamsJson.Read<ActionValue>(Value(activity)), source),
            ("invoke", "task/fetch") => Fetch(TeamsJson.Read<TaskValue>(Value(activity)), source),
            ("invoke", "task/submit") => Submit(TeamsJson.Read<TaskValue>(Value(activity)), source),
            ("invoke", "fileConsent/invoke") => File(TeamsJson.Read<FileValue>(Value(activity)), source),
            _ => new IncomingAction.Other($"{activity.Type} {activity.Name}"),
        };
    }

    private static ActivitySource SpotOf(Activity activity, AccountPart from, TeamsSettings settings)
    {
        if (from.AadObjectId is not { Length: > 0 } person) throw new FormatException("the sender has no object id");
        var conversation = activity.Conversation!;
        return new(
            new Identity(TeamsPlatform.Name, settings.TenantId, person.ToLowerInvariant()), from.Id, TeamsSettings.WithSlash(new Uri(activity.ServiceUrl!)), conversation.Id,
            conversation.ConversationType == Personal ? null : TeamsPlaces.Of(settings.TenantId, conversation.Id), activity.ReplyToId);
    }

    /// <summary>Somebody came or went; it matters to us when it is the bot.</summary>
    private static IncomingAction Moved(Activity activity, TeamsSettings settings)
    {
        var us = activity.Recipient!.Id;
        var isAdded = activity.MembersAdded?.Any(member => member.Id == us) == true;
        var isRemoved = activity.MembersRemoved?.Any(member => member.Id == us) == true;
        if ((!isAdded && !isRemoved) || activity.From!.AadObjectId is null) return new IncomingAction.Other("conversationUpdate");
        var source = SpotOf(activity, activity.From, settings);
        return isRemoved ? new IncomingAction.Left(source) : new IncomingAction.Joined(source);
    }

    private static IncomingAction Message(Activity activity, ActivitySource source)
    {
        // An older client sends what a button carries as a message without words.
        if (activity.Value is { ValueKind: JsonValueKind.Object } data && CardState.Read(data) is { } memory) return new IncomingAction.Pressed(KeyOf(source, memory, ""), source, memory, HasAnswer: false);
        // In a channel only what is said to the bot is meant for it.
        if (source.Where is not null && !IsToUs(activity)) return new IncomingAction.Other("message to others");
        if (activity.Text is not { Length: > 0 }) return new IncomingAction.Wordless(source);
        return new IncomingAction.Typed($"teams/message/{Hash(source.Conversation, source.Who.User, activity.Id ?? throw new FormatException("the message has no id"))}", source, TypedText.Of(activity));
    }

    private static IncomingAction Action(ActionValue value, ActivitySource source)
    {
        var action = value.Action ?? throw new JsonException("The act has no action.");
        var memory = action.Data is { } data ? CardState.Read(data) : null;
        return value.Trigger == "automatic" || memory?.Do == CardState.Refresh
            ? new IncomingAction.Looked(source, memory)
            : new IncomingAction.Pressed(KeyOf(source, memory, ""), source, memory, HasAnswer: true);
    }

    private static IncomingAction.Asked Fetch(TaskValue value, ActivitySource source)
    {
        var memory = CardState.Read(value.Data ?? throw new JsonException("The dialog has no data."));
        return new(KeyOf(source, memory, ""), source, memory);
    }

    private static IncomingAction.Sent Submit(TaskValue value, ActivitySource source)
    {
        var data = value.Data is { ValueKind: JsonValueKind.Object } given ? given : throw new JsonException("The dialog has no data.");
        var memory = CardState.Read(data);
        var values = data.EnumerateObject().Where(field => field.Name is not (CardState.Name or "msteams") && field.Value.ValueKind == JsonValueKind.String)
            .ToDictionary(field => field.Name, field => field.Value.GetString()!);
        return new(KeyOf(source, memory, string.Join('\n', values.OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => $"{field.Key}={field.Value}"))), source, memory, values);
    }

    private static IncomingAction.FileTaken File(FileValue value, ActivitySource source) =>
        new(source, value.Context is { } context ? CardState.Read(context) : null, value.Action == "accept" ? value.UploadInfo : null);

    /// <summary>
    /// The same act again, whatever id Teams gives it: a button carries the version of what it is about, so the same person, card, button
    /// and words are the same act until something has changed.
    /// </summary>
    private static string KeyOf(ActivitySource source, CardState? memory, string values) =>
        $"teams/act/{Hash(source.Conversation, source.Who.User, source.Message ?? "", memory is null ? "" : TeamsJson.Write(memory), values)}";

    private static string Hash(params IEnumerable<string> parts) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))))[..40];

    private static JsonElement Value(Activity activity) =>
        activity.Value is { ValueKind: JsonValueKind.Object } value ? value : throw new JsonException("The invoke has no value.");

    /// <summary>Mentioned, or written with a slash to the bot alone.</summary>
    private static bool IsToUs(Activity activity) => activity.Recipient!.IsTargeted == true || Mentions(activity).Any();

    private static IEnumerable<EntityPart> Mentions(Activity activity) =>
        (activity.Entities ?? []).Where(entity => entity.Type == "mention" && entity.Mentioned?.Id == activity.Recipient!.Id);
}
