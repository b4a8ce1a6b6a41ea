using System.Collections.Immutable;
using System.Text.Json;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Presentation.Boards;
using Tinedy.ChatOps.Slack.BlockKit;

namespace Tinedy.ChatOps.Slack.Dialogs;

/// <summary>
/// What a view carries with it, unseen, because what is done in a view names neither a channel nor a message. It grants nothing: what is
/// sent is judged like any other request.
/// </summary>
/// <param name="Place">The channel it was opened from; null for a private line.</param>
internal sealed record ViewState(string? Place)
{
    /// <summary>The button that opened a dialog, as a <see cref="ButtonCode"/>; null in a view that only shows.</summary>
    public string? About { get; init; }

    /// <summary>What the dialog sends back with its inputs: the content hash that was shown.</summary>
    public ImmutableDictionary<string, string>? Carries { get; init; }

    /// <summary>The run whose phases are shown, here or beneath; null elsewhere.</summary>
    public long? Phases { get; init; }

    /// <summary>Which of its panels.</summary>
    public int Panel { get; init; }

    /// <summary>From which row on.</summary>
    public int From { get; init; }

    public Place? Where => Place is null ? null : Application.Ports.Place.Parse(Place);

    public static ViewState At(Place? where) => new(where?.ToString());

    public string Write() => SlackJson.Write(this);

    /// <summary>Null when it is none of ours.</summary>
    public static ViewState? Read(string text)
    {
        try
        {
            return SlackJson.Read<ViewState>(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
