using System.Collections.Immutable;

namespace Tinedy.ChatOps.Teams.AdaptiveCards;

/// <summary>A message on its way out.</summary>
/// <param name="Summary">What a notification shows and what is read aloud. Beside a card there is no <c>text</c>: Teams would show both.</param>
internal sealed record OutgoingMessage(string Summary, ImmutableArray<Attachment> Attachments)
{
    public string Type { get; } = "message";

    /// <summary>Of the message that is changed; null for a new one.</summary>
    public string? Id { get; init; }

    public object? ChannelData { get; init; }

    public static OutgoingMessage Of(Card card) => new(card.Speak, [Attachment.Of(card)]);

    /// <summary>With a sound, for somebody who must act.</summary>
    public OutgoingMessage Loud() => this with { ChannelData = new { notification = new { alert = true } } };
}

internal sealed record Attachment(string ContentType, object Content)
{
    /// <summary>Of a file.</summary>
    public string? Name { get; init; }

    /// <inheritdoc cref="Name"/>
    public string? ContentUrl { get; init; }

    public static Attachment Of(Card card) => new("application/vnd.microsoft.card.adaptive", card);
}
