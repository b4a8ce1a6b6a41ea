using Tinedy.ChatOps.Domain.Text;
using Tinedy.ChatOps.Presentation.Boards;
using Tinedy.ChatOps.Slack.BlockKit;

namespace Tinedy.ChatOps.Slack.Drawing;

/// <summary>Buttons as Slack draws them. The value is a <see cref="ButtonCode"/>: a run, an item and a version.</summary>
internal static class ButtonWriter
{
    public const string Link = "link";
    private const string Prefix = "press:";

    public static Element Of(Button button) => new Element.Button(Prefix + button.Verb, TextObject.Plain(button.Label))
    {
        Value = ButtonCode.Write(button),
        Style = button.Danger ? "danger" : null,
        AccessibilityLabel = Legible.Cut(Legible.Visible(button.Accessible), Limits.ButtonText),
    };

    /// <summary>The seldom ones behind a mark, or behind a second one where the first can hold no more.</summary>
    public static IEnumerable<Element> More(IEnumerable<Button> buttons) => buttons.Chunk(Limits.OverflowOptions).Select((some, at) => new Element.Overflow(
        at == 0 ? Prefix + "more" : FormattableString.Invariant($"{Prefix}more-{at + 1}"),
        [.. some.Select(button => new Option(TextObject.Plain(button.Label), ButtonCode.Write(button)))]));

    public static Element To(string label, string url) => new Element.Button(Link, TextObject.Plain(label)) { Url = url };

    /// <summary>True for an act that is one of our buttons.</summary>
    public static bool IsPress(string actionId) => actionId.StartsWith(Prefix, StringComparison.Ordinal);
}
