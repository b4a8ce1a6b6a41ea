using Npgsql;

namespace Tinedy.ChatOps.Postgres;

/// <summary>Tells a database that does not answer from one that answered with a refusal: only the second says something about what was asked.</summary>
public static class DatabaseOutage
{
    /// <summary>Classes of errors with which a server says that it cannot serve at all: no connection, no resources, shutting down or starting.</summary>
    private static readonly string[] Classes = ["08", "53", "57P"];

    /// <summary>Why the database did not answer, in its driver's words; null when this failure, and whatever caused it, is something else.</summary>
    public static string? WhyOf(Exception? failure) => failure switch
    {
        null => null,
        PostgresException refused => Classes.Any(known => refused.SqlState.StartsWith(known, StringComparison.Ordinal)) ? refused.MessageText : null,
        // The outer sentence of the driver says what it did then, the inner one what was in the way.
        NpgsqlException { InnerException: { } cause } unreachable when !cause.Message.StartsWith("Exception", StringComparison.Ordinal) => $"{unreachable.Message} ({cause.Message})",
        NpgsqlException unreachable => unreachable.Message,
        AggregateException several => several.InnerExceptions.Select(WhyOf).FirstOrDefault(why => why is not null),
        _ => WhyOf(failure.InnerException),
    };
}
