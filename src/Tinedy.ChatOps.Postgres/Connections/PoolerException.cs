namespace Tinedy.ChatOps.Postgres.Connections;

/// <summary>Whoever answered is not the server itself.</summary>
internal sealed class PoolerException() : Exception("A connection pooler stands in front of the database.");
