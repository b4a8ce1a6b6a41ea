using System.Collections.Concurrent;
using Tinedy.ChatOps.Core.Runs;

namespace Tinedy.ChatOps.Core.Desk;

/// <summary>
/// Tells whoever is looking that a run has changed, so that boards follow within a moment. A hint and nothing more: it may be
/// missed or come twice, and nobody learns from it what has changed.
/// </summary>
public sealed class RunFeed
{
    private readonly ConcurrentDictionary<object, Action<RunId>> listeners = new();

    public void Changed(RunId run)
    {
        foreach (var listener in listeners.Values) listener(run);
    }

    /// <summary>Calls back on every change until disposed; the callback must return at once.</summary>
    public IDisposable Listen(Action<RunId> onChange)
    {
        var key = new object();
        listeners[key] = onChange;
        return new Listening(() => listeners.TryRemove(key, out _));
    }

    private sealed class Listening(Action stop) : IDisposable
    {
        public void Dispose() => stop();
    }
}
