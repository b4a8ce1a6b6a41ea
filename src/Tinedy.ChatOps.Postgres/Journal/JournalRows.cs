using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Evidence;
using Tinedy.ChatOps.Postgres.Statements;

namespace Tinedy.ChatOps.Postgres.Journal;

internal sealed class RunRow
{
    public long Id { get; init; }
    public string Environment { get; init; } = "";
    public string RunbookName { get; init; } = "";
    public byte[] Runbook { get; init; } = [];
    public string RunbookHash { get; init; } = "";
    public DateTime At { get; init; }

    public PinnedRunbook ToPin() => new(new RunId(Id), Environment, RunbookName, Runbook, RunbookHash, StoredValues.Time(At));
}

internal class EntryRow
{
    public int Seq { get; init; }
    public DateTime At { get; init; }
    public string Kind { get; init; } = "";
    public string Body { get; init; } = "";
    public byte[] Hash { get; init; } = [];

    public StoredEntry ToEntry() => new(Seq, StoredValues.Time(At), Kind, Body, Hash);
}

/// <summary>An entry, and what stops its run; empty where nothing does.</summary>
internal sealed class TailRow : EntryRow
{
    public int? KnownSeq { get; init; }
    public byte[] KnownHash { get; init; } = [];
    public int FoundSeq { get; init; }
    public byte[] FoundHash { get; init; } = [];
    public DateTime NoticedAt { get; init; }
    public string? Cause { get; init; }

    public JournalDivergence? ToDivergence() => KnownSeq is { } known
        ? new(known, Convert.ToHexStringLower(KnownHash), FoundSeq, Convert.ToHexStringLower(FoundHash), StoredValues.Time(NoticedAt)) { Cause = Cause }
        : null;
}

internal sealed class FoundRow
{
    public string Item { get; init; } = "";
    public int Number { get; init; }
    public string Start { get; init; } = "";
    public string Host { get; init; } = "";
    public string Known { get; init; } = "";

    public FoundStart ToFound() => new(new ItemKey(Item), Number, Start, Host, Known);
}

internal sealed class RequestRow
{
    public long RunId { get; init; }
    public int FirstSeq { get; init; }
    public int LastSeq { get; init; }

    public PastRequest ToPast() => new(new RunId(RunId), FirstSeq, LastSeq);
}
