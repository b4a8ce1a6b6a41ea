using Tinedy.ChatOps.Domain.Events;

namespace Tinedy.ChatOps.Application.Ports;

/// <summary>What was said in the local chat, so that a restart loses no line.</summary>
public interface IChatLog
{
    /// <summary>Adds a line and answers its number. The same key twice is one line.</summary>
    Task<long> SayAsync(ChatLine line, CancellationToken ct);

    /// <summary>Makes an earlier line say something else.</summary>
    Task ChangeAsync(long id, string text, string? buttons, CancellationToken ct);

    /// <summary>The latest lines that a person may see, the oldest first.</summary>
    Task<IReadOnlyList<ChatLine>> ReadAsync(string reader, int most, CancellationToken ct);
}

/// <summary>One line of the local chat.</summary>
/// <param name="Id">0 before it is said.</param>
/// <param name="Key">Stable, so that a repeat adds nothing.</param>
/// <param name="Kind"><c>typed</c> by a person, <c>private</c> to one person, or a post: <c>board</c>, <c>notice</c>.</param>
/// <param name="Author">Who typed it; null for the bot.</param>
/// <param name="OnlyFor">The one person who sees it; null for all.</param>
/// <param name="Run">The run it is about; its board or notice is drawn from the journal.</param>
/// <param name="Text">What was typed or answered, as stored prose (see <c>ProseJson</c>); null for a post.</param>
public sealed record ChatLine(long Id, string Key, string Kind, string? Author, string? OnlyFor, RunId? Run, string? Text, DateTimeOffset At)
{
    /// <summary>What can be pressed beneath it, as the chat has stored it; null without any.</summary>
    public string? Buttons { get; init; }
}
