using System.Collections.Concurrent;
using Tinedy.ChatOps.Domain.Events;

namespace Tinedy.ChatOps.Application.Signals;

/// <summary>
/// Tells whoever is looking that a run has changed, so that boards follow within a moment. A hint and nothing more: it may be
/// missed or come twice, and nobody learns from it what has changed.
/// </summary>
public sealed class RunFeed : IDisposable
{
    private readonly CancellationTokenSource ended = new();
    private readonly ConcurrentDictionary<object, Action<RunId>> listeners = new();
    private readonly ConcurrentDictionary<object, Action<RunId>> here = new();

    /// <summary>The service stops: whoever looks, looks no more, before what they look into is closed.</summary>
    public CancellationToken Ended => ended.Token;

    public void End() => ended.Cancel();

    public void Dispose() => ended.Dispose();

    /// <summary>This process has changed it.</summary>
    public void Changed(RunId run)
    {
        foreach (var listener in here.Values) listener(run);
        Heard(run);
    }

    /// <summary>Somebody has changed it, here or elsewhere.</summary>
    public void Heard(RunId run)
    {
        foreach (var listener in listeners.Values) listener(run);
    }

    /// <summary>Calls back on every change until disposed; the callback must return at once.</summary>
    public IDisposable Listen(Action<RunId> onChange) => Add(listeners, onChange);

    /// <summary>The same for what this process changes, and nothing else: others do so for what is theirs.</summary>
    public IDisposable ListenHere(Action<RunId> onChange) => Add(here, onChange);

    private static Listening Add(ConcurrentDictionary<object, Action<RunId>> listeners, Action<RunId> onChange)
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
