using System.Text;
using Tinedy.ChatOps.Domain.Runbooks;

namespace Tinedy.ChatOps.Evidence;

/// <summary>Decides where on the paper each part of an outcome goes. The shapes are read back by <see cref="ChecklistParser"/>.</summary>
internal sealed class ChecklistWriter(Runbook runbook, string lineEnd)
{
    private readonly List<ChecklistEdit> edits = [];

    public IReadOnlyList<ChecklistEdit> Write(ChecklistOutcome outcome)
    {
        RequirePlaces(outcome);
        foreach (var item in runbook.Tickable.Concat(runbook.Criteria)) Write(item, outcome.Items.GetValueOrDefault(item.Key));
        foreach (var line in runbook.SignOffs) Write(line, outcome.SignOffs.GetValueOrDefault(line.Role));
        foreach (var field in runbook.Contacts.Concat(runbook.Information)) Write(field, outcome.Fields.GetValueOrDefault(field.Label));
        WriteNotes([.. outcome.Notes.Select(ChecklistText.Escape).Where(note => note.Length > 0)]);
        // Edits at one place keep the order they were written in: the sort is stable.
        return [.. edits.OrderBy(edit => edit.At)];
    }

    private void Write(Item item, ItemMark? mark)
    {
        // A tick that the paper already had stays where the run says nothing else.
        if (mark is null) return;
        if (mark.State != ChecklistState.OnPaper) Tick(item.Box, mark.State is ChecklistState.Done or ChecklistState.Raised);
        var words = ChecklistText.Escape(mark.Words);
        Add(Slot.Words, item.End, ChecklistPhrases.Of(mark.State) + (words.Length > 0 ? ChecklistPhrases.Before(mark.State) + words : ""));
    }

    private void Write(SignOffLine line, SignatureMark? mark)
    {
        if (mark is null) return;
        Tick(line.Box, ticked: true);
        Fill(Slot.Name, line.Name, line.End, ChecklistPhrases.SignedBy, mark.Name);
        Fill(Slot.Date, line.Date, line.End, ChecklistPhrases.SignedOn, mark.Date);
        if (mark.Words is { } words && ChecklistText.Escape(words) is { Length: > 0 } escaped) Add(Slot.Words, line.End, ChecklistPhrases.Signed + escaped);
    }

    private void Write(Field field, string? value)
    {
        if (value is not null) Fill(Slot.Value, field.Blank is { Length: > 0 } blank ? blank : null, field.End, field.Blank is null ? ChecklistPhrases.Now : " ", value);
    }

    /// <summary>Into the blank where the paper has one, else behind the line with a word of introduction.</summary>
    private void Fill(Slot slot, Blank? blank, int end, string introduction, string value)
    {
        var words = ChecklistText.Escape(value);
        if (words.Length == 0) return;
        if (blank is { } room) edits.Add(new ChecklistEdit(slot, room.Start, Written(room), words));
        else Add(slot, end, introduction + words);
    }

    /// <summary>One note a line, as a list, so that GitHub does not run them together; those without a line follow behind.</summary>
    private void WriteNotes(string[] notes)
    {
        var blanks = runbook.Notes?.Blanks ?? [];
        for (var i = 0; i < notes.Length; i++)
        {
            if (i < blanks.Length)
            {
                var text = StartsLine(blanks[i].Start) ? ChecklistPhrases.Note + notes[i] : notes[i];
                edits.Add(new ChecklistEdit(Slot.Note, blanks[i].Start, Written(blanks[i]), text));
            }
            else
            {
                var first = i == 0 ? lineEnd + lineEnd + (runbook.Notes is null ? ChecklistPhrases.NotesHeading + lineEnd + lineEnd : "") : lineEnd;
                Add(Slot.Note, runbook.Notes?.End ?? EndOfText(), first + ChecklistPhrases.Note + notes[i]);
            }
        }
    }

    private void Tick(int? box, bool ticked)
    {
        if (box is not { } at) return;
        var now = (char)runbook.Source.Span[at];
        if (ticked != now is 'x' or 'X') edits.Add(new ChecklistEdit(Slot.Tick, at, now.ToString(), ticked ? "x" : " "));
    }

    private string Written(Blank blank) => Encoding.UTF8.GetString(runbook.Source.Span.Slice(blank.Start, blank.Length));

    private void Add(Slot slot, int at, string text) => edits.Add(new ChecklistEdit(slot, at, "", text));

    private bool StartsLine(int at) => at == 0 || runbook.Source.Span[at - 1] is (byte)'\n' or (byte)'\r' or (byte)' ' && IsOnlyBlanksBefore(at);

    private bool IsOnlyBlanksBefore(int at)
    {
        var source = runbook.Source.Span[..at];
        var line = source[(source.LastIndexOfAny((byte)'\n', (byte)'\r') + 1)..];
        return line.IndexOfAnyExcept((byte)' ') < 0;
    }

    private int EndOfText() => runbook.Source.Span.LastIndexOfAnyExcept(" \t\r\n"u8) + 1;

    /// <summary>What has no place would be lost without a word, in a file that is kept as proof.</summary>
    private void RequirePlaces(ChecklistOutcome outcome)
    {
        var keys = runbook.Tickable.Concat(runbook.Criteria).Select(item => item.Key).ToHashSet();
        var roles = runbook.SignOffs.Select(line => line.Role).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var labels = runbook.Contacts.Concat(runbook.Information).Select(field => field.Label).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var lost = outcome.Items.Keys.Where(key => !keys.Contains(key)).Select(key => $"item {key}")
            .Concat(outcome.SignOffs.Keys.Where(role => !roles.Contains(role)).Select(role => $"role {role}"))
            .Concat(outcome.Fields.Keys.Where(label => !labels.Contains(label)).Select(label => $"label {label}")).ToArray();
        if (lost.Length > 0) throw new ArgumentException($"The runbook has no place for: {string.Join(", ", lost)}.", nameof(outcome));
    }
}
