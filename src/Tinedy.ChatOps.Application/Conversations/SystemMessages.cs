using System.Data.Common;
using System.Net.Sockets;
using Tinedy.ChatOps.Domain.Text;

namespace Tinedy.ChatOps.Application.Conversations;

/// <summary>What a person is told when it is our fault, or nobody's, that they have no answer; the same words on every platform.</summary>
public static class SystemMessages
{
    /// <param name="awaited">What was waited for when it failed, see <see cref="WaitTracker"/>; null: not known.</param>
    public static Prose NotRecorded(Exception failure, string? awaited = null) => WhyRefused(failure) is { } why
        ? (Prose)$"Not recorded: {(Prose)why}. Whoever runs this service can mend it; then press again."
        : WhoFailed(failure, awaited) is { } who ? (Prose)$"Not recorded: {(Prose)who} did not answer. Press again; pressing twice is safe."
        : $"Not recorded: something failed in this service, and its log says what. Press again; pressing twice is safe.";

    /// <summary>What the database said where it answered, and would not write; null: it did not answer, or it is something else.</summary>
    private static string? WhyRefused(Exception failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            if (cause is not DbException { SqlState: { Length: 5 } state }) continue;
            return state switch
            {
                "25006" => "the database is read-only at present",
                "53100" => "the disk of the database is full",
                "53300" => "the database takes no more connections",
                _ when state.StartsWith("08", StringComparison.Ordinal) || state.StartsWith("57", StringComparison.Ordinal) => null,
                _ => "the database refused it, and the log of this service says why",
            };
        }
        return null;
    }

    /// <summary>Null: nobody but ourselves.</summary>
    private static string? WhoFailed(Exception failure, string? awaited)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
            if (cause is DbException) return WaitTracker.Database;
        if (awaited is not null and not WaitTracker.Database) return awaited;
        return failure is TimeoutException or IOException or SocketException ? awaited ?? WaitTracker.Database : null;
    }

    /// <param name="what">What is waited for, see <see cref="WaitTracker"/>; null: our own work.</param>
    public static Prose StillAsking(string? what) => what is null
        ? (Prose)$"Not known yet: this is still being worked on. The answer follows; pressing again is safe."
        : $"Not known yet: {(Prose)what} is slow. The answer follows; pressing again is safe.";

    /// <inheritdoc cref="StillAsking"/>
    public static Prose NotInTime(string? what) => what is null
        ? (Prose)$"Not read: it took too long. Close this and press again."
        : $"Not read: {(Prose)what} did not answer in time. Close this and press again.";

    /// <inheritdoc cref="NotRecorded"/>
    public static Prose NotRead(Exception failure) => WhoFailed(failure, null) is { } who
        ? (Prose)$"Not read: {(Prose)who} did not answer. Close this and press again."
        : $"Not read: something failed in this service, and its log says what. Close this and press again.";

    /// <summary>What a page says of something that could not be read, and that it reads again by itself.</summary>
    /// <param name="isOld">What was read before is still shown; false: nothing was read yet, so nothing is known.</param>
    public static Prose NotShown(Exception failure, bool isOld) => (WhoFailed(failure, null), isOld) switch
    {
        ({ } who, false) => $"Not read: {(Prose)who} does not answer. This page tries again by itself.",
        ({ } who, true) => $"Not read again: {(Prose)who} does not answer. What you see may be old; this page tries again by itself.",
        (null, false) => $"Not read: something failed in this service, and its log says what. This page tries again by itself.",
        (null, true) => $"Not read again: something failed in this service, and its log says what. What you see may be old; this page tries again by itself.",
    };

    public static Prose NotOurs { get; } = $"Not done: this button is not one of the board's. The board shows what is next.";
}
