using System.Text;

namespace Tinedy.ChatOps.Domain.Runbooks;

/// <summary>
/// Stable names from texts. Whoever comes first in the file keeps the plain slug; a later one with the same text takes
/// its headings in front, and at last a number, so that adding an item further down changes nobody's key.
/// </summary>
internal sealed class Keys
{
    private const int MaxLength = 60;
    private readonly HashSet<string> taken = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> counts = new(StringComparer.Ordinal);

    /// <param name="text">What is named.</param>
    /// <param name="headings">The headings above it, the nearest first.</param>
    public string Take(string text, params ReadOnlySpan<string> headings)
    {
        var key = Slug(text, "item");
        if (taken.Add(key)) return key;
        foreach (var heading in headings)
        {
            if (Slug(heading, "") is not { Length: > 0 } slug) continue;
            key = $"{slug}-{key}";
            if (taken.Add(key)) return key;
        }
        var number = counts.GetValueOrDefault(key, 1);
        do number++;
        while (!taken.Add(FormattableString.Invariant($"{key}-{number}")));
        counts[key] = number;
        return FormattableString.Invariant($"{key}-{number}");
    }

    /// <summary>Letters and digits of any script in lower case, with single hyphens between them.</summary>
    public static string Slug(string text, string whenEmpty)
    {
        var slug = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (slug.Length >= MaxLength) break;
            if (Rune.IsLetterOrDigit(rune)) slug.Append(Rune.ToLowerInvariant(rune).ToString());
            else if (slug.Length > 0 && slug[^1] != '-') slug.Append('-');
        }
        var trimmed = slug.ToString().Trim('-');
        return trimmed.Length > 0 ? trimmed : whenEmpty;
    }
}
