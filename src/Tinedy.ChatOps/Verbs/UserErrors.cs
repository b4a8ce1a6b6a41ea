using Microsoft.Extensions.Options;
using Npgsql;
using Tinedy.ChatOps.Domain.Databases;
using Tinedy.ChatOps.EmbeddedPostgres;
using Tinedy.ChatOps.Postgres.Schema;
using Tinedy.ChatOps.Settings;

namespace Tinedy.ChatOps.Verbs;

/// <summary>Failures that the person who started the program can mend: they are told in a sentence, not in a stack trace.</summary>
internal static class UserErrors
{
    public static bool IsOne(Exception failure) => failure
        is SettingsException or EmbeddedPostgresException or SchemaException or DatabaseAddressException or OptionsValidationException
        or NpgsqlException or IOException or UnauthorizedAccessException;

    public static string Sentence(Exception failure) => failure switch
    {
        OptionsValidationException options => string.Join(Environment.NewLine, options.Failures),
        PostgresException { SqlState: PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName } =>
            "This database holds no journal of this program. Is it the one that the service uses? See ConnectionStrings:ChatOps.",
        PostgresException refused => $"The database refused: {refused.MessageText} ({refused.SqlState}).",
        NpgsqlException unreachable => $"The database cannot be reached: {unreachable.Message}. See ConnectionStrings:ChatOps.",
        DatabaseAddressException address => $"{address.Message} See ConnectionStrings:ChatOps.",
        _ => failure.Message,
    };
}
