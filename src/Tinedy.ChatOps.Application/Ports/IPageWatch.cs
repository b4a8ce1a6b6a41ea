namespace Tinedy.ChatOps.Application.Ports;

/// <summary>Looks whether what should move does: who watches the pager.</summary>
public interface IPageWatch
{
    /// <summary>What has been due for longer than <paramref name="patience"/> and was not served: a run, a page. Empty when everything moves.</summary>
    Task<IReadOnlyList<string>> StuckAsync(TimeSpan patience, CancellationToken ct);
}
