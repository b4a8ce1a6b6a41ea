namespace Tinedy.ChatOps.EmbeddedPostgres;

/// <summary>Where the embedded server keeps its data, and what it runs with.</summary>
public sealed record EmbeddedOptions
{
    /// <summary>A folder of its own: the cluster, its password and its lock. Only one service at a time uses it (<c>Embedded:DataDirectory</c>).</summary>
    public required string DataDirectory { get; init; }

    /// <summary>The folder with <c>initdb</c>, <c>pg_ctl</c> and <c>postgres</c>; null: found on the machine, else fetched.</summary>
    public string? Binaries { get; init; }

    /// <summary>Where fetched binaries are kept.</summary>
    public string CacheDirectory { get; init; } = Path.Combine(HomeDirectory(), "binaries");

    /// <summary>0: any free port.</summary>
    public int Port { get; init; }

    /// <summary>False for tests alone: a power cut may then lose everything.</summary>
    public bool Durable { get; init; } = true;

    /// <summary>Connections at the same time, Postgres' own number unless somebody needs more.</summary>
    public int Connections { get; init; } = 100;

    /// <summary>Per user; for root a place that the unprivileged user, as whom Postgres then runs, can reach.</summary>
    public static string DefaultDataDirectory() => Path.Combine(HomeDirectory(), "postgres");

    private static string HomeDirectory()
    {
        if (PostgresUser.IsRoot) return "/var/lib/tinedy-chatops";
        var home = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return home.Length > 0
            ? Path.Combine(home, "tinedy-chatops")
            : throw new EmbeddedPostgresException("This user has no home folder for data. Name a folder in Embedded:DataDirectory.");
    }
}

/// <summary>The embedded server cannot be had. The message is meant for a person and says what to do.</summary>
public sealed class EmbeddedPostgresException(string message, Exception? inner = null) : Exception(message, inner);
