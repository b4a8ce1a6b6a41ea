namespace Tinedy.ChatOps.Application.Conversations;

/// <summary>
/// What an answer waits for, so that whoever is told that it takes longer is told the truth. Said by whoever waits, where it waits: a statement of
/// the database, a call of a platform. Time that goes by elsewhere, in our own work or because the machine is busy, is nobody's slowness.
/// </summary>
public sealed class WaitTracker(TimeProvider time)
{
    public const string Database = "the database";

    /// <summary>One wait that has lasted this long is why an answer is late; many short ones are how every answer comes about.</summary>
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(1);

    private static readonly AsyncLocal<WaitTracker?> Current = new();

    private readonly Lock gate = new();
    private readonly List<(string What, long Since)> waits = [];

    /// <summary>"the database", "Slack": what has kept us waiting for long, and still does; null while that is nothing.</summary>
    public string? What
    {
        get
        {
            lock (gate) return waits.Where(wait => time.GetElapsedTime(wait.Since) >= Long).Select(wait => wait.What).FirstOrDefault();
        }
    }

    /// <summary>What was waited for last, for however short: what a failure came from, if it came from outside; null while that is nothing.</summary>
    public string? Last { get; private set; }

    /// <summary>Answers with whatever is waited for on the way noted, for who reads it only of a failure.</summary>
    public static Task<T> NotedAsync<T>(Func<WaitTracker, Task<T>> ask)
    {
        var awaited = new WaitTracker(TimeProvider.System);
        return awaited.NotingAsync(() => ask(awaited));
    }

    /// <summary>Answers with whatever is waited for on the way noted here.</summary>
    public async Task<T> NotingAsync<T>(Func<Task<T>> ask)
    {
        // Seen by what is awaited from here on, and by nobody after it.
        Current.Value = this;
        return await ask();
    }

    /// <summary>From here on this is waited for, until disposed; nothing where nobody waits for an answer.</summary>
    public static IDisposable? For(string what) => Current.Value?.Begin(what);

    private Wait Begin(string what)
    {
        var wait = (what, time.GetTimestamp());
        lock (gate)
        {
            waits.Add(wait);
            Last = what;
        }
        return new(this, wait);
    }

    private sealed class Wait(WaitTracker owner, (string, long) wait) : IDisposable
    {
        public void Dispose()
        {
            lock (owner.gate) owner.waits.Remove(wait);
        }
    }
}
