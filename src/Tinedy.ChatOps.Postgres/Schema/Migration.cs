using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Tinedy.ChatOps.Postgres.Statements;

namespace Tinedy.ChatOps.Postgres.Schema;

/// <summary>One numbered SQL file. Its hash is recorded when it is applied, and it is never edited after a release.</summary>
/// <param name="Name">The file's name without ending: <c>0001_journal</c>.</param>
/// <param name="Sha256">Of the text with LF line ends, lower-case hex: a checkout on Windows is the same migration.</param>
public sealed record Migration(int Number, string Name, string Sql, string Sha256)
{
    private const string Folder = ".Migrations.";

    /// <summary>Every migration that this program knows, in order.</summary>
    public static IReadOnlyList<Migration> All { get; } =
    [
        .. typeof(Migration).Assembly.GetManifestResourceNames()
            .Where(resource => resource.Contains(Folder, StringComparison.Ordinal))
            .Select(resource => Of(NameOf(resource), SqlResource.Read(resource)))
            .OrderBy(migration => migration.Number),
    ];

    /// <summary>All of it as one script that a DBA can read, in the order it is applied.</summary>
    public static string Script(IEnumerable<Migration> migrations) =>
        string.Join('\n', migrations.Select(migration => $"-- {migration.Name}  sha256:{migration.Sha256}\n\n{migration.Sql}"));

    internal static Migration Of(string name, string sql) => new(
        int.Parse(name.AsSpan(0, name.IndexOf('_', StringComparison.Ordinal)), NumberStyles.None, CultureInfo.InvariantCulture),
        name, sql, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql))));

    private static string NameOf(string resource)
    {
        var file = resource[(resource.IndexOf(Folder, StringComparison.Ordinal) + Folder.Length)..];
        return file[..^".sql".Length];
    }
}
