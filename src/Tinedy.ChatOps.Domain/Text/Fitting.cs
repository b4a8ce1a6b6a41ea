using System.Globalization;
using System.Text;

namespace Tinedy.ChatOps.Domain.Text;

/// <summary>Making text fit its place. What is cut is counted.</summary>
public static class Fitting
{
    private const int CutNote = 28;

    /// <summary>Whole pieces, as many as there is room for: an escape, a mention or a time is never cut in two.</summary>
    /// <param name="pieces">Each is one letter as people see it.</param>
    public static string Pieces(IReadOnlyList<string> pieces, int most)
    {
        if (pieces.Sum(piece => piece.Length) <= most) return string.Concat(pieces);
        var text = new StringBuilder();
        var kept = pieces.TakeWhile(piece => text.Length + piece.Length <= most - CutNote && text.Append(piece) is not null).Count();
        return text.Append(CultureInfo.InvariantCulture, $"… {pieces.Count - kept} more letters").ToString();
    }

    /// <summary>Whole lines, as many as there is room for.</summary>
    public static string Lines(IReadOnlyList<string> lines, int most)
    {
        var all = string.Join('\n', lines);
        if (all.Length <= most) return all;
        var room = most - CutNote;
        var kept = lines.TakeWhile(line => (room -= line.Length + 1) >= 0).ToList();
        return string.Join('\n', [.. kept, string.Create(CultureInfo.InvariantCulture, $"… {lines.Count - kept.Count} more lines")]);
    }

    /// <summary>A line that a program printed.</summary>
    public static string Narrow(string line, int width) =>
        line.Length <= width ? line : string.Create(CultureInfo.InvariantCulture, $"{Legible.Cut(line, width)} {line.Length - width + 1} more");
}
