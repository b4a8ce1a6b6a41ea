using Tinedy.ChatOps.Domain.Events;

namespace Tinedy.ChatOps.Evidence;

/// <summary>A run's definition, captured at its start: edits of the file never change a live run.</summary>
public sealed record PinnedRunbook(RunId Run, string Environment, string RunbookName, ReadOnlyMemory<byte> Runbook, string RunbookHash, DateTimeOffset At);
