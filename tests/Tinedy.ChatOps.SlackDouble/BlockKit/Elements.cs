using System.Text.Json;
using static Tinedy.ChatOps.SlackDouble.BlockKit.Composition;
using static Tinedy.ChatOps.SlackDouble.BlockKit.Rules;

namespace Tinedy.ChatOps.SlackDouble.BlockKit;

/// <summary>The elements of Block Kit and their limits.</summary>
internal static class Elements
{
    public static Kind Button { get; } = Typed("button",
        ActionId, Must("text", PlainText(75)), May("value", Text(2000)), Url, May("style", OneOf("primary", "danger")), Confirm,
        May("accessibility_label", Text(75)));

    public static Kind Overflow { get; } = Typed("overflow", ActionId, Must("options", List(1, 5, PlainOption(mayLink: true))), Confirm);

    public static Kind RadioButtons { get; } = Typed("radio_buttons",
        ActionId, Must("options", List(1, 10, RichOption)), May("initial_option", RichOption), Confirm, FocusOnLoad).And(InitialIsAnOption);

    public static Kind Checkboxes { get; } = Typed("checkboxes",
        ActionId, Must("options", List(1, 10, RichOption)), May("initial_options", List(1, 10, RichOption)), Confirm, FocusOnLoad)
        .And(InitialIsAnOption);

    public static Kind StaticSelect { get; } = Typed("static_select",
        ActionId, Placeholder, May("options", Options), May("option_groups", Groups), May("initial_option", PlainOption(mayLink: false)),
        Confirm, FocusOnLoad).And(HasOptions).And(InitialIsAnOption);

    public static Kind MultiStaticSelect { get; } = Typed("multi_static_select",
        ActionId, Placeholder, May("options", Options), May("option_groups", Groups), May("initial_options", Options), Confirm, FocusOnLoad,
        May("max_selected_items", Number(1, 100))).And(HasOptions).And(InitialIsAnOption);

    public static Kind PlainTextInput { get; } = Typed("plain_text_input",
        ActionId, Placeholder, May("initial_value", Text(3000, min: 0)), May("multiline", Flag), May("min_length", Number(0, 3000)),
        May("max_length", Number(1, 3000)), May("dispatch_action_config", Anything), FocusOnLoad);

    public static Kind Image { get; } = Typed("image", May("image_url", Text(3000)), May("slack_file", Anything), Must("alt_text", Text(2000)));

    /// <summary>Elements of which the double knows that they exist, and no more: nobody here sends them.</summary>
    private static Kind[] Selects { get; } =
    [
        StaticSelect, Unchecked("users_select"), Unchecked("conversations_select"), Unchecked("channels_select"), Unchecked("external_select"),
    ];

    private static Kind[] MultiSelects { get; } =
    [
        MultiStaticSelect, Unchecked("multi_users_select"), Unchecked("multi_conversations_select"), Unchecked("multi_channels_select"),
        Unchecked("multi_external_select"),
    ];

    private static Kind[] Pickers { get; } = [Unchecked("datepicker"), Unchecked("timepicker"), Unchecked("datetimepicker")];

    public static IReadOnlyCollection<Kind> BesideASection { get; } =
        [Button, Overflow, RadioButtons, Checkboxes, Image, .. Selects, .. MultiSelects, .. Pickers, Unchecked("workflow_button")];

    public static IReadOnlyCollection<Kind> InActions { get; } =
        [Button, Overflow, RadioButtons, Checkboxes, .. Selects, .. MultiSelects, .. Pickers, Unchecked("workflow_button")];

    public static IReadOnlyCollection<Kind> InAnInput { get; } =
    [
        PlainTextInput, RadioButtons, Checkboxes, .. Selects, .. MultiSelects, .. Pickers, Unchecked("number_input"),
        Unchecked("email_text_input"), Unchecked("url_text_input"), Unchecked("rich_text_input"), Unchecked("file_input"),
    ];

    private static Rule Options => List(1, 100, PlainOption(mayLink: false));

    private static Rule Groups => List(1, 100, Shape(Must("label", PlainText(75)), Must("options", Options)));

    private static Kind Unchecked(string type) => new(type, Anything);

    private static void HasOptions(JsonElement select, string pointer, Findings found)
    {
        if (select.TryMember("options", out _) == select.TryMember("option_groups", out _))
            found.Add(pointer, "must define either `options` or `option_groups`");
    }
}
