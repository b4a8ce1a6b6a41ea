using System.Globalization;
using System.Text;
using Tinedy.ChatOps.SlackDouble.Workspaces;

namespace Tinedy.ChatOps.SlackDouble.Api;

/// <summary>Which messages a call asks for: between two moments, from a cursor on.</summary>
internal sealed record Paging(decimal Oldest, decimal Latest, bool IsInclusive, string? StartAt)
{
    private const string CursorIs = "next_ts:";

    /// <summary>False when the cursor is none of ours.</summary>
    public static bool TryRead(ApiRequest request, out Paging paging)
    {
        var start = request.Text("cursor") is { } cursor ? StartOf(cursor) : null;
        paging = new(Moment(request.Text("oldest"), 0), Moment(request.Text("latest"), decimal.MaxValue), request.Flag("inclusive"), start);
        return request.Text("cursor") is null || start is not null;
    }

    public static string CursorAt(SlackMessage message) => Convert.ToBase64String(Encoding.ASCII.GetBytes(CursorIs + message.Ts));

    /// <summary>The moments themselves belong to it only when the call says so.</summary>
    public bool Covers(SlackMessage message)
    {
        var at = Moment(message.Ts, 0);
        return IsInclusive ? at >= Oldest && at <= Latest : at > Oldest && at < Latest;
    }

    private static decimal Moment(string? ts, decimal otherwise) =>
        decimal.TryParse(ts, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var moment) ? moment : otherwise;

    private static string? StartOf(string cursor)
    {
        var bytes = new byte[cursor.Length];
        if (!Convert.TryFromBase64String(cursor, bytes, out var length)) return null;
        var text = Encoding.ASCII.GetString(bytes, 0, length);
        return text.StartsWith(CursorIs, StringComparison.Ordinal) ? text[CursorIs.Length..] : null;
    }
}
