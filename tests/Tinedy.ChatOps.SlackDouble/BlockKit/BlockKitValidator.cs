using System.Text;
using System.Text.Json;
using static Tinedy.ChatOps.SlackDouble.BlockKit.Composition;
using static Tinedy.ChatOps.SlackDouble.BlockKit.Rules;

namespace Tinedy.ChatOps.SlackDouble.BlockKit;

/// <summary>
/// Says what Slack would not accept, in Slack's words with a JSON pointer. What it does not complain of may still look bad; what it
/// complains of would never have appeared.
/// </summary>
public static class BlockKitValidator
{
    /// <summary>A view above this is <c>view_too_large</c>.</summary>
    public const int LargestView = 250_000;

    private static readonly Rule Metadata = Shape(
        Must("event_type", Text(255)),
        Must("event_payload", (value, pointer, found) =>
        {
            if (value.ValueKind != JsonValueKind.Object) found.Add(pointer, "must be an object");
        }));

    private static readonly Property[] OfEveryView =
    [
        Must("blocks", Blocks.OfAView), May("private_metadata", Text(3000, min: 0)), May("callback_id", Text(255, min: 0)),
        May("external_id", Text(255, min: 0)),
    ];

    private static readonly Rule View = ByType(
        Typed("modal",
        [
            .. OfEveryView, Must("title", PlainText(24)), May("submit", PlainText(24)), May("close", PlainText(24)),
            May("clear_on_close", Flag), May("notify_on_close", Flag),
        ]).And(InputsCanBeSubmitted),
        Typed("home", OfEveryView));

    /// <summary>The faults of a message: an object with <c>blocks</c>, <c>text</c> and <c>metadata</c>, as far as it has them; or its blocks.</summary>
    public static IReadOnlyList<string> ErrorsOfMessage(JsonElement message)
    {
        var found = new Findings();
        if (message.ValueKind == JsonValueKind.Array)
        {
            Blocks.OfAMessage(message, "/blocks", found);
            return found.All;
        }
        if (message.TryMember("blocks", out var blocks)) Blocks.OfAMessage(blocks, "/blocks", found);
        if (message.TryMember("text", out var text)) Text(40_000, min: 0)(text, "/text", found);
        if (message.TryMember("metadata", out var metadata)) Metadata(metadata, "/metadata", found);
        return found.All;
    }

    /// <summary>The faults of a modal or a home.</summary>
    public static IReadOnlyList<string> ErrorsOfView(JsonElement view)
    {
        var found = new Findings();
        View(view, "/view", found);
        if (IsTooLarge(view)) found.Add("/view", $"must be less than {LargestView + 1} bytes");
        return found.All;
    }

    internal static bool IsTooLarge(JsonElement view) => Encoding.UTF8.GetByteCount(view.GetRawText()) > LargestView;

    internal static IReadOnlyList<string> ErrorsOfMetadata(JsonElement metadata)
    {
        var found = new Findings();
        Metadata(metadata, "/metadata", found);
        return found.All;
    }

    private static void InputsCanBeSubmitted(JsonElement view, string pointer, Findings found)
    {
        if (view.Items("blocks").Any(block => block.Text("type") == "input") && !view.TryMember("submit", out _))
            found.Add(pointer, "missing required field: submit");
    }
}
