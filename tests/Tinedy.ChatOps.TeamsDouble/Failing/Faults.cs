namespace Tinedy.ChatOps.TeamsDouble.Failing;

/// <summary>
/// What goes wrong next. Calls go by a short name: <c>send</c>, <c>update</c>, <c>delete</c>, <c>create</c>, <c>member</c>; those of one
/// conversation alone with it, a channel or somebody's chat: <c>send 19:ops@thread.tacv2</c>, <c>* 19:ops@thread.tacv2</c>.
/// </summary>
public sealed class Faults
{
    /// <summary>Every call.</summary>
    public const string Everything = "*";

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Queue<Fault>> _next = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Fault> _standing = new(StringComparer.Ordinal);

    /// <summary>Whether calls are counted for each conversation and refused above Teams' limits.</summary>
    public bool RateLimits { get; set; }

    /// <summary>The next calls of this name fail, one after the other, each in its way.</summary>
    public void Next(string call, params Fault[] faults)
    {
        lock (_gate)
        {
            if (!_next.TryGetValue(call, out var queue)) _next[call] = queue = new();
            foreach (var fault in faults) queue.Enqueue(fault);
        }
    }

    /// <summary>Every call of this name fails, until it is lifted.</summary>
    public void Always(string call, Fault fault)
    {
        lock (_gate) _standing[call] = fault;
    }

    public void Lift(string call)
    {
        lock (_gate)
        {
            _next.Remove(call);
            _standing.Remove(call);
        }
    }

    internal Fault? Take(string call, string conversation)
    {
        lock (_gate)
        {
            foreach (var name in new[] { $"{call} {conversation}", $"{Everything} {conversation}", call, Everything })
            {
                if (_next.TryGetValue(name, out var queue) && queue.TryDequeue(out var fault)) return fault;
                if (_standing.TryGetValue(name, out var standing)) return standing;
            }
            return null;
        }
    }
}
