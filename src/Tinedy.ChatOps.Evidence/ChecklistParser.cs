using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Runbooks;

namespace Tinedy.ChatOps.Evidence;

/// <summary>The words that introduce what is added to a line.</summary>
internal static class ChecklistPhrases
{
    public const string SignedBy = " — signed by ";
    public const string SignedOn = " — on ";
    public const string Signed = " — signed: ";
    public const string Now = " — now ";
    public const string Note = "- ";
    public const string NotesHeading = "## Notes";

    public static string Of(ChecklistState state) => state switch
    {
        ChecklistState.Done => " — done",
        ChecklistState.Skipped => " — skipped",
        ChecklistState.OnPaper => " — ticked on paper, by whom unknown",
        ChecklistState.Raised => " — raised",
        ChecklistState.FalseAlarm => " — false alarm",
        _ => " — not done",
    };

    /// <summary>Between the state and what is said of it: "not done: cancelled after 48 s", "done 2026-11-22 21:42 UTC by @dba".</summary>
    public static string Before(ChecklistState state) => state == ChecklistState.NotDone ? ": " : " ";
}

/// <summary>Reads from the edits of an exported file what <see cref="ChecklistWriter"/> was given.</summary>
internal static class ChecklistParser
{
    public static ChecklistOutcome Read(Runbook runbook, IReadOnlyList<ChecklistEdit> edits)
    {
        var at = edits.ToLookup(edit => (edit.Slot, edit.At));
        string? Added(Slot slot, int place) => at[(slot, place)].FirstOrDefault()?.Added;
        string? Filled(Slot slot, Blank? blank, int end, string introduction) =>
            ((blank is { } room ? Added(slot, room.Start) : null) ?? Without(introduction, Added(slot, end))) is { } text ? ChecklistText.Unescape(text) : null;

        var items = runbook.Tickable.Concat(runbook.Criteria)
            .Select(item => (item.Key, Mark: Added(Slot.Words, item.End) is { } words ? Mark(words) : null)).Where(item => item.Mark is not null);
        var signed = runbook.SignOffs.DistinctBy(line => line.Role, StringComparer.OrdinalIgnoreCase)
            .Where(line => Places(line).Any(place => at[place].Any(edit => edit.Slot != Slot.Tick || edit.Added == "x")))
            .Select(line => (line.Role, Mark: new SignatureMark(
                Filled(Slot.Name, line.Name, line.End, ChecklistPhrases.SignedBy) ?? "",
                Filled(Slot.Date, line.Date, line.End, ChecklistPhrases.SignedOn) ?? "",
                Without(ChecklistPhrases.Signed, Added(Slot.Words, line.End)) is { } words ? ChecklistText.Unescape(words) : null)));
        var fields = runbook.Contacts.Concat(runbook.Information).DistinctBy(field => field.Label, StringComparer.OrdinalIgnoreCase)
            .Select(field => (field.Label, Value: Filled(
                Slot.Value, field.Blank is { Length: > 0 } blank ? blank : null, field.End, field.Blank is null ? ChecklistPhrases.Now : " ")))
            .Where(field => field.Value is not null);
        return new ChecklistOutcome
        {
            Items = items.ToImmutableDictionary(item => item.Key, item => item.Mark!),
            SignOffs = signed.ToImmutableDictionary(line => line.Role, line => line.Mark, StringComparer.OrdinalIgnoreCase),
            Fields = fields.ToImmutableDictionary(field => field.Label, field => field.Value!, StringComparer.OrdinalIgnoreCase),
            Notes = [.. edits.Where(edit => edit.Slot == Slot.Note).Select(edit => Note(edit.Added))],
        };
    }

    /// <summary>Where a signature leaves something.</summary>
    private static IEnumerable<(Slot, int)> Places(SignOffLine line)
    {
        if (line.Box is { } box) yield return (Slot.Tick, box);
        yield return (Slot.Name, line.Name?.Start ?? line.End);
        yield return (Slot.Date, line.Date?.Start ?? line.End);
        yield return (Slot.Words, line.End);
    }

    private static ItemMark? Mark(string added)
    {
        foreach (var state in Enum.GetValues<ChecklistState>())
            if (Without(ChecklistPhrases.Of(state), added) is { } words)
                // Papers of earlier versions have no colon.
                return new ItemMark(state, ChecklistText.Unescape((Without(ChecklistPhrases.Before(state), words) ?? words).TrimStart(' ')));
        return null;
    }

    private static string Note(string added)
    {
        var line = added[(added.LastIndexOfAny(['\n', '\r']) + 1)..];
        return ChecklistText.Unescape(Without(ChecklistPhrases.Note, line) ?? line);
    }

    private static string? Without(string introduction, string? added) =>
        added?.StartsWith(introduction, StringComparison.Ordinal) == true ? added[introduction.Length..] : null;
}
