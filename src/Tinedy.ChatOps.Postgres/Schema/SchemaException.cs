namespace Tinedy.ChatOps.Postgres.Schema;

/// <summary>The database's schema and this program do not fit. The message says what to do and is meant for a person.</summary>
public sealed class SchemaException(string message, Exception? inner = null) : Exception(message, inner);
