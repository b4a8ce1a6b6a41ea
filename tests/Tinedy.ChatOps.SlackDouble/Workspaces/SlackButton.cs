using System.Text.Json;

namespace Tinedy.ChatOps.SlackDouble.Workspaces;

/// <summary>One thing a person can press: a button, or one option of a menu.</summary>
/// <param name="Element">The whole element as it was shown.</param>
/// <param name="Option">The option of it; null for a button.</param>
public sealed record SlackButton(
    SlackButtonKind Kind, string Label, string? AccessibilityLabel, string ActionId, string? Value, string BlockId, JsonElement Element,
    JsonElement? Option)
{
    /// <summary>Slack's word for the element: <c>button</c>, <c>overflow</c>, <c>static_select</c>, <c>radio_buttons</c>, <c>checkboxes</c>.</summary>
    public string ElementType => Element.Text("type")!;

    public bool AsksFirst => Element.TryMember("confirm", out _);

    public string? Style => Element.Text("style");

    public string? Url => (Option ?? Element).Text("url");

    public override string ToString() => AccessibilityLabel is null ? Label : $"{Label} ({AccessibilityLabel})";
}

public enum SlackButtonKind
{
    Button,
    OverflowOption,
    StaticSelectOption,
    RadioButton,
    Checkbox,
}
