using System.Text;

namespace Tinedy.ChatOps.Domain.Databases;

/// <summary>
/// libpq's pairs: <c>host=db dbname='my crm'</c>, with a space between them, and quotes and backslashes as libpq reads them
/// (postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-KEYWORD-VALUE).
/// </summary>
internal static class AddressPairs
{
    /// <summary>The pairs; null when it is not of this form, or is Npgsql's as well (one pair alone reads the same in both).</summary>
    public static List<(string Name, string Value)>? Read(string text)
    {
        var pairs = new List<(string Name, string Value)>();
        for (var at = Skip(text, 0); at < text.Length; at = Skip(text, at))
        {
            var equals = text.IndexOf('=', at);
            if (equals < 0) return null;
            var name = text[at..equals].TrimEnd();
            if (name.Length == 0 || name.Any(letter => !char.IsAsciiLetterLower(letter) && letter != '_')) return null;
            if (Value(text, Skip(text, equals + 1)) is not { } read) return null;
            pairs.Add((name, read.Value));
            at = read.End;
        }
        return pairs.Count > 1 ? pairs : null;
    }

    private static (string Value, int End)? Value(string text, int at)
    {
        var isQuoted = at < text.Length && text[at] == '\'';
        if (isQuoted) at++;
        var value = new StringBuilder();
        for (; at < text.Length; at++)
        {
            if (isQuoted ? text[at] == '\'' : char.IsWhiteSpace(text[at])) return (value.ToString(), at + 1);
            if (text[at] == '\\' && ++at == text.Length) break;
            value.Append(text[at]);
        }
        return isQuoted ? null : (value.ToString(), at);
    }

    private static int Skip(string text, int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at])) at++;
        return at;
    }
}
