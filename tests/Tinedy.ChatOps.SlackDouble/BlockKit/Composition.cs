using System.Text.Json;
using static Tinedy.ChatOps.SlackDouble.BlockKit.Rules;

namespace Tinedy.ChatOps.SlackDouble.BlockKit;

/// <summary>The small objects that elements and blocks are made of.</summary>
internal static class Composition
{
    public static Property ActionId { get; } = May("action_id", Text(255));

    public static Property BlockId { get; } = May("block_id", Text(255));

    public static Property Url { get; } = May("url", Text(3000));

    public static Property FocusOnLoad { get; } = May("focus_on_load", Flag);

    public static Property Placeholder { get; } = May("placeholder", PlainText(150));

    public static Property Confirm { get; } = May("confirm", Shape(
        Must("title", PlainText(100)),
        Must("text", AnyText(300)),
        Must("confirm", PlainText(30)),
        Must("deny", PlainText(30)),
        May("style", OneOf("primary", "danger"))));

    public static Rule PlainText(int max) => ByType(Plain(max));

    public static Rule AnyText(int max) => ByType(Plain(max), Mrkdwn(max));

    public static Kind Plain(int max) => Typed("plain_text", Must("text", Text(max)), May("emoji", Flag));

    public static Kind Mrkdwn(int max) => Typed("mrkdwn", Must("text", Text(max)), May("verbatim", Flag));

    /// <summary>Selects and overflows show plain text only; an overflow's option may lead to an address.</summary>
    public static Rule PlainOption(bool mayLink) => Shape([.. OptionOf(PlainText(75)), .. mayLink ? [Url] : Array.Empty<Property>()]);

    /// <summary>Radio buttons and checkboxes may format theirs.</summary>
    public static Rule RichOption { get; } = Shape([.. OptionOf(AnyText(75))]);

    /// <summary>An <c>initial_option</c> that is not, text and value, one of the options is refused.</summary>
    public static void InitialIsAnOption(JsonElement element, string pointer, Findings found)
    {
        var options = element.Items("options").Concat(element.Items("option_groups").SelectMany(group => group.Items("options"))).ToList();
        if (element.TryMember("initial_option", out var initial) && !options.Exists(option => IsSame(option, initial)))
            found.Add($"{pointer}/initial_option", "initial_option must match one of the options");
        foreach (var stray in element.Items("initial_options").Where(chosen => !options.Exists(option => IsSame(option, chosen))))
            found.Add($"{pointer}/initial_options", $"initial_options must match the options: {stray.Text("value")}");
    }

    // Node SDK types say 75 for a value, the Python SDK 150: the double takes the stricter.
    private static Property[] OptionOf(Rule text) => [Must("text", text), Must("value", Text(75)), May("description", AnyText(75))];

    private static bool IsSame(JsonElement one, JsonElement other) =>
        one.Text("value") == other.Text("value") && TextOf(one) == TextOf(other);

    private static string? TextOf(JsonElement option) => option.TryMember("text", out var text) ? text.Text("text") : null;
}
