namespace Tinedy.ChatOps.Execution;

/// <summary>Rung by whoever fills the queue, so that a click starts its step at once and not at the next look.</summary>
public sealed class RunnerBell : IDisposable
{
    private readonly SemaphoreSlim rung = new(0, 1);

    public void Ring()
    {
        try
        {
            rung.Release();
        }
        catch (SemaphoreFullException)
        {
            // It rings already.
        }
    }

    public void Dispose() => rung.Dispose();

    internal Task WaitAsync(TimeSpan most, CancellationToken ct) => rung.WaitAsync(most, ct);
}
