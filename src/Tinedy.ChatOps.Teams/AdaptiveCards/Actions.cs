using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Tinedy.ChatOps.Teams.AdaptiveCards;

/// <summary>Something that can be pressed.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Execute), "Action.Execute")]
[JsonDerivedType(typeof(Submit), "Action.Submit")]
[JsonDerivedType(typeof(OpenUrl), "Action.OpenUrl")]
[JsonDerivedType(typeof(ToggleVisibility), "Action.ToggleVisibility")]
internal abstract record CardAction(string Title)
{
    /// <summary><c>destructive</c> or <c>positive</c>; null for neither.</summary>
    public string? Style { get; init; }

    /// <summary>The verb with its object, so that equal buttons differ for a screen reader.</summary>
    public string? Tooltip { get; init; }

    /// <summary><c>secondary</c>: behind the three dots.</summary>
    public string? Mode { get; init; }

    /// <summary>Sent to the bot, which answers to the client that pressed.</summary>
    public sealed record Execute(string Title, string Verb, object Data) : CardAction(Title);

    /// <summary>Sent as a message; with <c>msteams</c> in its data it opens a dialog.</summary>
    public sealed record Submit(string Title, object Data) : CardAction(Title);

    public sealed record OpenUrl(string Title, string Url) : CardAction(Title);

    /// <summary>Done by the client alone.</summary>
    public sealed record ToggleVisibility(string Title, ImmutableArray<string> TargetElements) : CardAction(Title);
}
