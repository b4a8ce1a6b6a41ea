using System.Net;

namespace Tinedy.ChatOps.Settings;

/// <summary>Reads <c>Urls</c>: where the service is reached.</summary>
internal static class ListenAddresses
{
    /// <param name="localMode">Whoever opens the page says who they are, so only addresses of this computer are taken.</param>
    /// <param name="problems">Gets a sentence for everything that is wrong.</param>
    public static IReadOnlyList<Uri> Read(string given, bool localMode, ICollection<string> problems)
    {
        var urls = given.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Understand).ToList();
        if (urls.Count == 0 || urls.Contains(null))
            problems.Add($"Urls: \"{given}\" is not a list of addresses like {ServiceSettings.DefaultUrl}, with a port from 0 to 65535.");
        else if (urls.FirstOrDefault(url => url!.AbsolutePath != "/" || url.Query.Length > 0) is { } deep)
            problems.Add($"Urls: {deep} has a path. An address that is served ends with its port.");
        else if (localMode && urls.FirstOrDefault(url => !IsLoopback(url!)) is { } open)
            problems.Add($"Urls: {open} can be reached by others. In local mode whoever opens the page says who they are: bind to {ServiceSettings.DefaultUrl}, or configure Slack or Teams.");
        return [.. urls.OfType<Uri>()];
    }

    private static Uri? Understand(string url) =>
        Uri.TryCreate(url.Replace("://*", "://0.0.0.0", StringComparison.Ordinal).Replace("://+", "://0.0.0.0", StringComparison.Ordinal), UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps) ? uri : null;

    private static bool IsLoopback(Uri url) => url.IsLoopback || (IPAddress.TryParse(url.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
