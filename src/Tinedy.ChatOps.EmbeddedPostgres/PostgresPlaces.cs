using System.Globalization;
using System.Text.RegularExpressions;

namespace Tinedy.ChatOps.EmbeddedPostgres;

/// <summary>Where Postgres lies on a machine that has it: the PATH, then the habits of packagers, the newest version first.</summary>
internal static partial class PostgresPlaces
{
    public static IEnumerable<string> OnThisMachine() => OnThePath().Concat(Usual()).Distinct(StringComparer.Ordinal);

    private static IEnumerable<string> OnThePath() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Select(Real);

    /// <summary>Postgres finds its libraries beside its program, so a folder of links is read as the folder it points to.</summary>
    private static string Real(string folder)
    {
        var program = new FileInfo(Path.Combine(folder, "postgres"));
        return program.Exists && program.ResolveLinkTarget(returnFinalTarget: true) is FileInfo { DirectoryName: { } real } ? real : folder;
    }

    private static IEnumerable<string> Usual()
    {
        if (OperatingSystem.IsWindows())
        {
            return Under(Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles), "PostgreSQL"), "*", "bin");
        }
        if (OperatingSystem.IsMacOS())
        {
            return Under("/opt/homebrew/opt", "postgresql*", "bin")
                .Concat(Under("/usr/local/opt", "postgresql*", "bin"))
                .Concat(Under("/Applications/Postgres.app/Contents/Versions", "*", "bin"));
        }
        return Under("/usr/lib/postgresql", "*", "bin")
            .Concat(Under("/usr", "pgsql-*", "bin"))
            .Concat(Under("/usr/libexec", "postgresql*", ""))
            .Append("/usr/local/pgsql/bin");
    }

    private static IEnumerable<string> Under(string folder, string pattern, string rest) => !Directory.Exists(folder)
        ? []
        : Directory.EnumerateDirectories(folder, pattern)
            .OrderByDescending(VersionIn)
            .Select(found => Path.Combine(found, rest));

    private static int VersionIn(string folder) =>
        int.TryParse(Digits().Match(Path.GetFileName(folder)).ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0;

    [GeneratedRegex(@"\d+")]
    private static partial Regex Digits();
}
