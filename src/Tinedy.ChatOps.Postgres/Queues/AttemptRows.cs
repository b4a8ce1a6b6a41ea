using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Postgres.Statements;

namespace Tinedy.ChatOps.Postgres.Queues;

internal class AttemptRow
{
    public long RunId { get; init; }
    public string Item { get; init; } = "";
    public int Number { get; init; }
    public string LostHost { get; init; } = "";

    public AttemptId ToId() => new(new RunId(RunId), new ItemKey(Item), Number);
}

internal sealed class ProgressRow : AttemptRow
{
    public DateTime StartedAt { get; init; }
    public long Lines { get; init; }
    public long Bytes { get; init; }
    public string[] Tail { get; init; } = [];
    public DateTime? LastAt { get; init; }

    public Progress ToProgress() => new(StoredValues.Time(StartedAt), Lines, Bytes, [.. Tail], StoredValues.TimeOrNull(LastAt));
}

internal sealed class OrdersRow
{
    public int? Ordered { get; init; }
    public int Closed { get; init; }
    public string? Launch { get; init; }
    public bool HasShown { get; init; }
}

internal sealed class UnclaimedRow
{
    public string? Label { get; init; }
    public int Count { get; init; }
    public DateTime Since { get; init; }
}
