namespace Tinedy.ChatOps.SlackDouble.Failing;

/// <summary>
/// What is to go wrong. A method is named as Slack names it; three addresses that are no methods have the names below, and
/// <see cref="Everything"/> means all of them. With a channel's or a person's id behind it, only what is about them fails:
/// <c>chat.postMessage C0OPS</c>, <c>* U0PO</c>.
/// </summary>
public sealed class Faults
{
    public const string Everything = "*";

    /// <summary>The address that an act may be answered at.</summary>
    public const string ResponseUrl = "response_url";

    /// <summary>The address that a file's bytes go to.</summary>
    public const string Upload = "upload";

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Queue<Fault>> _next = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Fault> _standing = new(StringComparer.Ordinal);
    private TaskCompletionSource? _silence;

    /// <summary>Whether Slack counts calls and answers 429 above a method's tier.</summary>
    public bool RateLimits { get; set; }

    /// <summary>
    /// Every connection is accepted and nothing is answered. When it is lifted, whoever still waits is served.
    /// </summary>
    public bool Silence
    {
        get
        {
            lock (_gate) return _silence is not null;
        }
        set
        {
            lock (_gate)
            {
                if (value == _silence is not null) return;
                _silence?.TrySetResult();
                _silence = value ? new(TaskCreationOptions.RunContinuationsAsynchronously) : null;
            }
        }
    }

    /// <summary>The next calls of this method fail, one after the other, each in its way.</summary>
    public void Next(string method, params Fault[] faults)
    {
        lock (_gate)
        {
            if (!_next.TryGetValue(method, out var queue)) _next[method] = queue = new();
            foreach (var fault in faults) queue.Enqueue(fault);
        }
    }

    /// <summary>Every call of this method fails, until it is lifted.</summary>
    public void Always(string method, Fault fault)
    {
        lock (_gate) _standing[method] = fault;
    }

    /// <summary>This method works again.</summary>
    public void Lift(string method)
    {
        lock (_gate)
        {
            _next.Remove(method);
            _standing.Remove(method);
        }
    }

    /// <summary>Everything works again, and nobody counts.</summary>
    public void LiftAll()
    {
        lock (_gate)
        {
            _next.Clear();
            _standing.Clear();
        }
        (Silence, RateLimits) = (false, false);
    }

    /// <summary>What happens to this call; null when nothing does. A queued fault is used up by it.</summary>
    internal Fault? Take(string method, string destination)
    {
        string[] names = [$"{method} {destination}", $"{Everything} {destination}", method, Everything];
        lock (_gate)
        {
            foreach (var name in names)
            {
                if (_next.TryGetValue(name, out var queue) && queue.TryDequeue(out var fault)) return fault;
            }
            return names.Select(name => _standing.GetValueOrDefault(name)).FirstOrDefault(fault => fault is not null);
        }
    }

    /// <summary>Returns at once, or when the silence is over.</summary>
    internal Task WhileSilentAsync(CancellationToken ct)
    {
        lock (_gate) return _silence?.Task.WaitAsync(ct) ?? Task.CompletedTask;
    }
}
