using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runs;

namespace Tinedy.ChatOps.Application.Ports;

/// <summary>Nothing can be written to the run until a person has looked, see <see cref="JournalDivergence"/>: try again later.</summary>
public sealed class JournalDivergedException(RunId run) : Exception($"The journal of run {run} is not the one that was known: it waits for an operator to accept it.");
