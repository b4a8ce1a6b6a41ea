using Tinedy.ChatOps.Core.Words;

namespace Tinedy.ChatOps.Core.Conversations;

/// <summary>What a person is told when it is our fault, or nobody's, that they have no answer; the same words on every platform.</summary>
public static class Excuses
{
    public static Prose NotRecorded { get; } = $"Not recorded: the database did not answer. Press again; pressing twice is safe.";

    public static Prose StillAsking { get; } = $"Not known yet: the database is slow. The answer follows; pressing again is safe.";

    public static Prose NotRead { get; } = $"Not read: the database did not answer. Close this and press again.";

    public static Prose NotOurs { get; } = $"Not done: this button is not one of the board's. The board shows what is next.";
}
