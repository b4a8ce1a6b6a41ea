using System.Text.RegularExpressions;

namespace Tinedy.ChatOps.Domain.Runbooks;

/// <summary>Reads a criterion's words as people do: one of them needs no block, because the run itself tells.</summary>
internal static partial class CriterionWords
{
    /// <summary>"Migration fails with critical errors", "The Prisma migration has failed", "Failed migration".</summary>
    public static bool SayMigrationFailed(string text) => MigrationFailed().IsMatch(text);

    [GeneratedRegex(@"^(?:the\s+)?(?:(?:database|prisma|schema|data)\s+)*migration(?:\s+step)?\s+(?:has\s+)?fail(?:s|ed|ure)\b|^failed\s+(?:database\s+|prisma\s+)?migration\b", RegexOptions.IgnoreCase)]
    private static partial Regex MigrationFailed();
}
