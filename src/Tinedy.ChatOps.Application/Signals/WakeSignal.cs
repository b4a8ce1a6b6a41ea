namespace Tinedy.ChatOps.Application.Signals;

/// <summary>
/// What a worker waits at. It asks its queue when somebody rings, and by itself in case nobody did. Whoever has looked at all queues and
/// found nothing in this one spares it the asking for a while: only that, and only as long as nobody has rung since.
/// </summary>
/// <param name="workers">Who may be called at once.</param>
public sealed class WakeSignal(TimeProvider time, int workers = 1) : IDisposable
{
    private readonly Lock gate = new();
    private readonly SemaphoreSlim rung = new(0, workers);
    private long stirredAt = long.MinValue;
    private long restsUntil = long.MinValue;

    public bool Rests
    {
        get
        {
            lock (gate) return time.GetTimestamp() < restsUntil;
        }
    }

    /// <summary>There is something: ask now.</summary>
    public void Ring()
    {
        lock (gate)
        {
            Stir();
            if (rung.CurrentCount < workers) rung.Release();
        }
    }

    /// <summary>There may be something soon: ask by yourself again.</summary>
    public void Stir()
    {
        lock (gate) (stirredAt, restsUntil) = (time.GetTimestamp(), long.MinValue);
    }

    /// <summary>Somebody who began to look then found nothing. What has happened since then counts for more.</summary>
    public void Rest(long lookedAt, TimeSpan most)
    {
        lock (gate)
        {
            if (stirredAt < lookedAt) restsUntil = lookedAt + (long)(most.TotalSeconds * time.TimestampFrequency);
        }
    }

    /// <summary>Waits for somebody to ring, for a while; false when there is no need to ask.</summary>
    public async Task<bool> WaitAsync(TimeSpan most, CancellationToken ct) => await rung.WaitAsync(most, ct) || !Rests;

    public void Dispose() => rung.Dispose();
}
