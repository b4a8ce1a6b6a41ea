using System.Globalization;
using System.Text.RegularExpressions;
using Tinedy.ChatOps.Domain.Events;

namespace Tinedy.ChatOps.Evidence;

/// <summary>Which run an exported checklist says it is of, and how far its journal went then.</summary>
/// <param name="Head">The hash of entry <paramref name="Entries"/>, lower-case hex.</param>
public sealed partial record ChecklistReference(RunId Run, int Entries, string Head)
{
    /// <param name="closing">The closing lines of the file.</param>
    /// <returns>Null where they do not say it.</returns>
    public static ChecklistReference? Read(IEnumerable<string> closing)
    {
        var text = string.Join('\n', closing);
        return RunLine().Match(text) is { Success: true } run && JournalLine().Match(text) is { Success: true } journal
            ? new(new RunId(long.Parse(run.Groups[1].ValueSpan, CultureInfo.InvariantCulture)),
                int.Parse(journal.Groups[1].ValueSpan, CultureInfo.InvariantCulture), journal.Groups[2].Value)
            : null;
    }

    [GeneratedRegex(@"^Run \S*?-?([0-9]{1,18}), started ", RegexOptions.Multiline)]
    private static partial Regex RunLine();

    [GeneratedRegex(@"^Journal: ([0-9]{1,9}) entries, head ([0-9a-f]{64})\.", RegexOptions.Multiline)]
    private static partial Regex JournalLine();
}
