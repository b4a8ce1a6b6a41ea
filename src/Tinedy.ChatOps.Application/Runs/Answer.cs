using System.Collections.Immutable;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Domain.Runs;

namespace Tinedy.ChatOps.Application.Runs;

/// <summary>What <see cref="RunService"/> answers. An infrastructure failure is an exception: nothing was recorded, and trying again is safe.</summary>
public abstract record Answer
{
    private Answer() { }

    /// <param name="Entries">What this request put into the journal; empty when there was nothing left to do.</param>
    public sealed record Accepted(Run Run, ImmutableArray<JournalEntry> Entries) : Answer;

    public sealed record Refused(Refusal Why) : Answer;
}

/// <summary>Somebody wants to start a run.</summary>
/// <param name="Runbook">A file name; null: the only one.</param>
/// <param name="Environment">Null: as the runbook or the configuration says.</param>
public sealed record StartRequest(string Key, Identity By, string? Runbook, string? Environment)
{
    /// <summary>As typed, the moment for which it is scheduled; null: now.</summary>
    public string? When { get; init; }

    /// <summary>Where the board is posted; null: no room hears of the run.</summary>
    public Place? Place { get; init; }

    /// <summary>The same flow, marked everywhere; commands are printed, or run where an environment is there for it.</summary>
    public bool IsRehearsal { get; init; }
}
