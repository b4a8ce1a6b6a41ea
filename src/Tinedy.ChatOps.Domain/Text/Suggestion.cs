namespace Tinedy.ChatOps.Domain.Text;

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

    /// <summary>Keystrokes between two words: one for each letter that is missing, too much or another, and one for two that changed places.</summary>
    private static int Distance(string left, string right)
    {
        if (Math.Abs(left.Length - right.Length) > 2) return int.MaxValue;
        var rows = new int[left.Length + 1, right.Length + 1];
        for (var i = 0; i <= left.Length; i++)
        {
            for (var j = 0; j <= right.Length; j++)
            {
                rows[i, j] = i == 0 || j == 0
                    ? i + j
                    : Math.Min(Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1, rows[i - 1, j - 1] + (Same(left[i - 1], right[j - 1]) ? 0 : 1));
                if (i > 1 && j > 1 && Same(left[i - 1], right[j - 2]) && Same(left[i - 2], right[j - 1])) rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
            }
        }
        return rows[left.Length, right.Length];
    }

    private static bool Same(char left, char right) => char.ToLowerInvariant(left) == char.ToLowerInvariant(right);
}
