using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Tinedy.ChatOps.Execution.Native;

namespace Tinedy.ChatOps.Execution.Orders;

/// <summary>
/// What a step says of itself, besides printing: lines <c>name=value</c> in the file that <c>CHATOPS_OUTPUT</c> names. <c>ok</c>,
/// <c>warning</c> and <c>failed</c> carry a sentence for people, <c>file</c> a path that it made; every other name is a value for later steps.
/// </summary>
internal sealed partial class StepReport
{
    public const string Variable = "CHATOPS_OUTPUT";
    public const string Ok = "ok";
    public const string Warning = "warning";
    public const string Failed = "failed";
    public const string Proven = "proven";
    private const string File = "file";

    private const int MostBytes = 64 * 1024;
    private const int LongestValue = 4 * 1024;
    private const int MostLines = 200;

    private readonly List<(string Name, string Value)> lines = [];

    /// <summary>Something could not be taken: too much, or no such line.</summary>
    public string? Note { get; private set; }

    public IEnumerable<string> Files => All(File);

    public IEnumerable<string> Warnings => All(Warning);

    public IEnumerable<string> Failures => All(Failed);

    /// <summary>The good news, as one text; null without any.</summary>
    public string? Good => All(Ok).ToList() is { Count: > 0 } some ? string.Join(' ', some) : null;

    public ImmutableSortedDictionary<string, string>? Values => lines.Where(line => line.Name is not (Ok or Warning or Failed or File)).ToList() is { Count: > 0 } values
        ? values.GroupBy(line => line.Name).ToImmutableSortedDictionary(same => same.Key, same => same.Last().Value, StringComparer.Ordinal)
        : null;

    /// <param name="masked">What a value may show of itself.</param>
    public static StepReport Read(string path, Func<string, string> masked)
    {
        var report = new StepReport();
        try
        {
            // The step may have put anything in its place: a link, a pipe, ten gigabytes.
            using var handle = PlainFile.Open(path);
            if (handle is null) return report;
            using var content = new FileStream(handle, FileAccess.Read, bufferSize: 0);
            if (!content.CanSeek) return report;
            var buffer = new byte[MostBytes + 1];
            var length = content.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            if (length > MostBytes) report.Note = $"Of what it wrote to {Variable}, only the first 64 KiB count.";
            var text = System.Text.Encoding.UTF8.GetString(buffer, 0, Math.Min(length, MostBytes));
            foreach (var line in text.Split('\n').Take(MostLines).Select(line => line.TrimEnd('\r')).Where(line => line.Length > 0)) report.Take(line, masked);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            report.Note = $"What it wrote to {Variable} cannot be read.";
        }
        return report;
    }

    private void Take(string line, Func<string, string> masked)
    {
        if (Form().Match(line) is { Success: true } match && match.Groups[2].Value is { Length: <= LongestValue } value && !value.Any(char.IsControl))
            lines.Add((match.Groups[1].Value, masked(value)));
        else Note = $"A line of {Variable} is not of the form name=value and was left out.";
    }

    private IEnumerable<string> All(string name) => lines.Where(line => line.Name == name).Select(line => line.Value);

    [GeneratedRegex("^([A-Za-z_][A-Za-z0-9_]{0,39})=(.*)$")]
    private static partial Regex Form();
}
