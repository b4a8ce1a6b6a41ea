using System.Collections.Immutable;

namespace Tinedy.ChatOps.Domain.Runs;

/// <summary>What a running attempt has printed so far.</summary>
/// <param name="Tail">The last five lines at most, masked.</param>
/// <param name="LastAt">When the last output came; null before the first.</param>
public sealed record Progress(DateTimeOffset StartedAt, long Lines, long Bytes, ImmutableArray<string> Tail, DateTimeOffset? LastAt);
