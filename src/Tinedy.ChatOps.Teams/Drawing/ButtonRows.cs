using System.Collections.Immutable;
using Tinedy.ChatOps.Teams.AdaptiveCards;

namespace Tinedy.ChatOps.Teams.Drawing;

/// <summary>
/// Buttons in rows that a phone shows whole. At 340 px a client divides a row evenly and cuts what does not fit, so that of four buttons
/// none can be read.
/// </summary>
internal static class ButtonRows
{
    /// <summary>Buttons of one row; what is behind the dots counts as one.</summary>
    public const int Most = 2;

    /// <summary>Letters of a label that shares its row.</summary>
    public const int Shared = 15;

    /// <summary>Letters of a label that has a row for itself.</summary>
    public const int Alone = 30;

    /// <summary>Letters of a label that stands at the right of a text.</summary>
    public const int BesideText = 12;

    /// <summary>In their order: pairs of short labels, a long one by itself. Secondary ones stand behind the dots of the last row.</summary>
    public static IEnumerable<ImmutableArray<CardAction>> Of(IEnumerable<CardAction> actions)
    {
        var all = actions.ToLookup(action => action.Mode == "secondary");
        var row = ImmutableArray<CardAction>.Empty;
        foreach (var action in all[false])
        {
            if (!row.IsEmpty && !FitBeside(row, action))
            {
                yield return row;
                row = [];
            }
            row = row.Add(action);
        }
        ImmutableArray<CardAction> seldom = [.. all[true]];
        if (!seldom.IsEmpty && row.Length == Most)
        {
            yield return row;
            row = [];
        }
        if (!row.IsEmpty || !seldom.IsEmpty) yield return [.. row, .. seldom];
    }

    private static bool FitBeside(ImmutableArray<CardAction> row, CardAction next) =>
        row.Length < Most && next.Title.Length <= Shared && row.All(action => action.Title.Length <= Shared);
}
