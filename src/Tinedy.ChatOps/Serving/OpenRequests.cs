using System.Collections.Concurrent;
using System.Globalization;

namespace Tinedy.ChatOps.Serving;

/// <summary>The requests that are being answered, open pages among them, so that a stop can say what it waits for.</summary>
internal sealed class OpenRequests
{
    private readonly ConcurrentDictionary<HttpContext, string> open = new();

    public async Task TrackAsync(HttpContext context, RequestDelegate next)
    {
        open[context] = context.Request.Path.StartsWithSegments("/_blazor", StringComparison.Ordinal) ? "" : $"{context.Request.Method} {context.Request.Path}";
        try
        {
            await next(context);
        }
        finally
        {
            open.TryRemove(context, out _);
        }
    }

    /// <summary>Each as whoever stops the service knows it.</summary>
    public IReadOnlyList<string> Names()
    {
        var names = open.Values.ToList();
        var pages = names.RemoveAll(name => name.Length == 0);
        string[] counted = pages == 0 ? [] : [string.Create(CultureInfo.InvariantCulture, $"{pages} open {(pages == 1 ? "page" : "pages")}")];
        return [.. counted, .. names.Order(StringComparer.Ordinal)];
    }
}
