namespace Tinedy.ChatOps.Paging;

/// <summary>An address outside that expects a sign of life (<c>Paging:DeadMan</c>), as healthchecks.io and its like do.</summary>
public sealed class DeadMan(Uri address) : IDisposable
{
    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(10) };

    /// <exception cref="HttpRequestException">It did not take it.</exception>
    public async Task SignAsync(CancellationToken ct)
    {
        using var answer = await http.PostAsync(address, null, ct);
        answer.EnsureSuccessStatusCode();
    }

    public void Dispose() => http.Dispose();

    internal static DeadMan? Read(string? setting, ICollection<string> problems)
    {
        if (string.IsNullOrWhiteSpace(setting)) return null;
        if (Uri.TryCreate(setting, UriKind.Absolute, out var address) && (address.Scheme is "https" or "http")) return new(address);
        // Whoever knows the address can give signs of life in our name.
        problems.Add("Paging:DeadMan is no http or https address to give a sign of life at.");
        return null;
    }
}
