using System.Text;

namespace Tinedy.ChatOps.Postgres.Statements;

/// <summary>What crosses between .NET and Postgres in a form that both can hold.</summary>
internal static class StoredValues
{
    private const char Replacement = '\uFFFD';

    /// <summary>
    /// Postgres text holds neither NUL nor half a surrogate pair; what people type and commands print may.
    /// The journal's own text needs none of this: in JSON both are escaped.
    /// </summary>
    public static string Text(string text)
    {
        if (!text.Any(letter => letter == '\0' || char.IsSurrogate(letter))) return text;
        return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Replace('\0', Replacement);
    }

    public static string? TextOrNull(string? text) => text is null ? null : Text(text);

    /// <summary>Dapper cannot read a <c>timestamptz</c> into a DateTimeOffset, so rows carry a DateTime whose kind is UTC.</summary>
    public static DateTimeOffset Time(DateTime at) => new(at, TimeSpan.Zero);

    public static DateTimeOffset? TimeOrNull(DateTime? at) => at is { } known ? Time(known) : null;
}
