using System.Collections.Immutable;
using System.Text.Json;
using Tinedy.ChatOps.Presentation.Boards;

namespace Tinedy.ChatOps.Teams.AdaptiveCards;

/// <summary>
/// What a button carries and sends back, unseen. It grants nothing: what is sent is judged like any other request. Where it was pressed
/// is told by Teams and never by the card.
/// </summary>
/// <param name="Do">What the button is for: one of the words below.</param>
internal sealed record CardState(string Do)
{
    public const string Press = "press";
    public const string Send = "send";
    public const string Refresh = "refresh";

    /// <summary>Another phase, or another page of it.</summary>
    public const string Turn = "turn";

    /// <summary>The name under which it travels beside the fields of a dialog.</summary>
    public const string Name = "chatops";

    /// <summary>The button, or the one that opened the dialog, as a <see cref="ButtonCode"/>.</summary>
    public string? Code { get; init; }

    /// <summary>It stands on a board: whoever presses it sees the board as it is then.</summary>
    public bool? OnBoard { get; init; }

    /// <summary>What the dialog sends back with its inputs: the content hash that was shown.</summary>
    public ImmutableDictionary<string, string>? Carries { get; init; }

    /// <summary>The run whose phases, or whose board, are shown, here or beneath; null elsewhere.</summary>
    public long? Run { get; init; }

    /// <summary>Which of its panels.</summary>
    public int? Panel { get; init; }

    /// <summary>From which row on.</summary>
    public int? From { get; init; }

    /// <summary>Names the message that a board stands in, so that one whose sending was never answered is found again.</summary>
    public string? Token { get; init; }

    public Button? Button => ButtonCode.Read(Code);

    /// <summary>Null when it is none of ours.</summary>
    public static CardState? Read(JsonElement data)
    {
        try
        {
            return data.ValueKind == JsonValueKind.Object && data.TryGetProperty(Name, out var memory) && memory.ValueKind == JsonValueKind.Object
                ? TeamsJson.Read<CardState>(memory)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
