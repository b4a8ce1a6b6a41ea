using System.Text.Json;
using Tinedy.ChatOps.SlackDouble.BlockKit;
using Tinedy.ChatOps.SlackDouble.Workspaces;

namespace Tinedy.ChatOps.SlackDouble.Api;

/// <summary>What a call wants to say.</summary>
internal sealed record MessageContent(string? Text, JsonElement Blocks, JsonElement? Metadata)
{
    /// <summary>Above this, Slack may cut or split what it shows.</summary>
    private const int WiseText = 4_000;

    /// <summary>What notifications and screen readers get; Slack has its own sentence for an app that forgot it.</summary>
    public string Words => Text ?? "This content can't be displayed.";

    /// <summary>Why it cannot be said; null when it can.</summary>
    public static ApiAnswer? Refuse(ApiRequest request, int longestText, Workspace workspace, out MessageContent content)
    {
        content = null!;
        if (!request.TryStructure("blocks", out var blocks) || blocks is { ValueKind: not JsonValueKind.Array })
            return ApiAnswer.Error("invalid_blocks_format");
        if (!request.TryStructure("metadata", out var metadata)) return ApiAnswer.Error("invalid_metadata_format");
        var text = request.Text("text");
        if (text is null && blocks is not { } some) return ApiAnswer.Error("no_text");
        if (text is null && blocks!.Value.GetArrayLength() == 0) return ApiAnswer.Error("no_text");
        if (text?.EnumerateRunes().Count() > longestText) return ApiAnswer.Error("msg_too_long");
        if (blocks is { } shown && BlockKitValidator.ErrorsOfMessage(shown) is { Count: > 0 } errors) return ApiAnswer.InvalidBlocks(errors);
        if (IsSome(metadata) && BlockKitValidator.ErrorsOfMetadata(metadata!.Value) is { Count: > 0 } faults)
            return ApiAnswer.Error("invalid_metadata_schema", faults);
        if (text is null) workspace.Warn("A message has blocks and no text: a screen reader and a notification have nothing to say.");
        if (text?.EnumerateRunes().Count() > WiseText) workspace.Warn($"A message's text is longer than {WiseText} characters.");
        content = new(text, blocks is { } given ? BlockStamp.Stamped(given) : Json.EmptyArray, metadata);
        return null;
    }

    /// <summary>The metadata that a message has after this: nothing said keeps what it had, an empty object takes it away.</summary>
    public JsonElement? MetadataAfter(JsonElement? earlier) => Metadata is null ? earlier : IsSome(Metadata) ? Metadata : null;

    private static bool IsSome(JsonElement? metadata) =>
        metadata is { ValueKind: not JsonValueKind.Object } || metadata is { } value && value.EnumerateObject().Any();
}
