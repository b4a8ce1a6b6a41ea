using System.Collections.Concurrent;
using Tinedy.ChatOps.Application.Time;

namespace Tinedy.ChatOps.Teams.Interactions;

/// <summary>
/// Teams delivers a message again when it thinks that it got lost, after a quarter of a minute with the same id and later with a new one
///. The very words that the same person wrote last in the same conversation are taken for the same act for a minute:
/// a retry must never start a step that nobody asked for. Known on this replica alone; the same id is caught on every one by its key.
/// </summary>
internal sealed class RepeatedMessages(TimeProvider time)
{
    private const int Most = 10_000;
    private static readonly TimeSpan Span = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<(string Person, string Conversation), (string Text, string Key, MonotonicTime At)> last = new();

    /// <summary>The key of the act that this message is.</summary>
    public string KeyOf(IncomingAction.Typed typed)
    {
        var now = MonotonicTime.Now(time);
        if (last.Count >= Most) last.Clear();
        return last.AddOrUpdate((typed.Spot.Who.User, typed.Spot.Conversation), _ => (typed.Text, typed.Key, now),
            (_, before) => before.Text == typed.Text && now - before.At < Span ? before : (typed.Text, typed.Key, now)).Key;
    }
}
