using System.Collections.Concurrent;
using Tinedy.ChatOps.Application.Ports;

namespace Tinedy.ChatOps.Application.Signals;

/// <summary>The bells of this process: one for each queue that is served here.</summary>
public sealed class Bells(TimeProvider time) : IDisposable
{
    /// <summary>Pages that are sent at the same time: a provider that hangs must not keep the next contact waiting.</summary>
    public const int Pagers = 4;

    private readonly ConcurrentDictionary<string, Bell> rooms = new();

    public Bell Runner { get; } = new(time);

    public Bell Pages { get; } = new(time, Pagers);

    public Bell Clock { get; } = new(time);

    public Bell Room(string platform) => rooms.GetOrAdd(platform, _ => new Bell(time));

    /// <summary>Rings where something waits, and lets those rest whose queue has nothing until then.</summary>
    /// <param name="lookedAt">When the look began.</param>
    public void Saw(Waiting waiting, long lookedAt, TimeSpan until)
    {
        Tell(Runner, waiting.Runner);
        Tell(Pages, waiting.Pages);
        Tell(Clock, waiting.Clock);
        foreach (var (platform, bell) in rooms) Tell(bell, waiting.Rooms.TryGetValue(platform, out var due) ? due : null);

        void Tell(Bell bell, TimeSpan? due)
        {
            if (due <= TimeSpan.Zero) bell.Ring();
            else if (due is null || due > until) bell.Rest(lookedAt, until);
        }
    }

    public void Dispose()
    {
        foreach (var bell in rooms.Values.Concat([Runner, Pages, Clock])) bell.Dispose();
    }
}
