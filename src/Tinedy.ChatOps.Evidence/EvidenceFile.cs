using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Tinedy.ChatOps.Domain.Events;

namespace Tinedy.ChatOps.Evidence;

/// <summary>
/// A run's journal as a file of JSON lines: a header, each entry with its exact text and hash, and a last line with the head, so that
/// a cut file is known by what is missing.
/// </summary>
public static class EvidenceFile
{
    private const string Format = "tinedy-chatops-journal/1";

    // The reader is an auditor with a text editor: letters stay letters.
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Write(PinnedRunbook pin, IReadOnlyList<StoredEntry> entries)
    {
        var text = new StringBuilder();
        Line(new Header(Format, pin.Run.Number, pin.Environment, pin.RunbookName, pin.RunbookHash));
        foreach (var entry in entries) Line(new Entry(entry.Seq, entry.At, entry.Kind, entry.Body, Convert.ToHexStringLower(entry.Hash.Span)));
        Line(new Footer(entries.Count, Convert.ToHexStringLower(entries[^1].Hash.Span)));
        return Encoding.UTF8.GetBytes(text.ToString());

        void Line<T>(T value) => text.Append(JsonSerializer.Serialize(value, Options)).Append('\n');
    }

    /// <summary>Every flaw of an evidence file, by its entry; empty when it is intact.</summary>
    public static IReadOnlyList<Flaw> Verify(string file)
    {
        var lines = file.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length == 0 || TryRead<Header>(lines[0]) is not { Format: Format } header)
            return [new(0, $"This is not an evidence file: its first line does not say {Format}.")];

        var last = TryRead<Footer>(lines[^1]);
        var body = lines[1..(last?.Head is null ? lines.Length : lines.Length - 1)];
        var entries = new List<StoredEntry>();
        foreach (var (line, number) in body.Select((line, at) => (line, at + 2)))
        {
            if (TryRead<Entry>(line) is not { Body: not null, Kind: not null } entry || !IsHash(entry.Hash))
                return [new(entries.Count, string.Create(CultureInfo.InvariantCulture, $"Line {number} of the file is not an entry."))];
            entries.Add(new(entry.Seq, entry.At, entry.Kind, entry.Body, Convert.FromHexString(entry.Hash!)));
        }

        var flaws = ChainVerifier.Verify(new RunId(header.Run), entries).ToList();
        if (entries.Count > 0 && !Introduces(header, entries[0])) flaws.Add(new(1, "The first line of the file does not agree with the start of the run."));
        if (last?.Head is null) flaws.Add(new(entries.Count, "The file has no last line: its end was cut off."));
        else if (entries.Count != last.Entries || entries.Count == 0 || Convert.ToHexStringLower(entries[^1].Hash.Span) != last.Head)
            flaws.Add(new(entries.Count, string.Create(CultureInfo.InvariantCulture, $"The file should end at entry {last.Entries} with head {last.Head}; it ends at entry {entries.Count}.")));
        return flaws;
    }

    /// <summary>The run that a file says it is of; null where it is no evidence file.</summary>
    public static RunId? RunOf(string file) => TryRead<Header>(file.Split('\n', 2)[0]) is { Format: Format } header ? new RunId(header.Run) : null;

    /// <summary>Every entry of an intact file that the journal has otherwise or not at all. A file that was made earlier ends earlier.</summary>
    public static IReadOnlyList<Flaw> Against(string file, PinnedRunbook pin, IReadOnlyList<StoredEntry> entries)
    {
        var said = file.Split('\n', StringSplitOptions.RemoveEmptyEntries)[..^1];
        var given = Encoding.UTF8.GetString(Write(pin, entries)).Split('\n', StringSplitOptions.RemoveEmptyEntries)[..^1];
        return [.. said.Select((line, seq) => (line, seq)).Where(pair => given.ElementAtOrDefault(pair.seq) != pair.line).Select(pair => new Flaw(pair.seq,
            pair.seq == 0 ? "The first line of the file introduces another run than the journal has."
            : pair.seq >= given.Length ? string.Create(CultureInfo.InvariantCulture, $"Entry {pair.seq} is in the file and not in the journal.")
            : string.Create(CultureInfo.InvariantCulture, $"Entry {pair.seq} is another one in the journal.")))];
    }

    private static bool Introduces(Header header, StoredEntry first)
    {
        try
        {
            return JournalFormat.Read(first.Body).Event is RunEvent.Started started
                && (header.Environment, header.Runbook, header.RunbookHash) == (started.Environment, started.RunbookName, started.RunbookHash);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool IsHash(string? hex) => hex is { Length: 64 } && hex.All(char.IsAsciiHexDigit);

    private static T? TryRead<T>(string line) where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(line, Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Header(string? Format, long Run, string Environment, string Runbook, string RunbookHash);

    private sealed record Entry(int Seq, DateTimeOffset At, string? Kind, string? Body, string? Hash);

    private sealed record Footer(int Entries, string? Head);
}
