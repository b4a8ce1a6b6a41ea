using System.Collections.Concurrent;
using Tinedy.ChatOps.Application.Ports;

namespace Tinedy.ChatOps.Application.Signals;

/// <summary>The signals of this process: one for each queue that is served here.</summary>
public sealed class WakeSignals(TimeProvider time) : IDisposable
{
    /// <summary>Pages that are sent at the same time: a provider that hangs must not keep the next contact waiting.</summary>
    public const int Pagers = 4;

    private readonly ConcurrentDictionary<string, WakeSignal> rooms = new();

    public WakeSignal Runner { get; } = new(time);

    public WakeSignal Pages { get; } = new(time, Pagers);

    public WakeSignal Clock { get; } = new(time);

    public WakeSignal Room(string platform) => rooms.GetOrAdd(platform, _ => new WakeSignal(time));

    /// <summary>Rings where something waits, and lets those rest whose queue has nothing until then.</summary>
    /// <param name="lookedAt">When the look began.</param>
    public void Saw(Waiting waiting, long lookedAt, TimeSpan until)
    {
        Tell(Runner, waiting.Runner);
        Tell(Pages, waiting.Pages);
        Tell(Clock, waiting.Clock);
        foreach (var (platform, signal) in rooms) Tell(signal, waiting.Rooms.TryGetValue(platform, out var due) ? due : null);

        void Tell(WakeSignal signal, TimeSpan? due)
        {
            if (due <= TimeSpan.Zero) signal.Ring();
            else if (due is null || due > until) signal.Rest(lookedAt, until);
        }
    }

    public void Dispose()
    {
        foreach (var signal in rooms.Values.Concat([Runner, Pages, Clock])) signal.Dispose();
    }
}
