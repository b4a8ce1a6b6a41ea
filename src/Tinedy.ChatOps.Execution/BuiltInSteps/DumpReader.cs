using System.Text;
using System.Text.RegularExpressions;

namespace Tinedy.ChatOps.Execution.BuiltInSteps;

/// <summary>What a dump says of itself, read to its last byte.</summary>
/// <param name="Tables">Rows of each table's data: <c>public.customers</c> → 500.</param>
/// <param name="IsComplete">pg_dump writes its last line when it has written everything else.</param>
internal sealed record Dump(string? ServerVersion, string? ToolVersion, IReadOnlyDictionary<string, long> Tables, bool IsComplete);

/// <summary>Reads a dump as SQL, as <c>pg_dump</c> and <c>pg_restore -f -</c> write it, without keeping more of it than a line.</summary>
internal sealed partial class DumpReader
{
    private const int LongestHead = 4096;

    private readonly Dictionary<string, long> tables = new(StringComparer.Ordinal);
    private readonly byte[] head = new byte[LongestHead];
    private int headLength;
    private string? inTable;
    private string? server;
    private string? tool;
    private bool isComplete;

    /// <exception cref="IOException">It cannot be read.</exception>
    public static async Task<Dump> ReadAsync(Stream dump, CancellationToken ct)
    {
        var reader = new DumpReader();
        var buffer = new byte[256 * 1024];
        while (await dump.ReadAsync(buffer, ct) is > 0 and var read) reader.Take(buffer.AsSpan(0, read));
        if (reader.headLength > 0) reader.EndLine();
        return new(reader.server, reader.tool, reader.tables, reader.isComplete && reader.inTable is null);
    }

    private void Take(ReadOnlySpan<byte> text)
    {
        for (var end = text.IndexOf((byte)'\n'); end >= 0; end = text.IndexOf((byte)'\n'))
        {
            Add(text[..end]);
            EndLine();
            text = text[(end + 1)..];
        }
        Add(text);
    }

    /// <summary>The beginning of a line is enough to know what it is.</summary>
    private void Add(ReadOnlySpan<byte> piece)
    {
        var room = Math.Min(piece.Length, head.Length - headLength);
        piece[..room].CopyTo(head.AsSpan(headLength));
        headLength += room;
    }

    private void EndLine()
    {
        var line = head.AsSpan(0, headLength);
        headLength = 0;
        if (line is [.., (byte)'\r']) line = line[..^1];
        if (inTable is not null)
        {
            if (line.SequenceEqual("\\."u8)) inTable = null;
            else tables[inTable]++;
        }
        else if (line.StartsWith("COPY "u8) && Copy().Match(Encoding.UTF8.GetString(line)) is { Success: true } copy)
        {
            inTable = Name(copy.Groups[1].Value);
            tables.TryAdd(inTable, 0);
        }
        else if (line.StartsWith("INSERT INTO "u8) && Insert().Match(Encoding.UTF8.GetString(line)) is { Success: true } insert)
        {
            var table = Name(insert.Groups[1].Value);
            tables[table] = tables.GetValueOrDefault(table) + 1;
        }
        else if (line.StartsWith("-- "u8))
        {
            Comment(Encoding.UTF8.GetString(line[3..]));
        }
    }

    private void Comment(string said)
    {
        if (Versions().Match(said) is { Success: true } version)
        {
            if (version.Groups[1].Value == "from database") server ??= version.Groups[2].Value;
            else tool ??= version.Groups[2].Value;
        }
        // A table without rows has no COPY in some formats, and still its data was taken.
        else if (TableData().Match(said) is { Success: true } data) tables.TryAdd($"{data.Groups[2].Value}.{data.Groups[1].Value}", 0);
        else if (said == "PostgreSQL database dump complete") isComplete = true;
    }

    private static string Name(string quoted) => Quotes().Replace(quoted, "$1").Replace("\"\"", "\"", StringComparison.Ordinal);

    [GeneratedRegex("""^COPY ((?:"(?:[^"]|"")+"|[^\s".(]+)\.(?:"(?:[^"]|"")+"|[^\s".(]+)) .*FROM stdin;$""")]
    private static partial Regex Copy();

    [GeneratedRegex("""^INSERT INTO ((?:"(?:[^"]|"")+"|[^\s".(]+)\.(?:"(?:[^"]|"")+"|[^\s".(]+)) """)]
    private static partial Regex Insert();

    [GeneratedRegex(@"^Dumped (from database|by pg_dump) version ([0-9]+(?:\.[0-9]+)?\S*)")]
    private static partial Regex Versions();

    [GeneratedRegex("^Data for Name: (.+); Type: TABLE DATA; Schema: (.+); Owner: ")]
    private static partial Regex TableData();

    [GeneratedRegex("\"((?:[^\"]|\"\")+)\"")]
    private static partial Regex Quotes();
}
