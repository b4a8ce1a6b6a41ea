using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runs;

namespace Tinedy.ChatOps.Application.Runs;

/// <summary>
/// What must be remembered of a journal, so that another one in its place is noticed: some hundred bytes, where the fold is as long as the run.
/// </summary>
/// <param name="Seq">The number of the last entry that was known.</param>
/// <param name="Head">The hash of that entry.</param>
/// <param name="Accepted">Which journals had been accepted by then.</param>
internal sealed record RunMark(RunId Run, int Seq, ReadOnlyMemory<byte> Head, ImmutableArray<(JournalDivergence Found, DateTimeOffset At)> Accepted);
