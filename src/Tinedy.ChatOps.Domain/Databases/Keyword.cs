using System.Collections.Frozen;

namespace Tinedy.ChatOps.Domain.Databases;

/// <summary>The parameters of an address, by the names that libpq gives them (postgresql.org/docs/current/libpq-connect.html#LIBPQ-PARAMKEYWORDS).</summary>
internal static class Keyword
{
    public const string Host = "host";
    public const string Port = "port";
    public const string Database = "dbname";
    public const string User = "user";
    public const string Password = "password";

    /// <summary>Prisma's, and no server's.</summary>
    public const string Schema = "schema";

    public const string TargetSession = "target_session_attrs";

    private const string SslMode = "sslmode";

    /// <summary>libpq's name → Npgsql's.</summary>
    public static readonly FrozenDictionary<string, string> InNpgsql = new Dictionary<string, string>
    {
        [SslMode] = "SSL Mode",
        ["sslrootcert"] = "Root Certificate",
        ["sslcert"] = "SSL Certificate",
        ["sslkey"] = "SSL Key",
        ["sslpassword"] = "SSL Password",
        ["sslnegotiation"] = "SSL Negotiation",
        ["channel_binding"] = "Channel Binding",
        ["application_name"] = "Application Name",
        ["connect_timeout"] = "Timeout",
        ["options"] = "Options",
        [TargetSession] = "Target Session Attributes",
        [Host] = "Host",
        [Port] = "Port",
        [User] = "Username",
        [Password] = "Password",
        [Database] = "Database",
        ["passfile"] = "Passfile",
    }.ToFrozenDictionary();

    /// <summary>What Npgsql calls the place and the user, besides the names above.</summary>
    public static readonly FrozenDictionary<string, string> NpgsqlNames = new Dictionary<string, string>
    {
        ["Host"] = Host,
        ["Server"] = Host,
        ["Port"] = Port,
        ["Database"] = Database,
        ["DB"] = Database,
        ["Username"] = User,
        ["User Name"] = User,
        ["UserId"] = User,
        ["User Id"] = User,
        ["UID"] = User,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Where libpq looks for what an address leaves open. Npgsql asks for the password, the certificates and the options by itself.</summary>
    public static readonly (string Keyword, string Variable)[] Variables =
        [(Host, "PGHOST"), (Port, "PGPORT"), (Database, "PGDATABASE"), (User, "PGUSER"), (SslMode, "PGSSLMODE"), ("connect_timeout", "PGCONNECT_TIMEOUT")];

    /// <summary>Variables by which libpq goes to a place that the address does not name.</summary>
    public static readonly string[] LeadElsewhere = ["PGHOSTADDR", "PGSERVICE"];

    /// <summary>How a connection behaves, for libpq, Prisma, node-postgres, JDBC and SQLAlchemy. None of them chooses a database.</summary>
    public static readonly FrozenSet<string> OfOthers = FrozenSet.ToFrozenSet(
    [
        "client_encoding", "fallback_application_name", "gssencmode", "gssdelegation", "gsslib", "krbsrvname", "keepalives", "keepalives_count",
        "keepalives_idle", "keepalives_interval", "load_balance_hosts", "max_protocol_version", "min_protocol_version", "require_auth", "requirepeer",
        "sslcertmode", "sslcompression", "sslcrl", "sslcrldir", "sslsni", "ssl_min_protocol_version", "ssl_max_protocol_version", "tcp_user_timeout",
        Schema, "connection_limit", "max_connection_lifetime", "max_idle_connection_lifetime", "pgbouncer", "pool_timeout", "socket_timeout",
        "sslaccept", "sslidentity", "statement_cache_size", "uselibpqcompat", "prepareThreshold", "reWriteBatchedInserts", "prepared_statement_cache_size",
    ]);

    /// <summary>The value as Npgsql writes it; null: not one that is possible there.</summary>
    public static string? Understood(string keyword, string value) => keyword switch
    {
        // libpq writes verify-full, Npgsql VerifyFull.
        SslMode => OneOf(value, "disable", "allow", "prefer", "require", "verify-ca", "verify-full")?.Replace("-", "", StringComparison.Ordinal),
        "channel_binding" => OneOf(value, "disable", "prefer", "require"),
        "sslnegotiation" => OneOf(value, "postgres", "direct"),
        TargetSession => OneOf(value, "any", "read-write", "read-only", "primary", "standby", "prefer-standby"),
        "connect_timeout" => int.TryParse(value, out var seconds) && seconds <= 1024 ? Math.Max(0, seconds).ToString(System.Globalization.CultureInfo.InvariantCulture) : null,
        _ => value.Contains('\0', StringComparison.Ordinal) ? null : value,
    };

    private static string? OneOf(string value, params ReadOnlySpan<string> possible)
    {
        foreach (var one in possible)
            if (one.Equals(value, StringComparison.OrdinalIgnoreCase)) return one;
        return null;
    }
}
