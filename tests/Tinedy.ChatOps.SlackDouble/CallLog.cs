using System.Text.Json;
using Tinedy.ChatOps.SlackDouble.Failing;
using Tinedy.ChatOps.SlackDouble.Workspaces;

namespace Tinedy.ChatOps.SlackDouble;

/// <summary>Every call in the order of arrival. A call that hangs is in it already.</summary>
internal sealed class CallLog(TimeProvider time, ChangeSignal changes)
{
    private readonly Lock _gate = new();
    private readonly List<ApiCall> _calls = [];

    public IReadOnlyList<ApiCall> All
    {
        get
        {
            lock (_gate) return [.. _calls];
        }
    }

    public int Begin(string method, JsonElement arguments)
    {
        int place;
        lock (_gate)
        {
            place = _calls.Count;
            _calls.Add(new(method, arguments, time.GetUtcNow()));
        }
        changes.Ring();
        return place;
    }

    public void Strike(int place, Fault fault)
    {
        lock (_gate) _calls[place] = _calls[place] with { Fault = fault };
        changes.Ring();
    }

    /// <param name="status">Null: it was done, and nobody will be told.</param>
    public void End(int place, int? status, JsonElement? answer)
    {
        lock (_gate) _calls[place] = _calls[place] with { Status = status, Answer = answer, AnsweredAt = time.GetUtcNow() };
        changes.Ring();
    }
}
