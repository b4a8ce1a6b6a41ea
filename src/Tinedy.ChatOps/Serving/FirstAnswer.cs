namespace Tinedy.ChatOps.Serving;

/// <summary>Waits until a page is answered: the first one takes seconds on a busy machine, and until then an address would only be a promise.</summary>
internal static class FirstAnswer
{
    /// <summary>Whoever starts it is told the address in any case.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <param name="url">Where the service listens; its first page is asked for.</param>
    public static async Task WaitAsync(string url, CancellationToken ct)
    {
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(ct);
        bounded.CancelAfter(Patience);
        // This computer's own address is asked for, whatever stands between it and others.
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });
        try
        {
            using var answer = await http.GetAsync(new Uri(ServedHere(url)), bounded.Token);
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException && !ct.IsCancellationRequested)
        {
            // A certificate of somebody's own, or a very slow machine: the browser will say more than we could.
        }
    }

    /// <summary>An address that means every one is asked for on this computer.</summary>
    internal static string ServedHere(string url) => url.Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal).Replace("[::]", "[::1]", StringComparison.Ordinal)
        .Replace("//+", "//127.0.0.1", StringComparison.Ordinal).Replace("//*", "//127.0.0.1", StringComparison.Ordinal);
}
