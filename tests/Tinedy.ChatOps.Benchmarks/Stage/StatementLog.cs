using System.Text.RegularExpressions;

namespace Tinedy.ChatOps.Benchmarks.Stage;

/// <summary>What a server was asked, out of its own log under <c>log_statement = all</c>, where a begin or a second round trip shows.</summary>
internal static partial class StatementLog
{
    /// <summary>Where the log ends now.</summary>
    public static long End(BenchServer server) => new FileInfo(server.LogFile).Length;

    /// <param name="from">An earlier end.</param>
    public static async Task<IReadOnlyList<Statement>> ReadAsync(BenchServer server, long from)
    {
        await using var log = new FileStream(server.LogFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        log.Seek(from, SeekOrigin.Begin);
        using var reader = new StreamReader(log);
        return [.. Logged().Matches(await reader.ReadToEndAsync()).Select(line => new Statement(int.Parse(line.Groups["session"].ValueSpan, null), line.Groups["text"].Value))];
    }

    /// <summary>
    /// Those of transactions, or single statements, in which one of them says this; a begin and a commit belong to what is between them. A
    /// transaction with nothing in it counts as well: there is nobody else here who makes one.
    /// </summary>
    public static IEnumerable<Statement> Around(this IEnumerable<Statement> statements, string text)
    {
        foreach (var session in statements.GroupBy(statement => statement.Session))
        {
            var together = new List<Statement>();
            var isOpen = false;
            foreach (var statement in session)
            {
                together.Add(statement);
                isOpen = (isOpen || statement.IsBegin) && !statement.IsEnd;
                if (isOpen) continue;
                if (together.Any(one => one.Text.Contains(text, StringComparison.OrdinalIgnoreCase)) || together.All(one => one.IsBegin || one.IsEnd))
                    foreach (var one in together) yield return one;
                together.Clear();
            }
        }
    }

    [GeneratedRegex(@"^\S+ \S+ \S+ \[(?<session>\d+)\] LOG:  (statement|execute [^:]*): (?<text>.*(\n\t.*)*)", RegexOptions.Multiline)]
    private static partial Regex Logged();
}

/// <param name="Session">The server's process that it was sent to.</param>
internal sealed record Statement(int Session, string Text)
{
    public bool IsBegin => Text.StartsWith("begin", StringComparison.OrdinalIgnoreCase);

    public bool IsEnd => Text.StartsWith("commit", StringComparison.OrdinalIgnoreCase) || Text.StartsWith("rollback", StringComparison.OrdinalIgnoreCase);
}
