using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Tinedy.ChatOps.Teams.AdaptiveCards;

/// <summary>An Adaptive Card of version 1.5, the newest that Teams draws for bots.</summary>
/// <param name="Speak">What is read aloud, and the words of a notification.</param>
internal sealed record Card(string Speak, ImmutableArray<Element> Body)
{
    public string Type { get; } = "AdaptiveCard";

    [JsonPropertyName("$schema")]
    public string Schema { get; } = "http://adaptivecards.io/schemas/adaptive-card.json";

    public string Version { get; } = "1.5";

    public string FallbackText => Speak;

    public ImmutableArray<CardAction>? Actions { get; init; }

    public CardRefresh? Refresh { get; init; }

    public Msteams? Msteams { get; init; }
}

/// <summary>What a client asks for by itself when it shows the card.</summary>
internal sealed record CardRefresh(CardAction Action);

/// <param name="Width"><c>Full</c>: as wide as the conversation.</param>
internal sealed record Msteams(string? Width, ImmutableArray<Mention>? Entities);

/// <summary>Somebody who is called, wherever the text says exactly this.</summary>
internal sealed record Mention(string Text, Mentioned Mentioned)
{
    public string Type { get; } = "mention";
}

/// <param name="Id">Their object id in Entra.</param>
internal sealed record Mentioned(string Id, string Name);
