namespace Tinedy.ChatOps.Core.Runbooks;

/// <summary>"Did you mean …": the known name that is at most two keystrokes away.</summary>
public static class Suggestion
{
    /// <summary>Null: none is near.</summary>
    public static string? Nearest(string typed, IReadOnlyCollection<string> known) =>
        known.MinBy(name => Distance(typed, name)) is { } nearest && Distance(typed, nearest) <= Math.Min(2, nearest.Length - 1) ? nearest : null;

    /// <summary>A sentence that lists the known names, with the nearest first where there is one.</summary>
    public static string For(string typed, IReadOnlyList<string> known)
    {
        var all = $"Known here: {string.Join(", ", known)}.";
        return Nearest(typed, known) is { } nearest ? $"Did you mean \"{nearest}\"? {all}" : all;
    }

    private static int Distance(string left, string right)
    {
        if (Math.Abs(left.Length - right.Length) > 2) return int.MaxValue;
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var same = char.ToLowerInvariant(left[i - 1]) == char.ToLowerInvariant(right[j - 1]);
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + (same ? 0 : 1)));
            }
        }
        return row[^1];
    }
}
