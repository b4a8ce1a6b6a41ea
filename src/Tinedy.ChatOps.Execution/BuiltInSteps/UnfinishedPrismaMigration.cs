using System.Text.RegularExpressions;
using Npgsql;

namespace Tinedy.ChatOps.Execution.BuiltInSteps;

/// <summary>
/// A migration that began and did not finish: why, what of it is there, and how to go on. Prisma refuses every deployment until somebody says
/// what became of it, and does not look whether that is true: a row resolved while half of its tables exist makes the next deployment fail
/// (prisma.io/docs, "Production troubleshooting").
/// </summary>
internal static partial class UnfinishedPrismaMigration
{
    private const int LongestCause = 300;

    public static async Task<string> AdviceAsync(string name, string logs, string folder, NpgsqlConnection database, CancellationToken ct)
    {
        var cause = Cause(logs) is { } said ? $" Its error: {said}" : "";
        var (existing, created) = await ExistingAsync(Path.Combine(folder, name), database, ct);
        var there = (existing.Count, created) switch
        {
            (_, 0) => " Look at what of it the database has.",
            (0, _) => FormattableString.Invariant($" Of the {created} tables that it creates none is there."),
            _ => FormattableString.Invariant($" Of the {created} tables that it creates {existing.Count} {(existing.Count == 1 ? "is" : "are")} there ({string.Join(", ", existing.Take(3))}{(existing.Count > 3 ? " …" : "")})."),
        };
        return $"Migration {name} began and did not finish.{cause}{there} Undo what of it is there, then: npx prisma migrate resolve --rolled-back {name}. "
            + $"When all of it is there: --applied {name}. Resolved with half of it in place, the next deployment fails.";
    }

    /// <summary>Why a migration that was said to be undone would fail again; null when nothing speaks against it.</summary>
    public static async Task<string?> ObjectionAsync(string name, string folder, NpgsqlConnection database, CancellationToken ct)
    {
        var (existing, _) = await ExistingAsync(Path.Combine(folder, name), database, ct);
        return existing.Count == 0 ? null
            : $"Migration {name} was resolved as rolled back, and {BackupProof.Several(existing, "table")} that it creates {(existing.Count == 1 ? "is" : "are")} still there, so it would fail again. Undo what of it is there first.";
    }

    /// <summary>Of the tables that a migration creates, those that exist; with how many it creates.</summary>
    private static async Task<(IReadOnlyList<string> Existing, int Created)> ExistingAsync(string migration, NpgsqlConnection database, CancellationToken ct)
    {
        var file = Path.Combine(migration, "migration.sql");
        if (!File.Exists(file)) return ([], 0);
        var tables = CreateTable().Matches(await File.ReadAllTextAsync(file, ct)).Select(match => match.Groups[1].Value).Distinct().ToList();
        var existing = new List<string>();
        foreach (var table in tables)
        {
            await using var look = new NpgsqlCommand("select to_regclass($1) is not null", database) { Parameters = { new() { Value = table } } };
            if (await look.ExecuteScalarAsync(ct) is true) existing.Add(table.Replace("\"", "", StringComparison.Ordinal));
        }
        return (existing, tables.Count);
    }

    /// <summary>The server's own words out of what Prisma wrote down, without its advice and its backtrace.</summary>
    private static string? Cause(string logs)
    {
        var said = DatabaseError().Match(logs) is { Success: true } match ? match.Groups[1].Value : logs.Split('\n').FirstOrDefault(line => line.Trim().Length > 0);
        if (said is null) return null;
        var cause = said.Trim().ReplaceLineEndings(" ");
        return (cause.Length <= LongestCause ? cause : cause[..LongestCause] + "…").TrimEnd('.') + ".";
    }

    [GeneratedRegex("""\bcreate\s+table\s+(?!if\b)((?:"[^"]+"|\w+)(?:\.(?:"[^"]+"|\w+))?)\s*\(""", RegexOptions.IgnoreCase)]
    private static partial Regex CreateTable();

    [GeneratedRegex(@"Database error:\s*(.+?)(?:\n\s*\n|\nDbError|\nPosition:|$)", RegexOptions.Singleline)]
    private static partial Regex DatabaseError();
}
