using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Tinedy.ChatOps.Execution.Output;

/// <summary>
/// Every form in which a known secret may show up in an output: as it is, each of its lines, the password inside a
/// connection string, and all of these in base64, URL and JSON encoding. Shorter than four bytes is too common to hide.
/// </summary>
internal static partial class SecretForms
{
    public const int Shortest = 4;

    /// <summary>Where base64(1) and PEM break their lines.</summary>
    private static readonly int[] WrappedLines = [76, 64];

    /// <summary>The byte patterns to hide, the longest first, so that a whole secret goes before a part of it.</summary>
    /// <param name="secrets">Hidden as they are.</param>
    /// <param name="others">Values that are shown, but may carry a password inside a connection string.</param>
    public static IReadOnlyList<byte[]> Of(IEnumerable<string> secrets, IEnumerable<string> others)
    {
        var plain = secrets.SelectMany(secret => Lines(secret).Append(secret).Concat(Passwords(secret)))
            .Concat(others.SelectMany(Passwords));
        return [.. plain.SelectMany(Encodings)
            .Distinct(StringComparer.Ordinal)
            .Select(Encoding.UTF8.GetBytes)
            .Where(form => form.Length >= Shortest)
            .OrderByDescending(form => form.Length)];
    }

    private static string[] Lines(string secret) =>
        secret.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static IEnumerable<string> Passwords(string value)
    {
        foreach (Match match in InAddress().Matches(value))
        {
            yield return match.Groups[1].Value;
            yield return Uri.UnescapeDataString(match.Groups[1].Value);
        }
        foreach (Match match in InKeywords().Matches(value)) yield return match.Groups[1].Value.Trim('\'', '"');
    }

    private static IEnumerable<string> Encodings(string plain)
    {
        var bytes = Encoding.UTF8.GetBytes(plain);
        if (bytes.Length < Shortest) return [];
        var quoted = JsonSerializer.Serialize(plain);
        return
        [
            plain, Uri.EscapeDataString(plain), WebUtility.UrlEncode(plain), LowerEscapes().Replace(Uri.EscapeDataString(plain), Lower),
            quoted[1..^1], .. Base64(bytes),
        ];
    }

    /// <summary>
    /// The digits that a secret leaves in base64 wherever it stands in a longer text: at each of the three offsets,
    /// without the digits it shares with its neighbours.
    /// </summary>
    private static IEnumerable<string> Base64(byte[] bytes)
    {
        for (var offset = 0; offset < 3; offset++)
        {
            var digits = Convert.ToBase64String([.. new byte[offset], .. bytes]).TrimEnd('=');
            var shared = offset == 0 ? 0 : offset + 1;
            var whole = (offset + bytes.Length) % 3 == 0 ? digits.Length : digits.Length - 1;
            if (whole - shared < Shortest + 2) continue;
            var own = digits[shared..whole];
            yield return own;
            yield return own.Replace('+', '-').Replace('/', '_');
            if (offset == 0) foreach (var piece in WrappedLines.SelectMany(width => own.Chunk(width))) yield return new(piece);
        }
    }

    private static string Lower(Match escape) => escape.Value.ToLowerInvariant();

    [GeneratedRegex("%[0-9A-F]{2}")]
    private static partial Regex LowerEscapes();

    // scheme://user:password@host, as far as the last @ before the path, since a password may hold one.
    [GeneratedRegex(@"[a-z][a-z0-9+.-]*://[^:/?#\s]*:([^/\s]+)@", RegexOptions.IgnoreCase)]
    private static partial Regex InAddress();

    // Password=…; of .NET, password=… of libpq.
    [GeneratedRegex(@"(?:password|pwd)\s*=\s*('[^']*'|""[^""]*""|[^;\s&]+)", RegexOptions.IgnoreCase)]
    private static partial Regex InKeywords();
}
