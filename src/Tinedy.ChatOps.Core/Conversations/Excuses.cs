using Tinedy.ChatOps.Core.Words;

namespace Tinedy.ChatOps.Core.Conversations;

/// <summary>What a person is told when it is our fault, or nobody's, that they have no answer; the same words on every platform.</summary>
public static class Excuses
{
    public static Prose NotRecorded { get; } = $"Not recorded: the database did not answer. Press again; pressing twice is safe.";

    /// <param name="what">What is waited for, see <see cref="Awaited"/>; null: our own work.</param>
    public static Prose StillAsking(string? what) => what is null
        ? (Prose)$"Not known yet: this is still being worked on. The answer follows; pressing again is safe."
        : $"Not known yet: {(Prose)what} is slow. The answer follows; pressing again is safe.";

    /// <inheritdoc cref="StillAsking"/>
    public static Prose NotInTime(string? what) => what is null
        ? (Prose)$"Not read: it took too long. Close this and press again."
        : $"Not read: {(Prose)what} did not answer in time. Close this and press again.";

    public static Prose NotRead { get; } = $"Not read: the database did not answer. Close this and press again.";

    public static Prose NotOurs { get; } = $"Not done: this button is not one of the board's. The board shows what is next.";
}
