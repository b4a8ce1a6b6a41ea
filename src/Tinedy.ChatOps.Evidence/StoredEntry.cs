namespace Tinedy.ChatOps.Evidence;

/// <summary>An entry as it is stored: the exact text and the chain's hash.</summary>
public sealed record StoredEntry(int Seq, DateTimeOffset At, string Kind, string Body, ReadOnlyMemory<byte> Hash);
