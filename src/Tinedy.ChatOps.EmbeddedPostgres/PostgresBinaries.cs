using System.Globalization;
using System.Text.RegularExpressions;

namespace Tinedy.ChatOps.EmbeddedPostgres;

/// <summary>A folder with the programs of one Postgres version.</summary>
internal sealed partial record PostgresBinaries(string Directory, int Major)
{
    /// <summary>The oldest that this project's SQL is meant for; older ones get no fixes any more.</summary>
    public const int Oldest = 15;

    private static readonly string[] Programs = ["initdb", "pg_ctl", "postgres"];

    public string Program(string name) => ProgramIn(Directory, name);

    /// <summary>The first that fits: the configured folder alone, else what the machine has, else the pinned package.</summary>
    /// <param name="major">The version that made the cluster, which no other can open; null for a new cluster.</param>
    /// <exception cref="EmbeddedPostgresException">None fits; the message says what to install.</exception>
    public static async Task<PostgresBinaries> FindAsync(
        EmbeddedOptions options, int? major, PostgresUser user, Action<string> report, CancellationToken ct)
    {
        if (options.Binaries is { Length: > 0 } configured)
        {
            return await LookAsync(configured, user, ct) is { } named && (major ?? named.Major) == named.Major
                ? named
                : throw new EmbeddedPostgresException(
                    $"Embedded:Binaries names {configured}, where {string.Join(", ", Programs)}{(major is null ? "" : $" of PostgreSQL {major}")} "
                    + "cannot be run. Correct the setting, or leave it out to have them found.");
        }
        var unfit = new List<PostgresBinaries>();
        foreach (var place in PostgresPlaces.OnThisMachine())
        {
            if (await LookAsync(place, user, ct) is not { } found) continue;
            // A cluster that is there already goes on with the version that made it.
            if (major is null ? found.Major >= Oldest : found.Major == major) return found;
            unfit.Add(found);
        }
        if (major is null or PostgresPackage.Major) return await PostgresPackage.GetAsync(options.CacheDirectory, user, report, ct);
        var seen = unfit.Count == 0 ? "none" : string.Join(", ", unfit.Select(found => $"{found.Major} in {found.Directory}"));
        throw new EmbeddedPostgresException(
            $"{options.DataDirectory} was made by PostgreSQL {major}, and this machine has {seen}. Install PostgreSQL {major} "
            + "or name its programs in Embedded:Binaries; the data stays as it is.");
    }

    /// <summary>Null where there are not all programs, or where they do not run.</summary>
    public static async Task<PostgresBinaries?> LookAsync(string directory, PostgresUser user, CancellationToken ct)
    {
        if (!Programs.All(name => File.Exists(ProgramIn(directory, name)))) return null;
        var tool = new Tool(user.Name, Path.GetPathRoot(Path.GetFullPath(directory))!);
        var version = await tool.RunAsync(ProgramIn(directory, "postgres"), ["--version"], ct);
        var match = VersionLine().Match(version.Output);
        return version.ExitCode == 0 && match.Success
            ? new(directory, int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture))
            : null;
    }

    private static string ProgramIn(string directory, string name) =>
        Path.Combine(directory, OperatingSystem.IsWindows() ? name + ".exe" : name);

    [GeneratedRegex(@"\(PostgreSQL\) (\d+)")]
    private static partial Regex VersionLine();
}
