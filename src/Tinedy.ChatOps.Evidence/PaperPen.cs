using Tinedy.ChatOps.Domain.Runbooks;

namespace Tinedy.ChatOps.Evidence;

/// <summary>Decides where on the paper each part of an outcome goes. The shapes are read back by <see cref="PaperEyes"/>.</summary>
internal sealed class PaperPen(Runbook runbook, string lineEnd)
{
    private readonly List<PaperEdit> edits = [];

    public IReadOnlyList<PaperEdit> Write(PaperOutcome outcome)
    {
        RequirePlaces(outcome);
        foreach (var item in runbook.Tickable.Concat(runbook.Criteria)) Write(item, outcome.Items.GetValueOrDefault(item.Key));
        foreach (var line in runbook.SignOffs) Write(line, outcome.SignOffs.GetValueOrDefault(line.Role));
        foreach (var field in runbook.Contacts.Concat(runbook.Information)) Write(field, outcome.Fields.GetValueOrDefault(field.Label));
        WriteNotes([.. outcome.Notes.Select(PaperText.Escape).Where(note => note.Length > 0)]);
        // Edits at one place keep the order they were written in: the sort is stable.
        return [.. edits.OrderBy(edit => edit.At)];
    }

    private void Write(Item item, ItemMark? mark)
    {
        // A tick that the paper already had stays where the run says nothing else.
        if (mark is null) return;
        if (mark.State != PaperState.OnPaper) Tick(item.Box, mark.State is PaperState.Done or PaperState.Raised);
        var words = PaperText.Escape(mark.Words);
        Add(Slot.Words, item.End, PaperShapes.Of(mark.State) + (words.Length > 0 ? PaperShapes.Before(mark.State) + words : ""));
    }

    private void Write(SignOffLine line, SignatureMark? mark)
    {
        if (mark is null) return;
        Tick(line.Box, ticked: true);
        Fill(Slot.Name, line.Name, line.End, PaperShapes.SignedBy, mark.Name);
        Fill(Slot.Date, line.Date, line.End, PaperShapes.SignedOn, mark.Date);
        if (mark.Words is { } words && PaperText.Escape(words) is { Length: > 0 } escaped) Add(Slot.Words, line.End, PaperShapes.Signed + escaped);
    }

    private void Write(Field field, string? value)
    {
        if (value is not null) Fill(Slot.Value, field.Blank is { Length: > 0 } blank ? blank : null, field.End, field.Blank is null ? PaperShapes.Now : " ", value);
    }

    /// <summary>Into the blank where the paper has one, else behind the line with a word of introduction.</summary>
    private void Fill(Slot slot, Blank? blank, int end, string introduction, string value)
    {
        var words = PaperText.Escape(value);
        if (words.Length == 0) return;
        if (blank is { } room) edits.Add(new PaperEdit(slot, room.Start, new string('_', room.Length), words));
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
                var text = StartsLine(blanks[i].Start) ? PaperShapes.Note + notes[i] : notes[i];
                edits.Add(new PaperEdit(Slot.Note, blanks[i].Start, new string('_', blanks[i].Length), text));
            }
            else
            {
                var first = i == 0 ? lineEnd + lineEnd + (runbook.Notes is null ? PaperShapes.NotesHeading + lineEnd + lineEnd : "") : lineEnd;
                Add(Slot.Note, runbook.Notes?.End ?? EndOfText(), first + PaperShapes.Note + notes[i]);
            }
        }
    }

    private void Tick(int? box, bool ticked)
    {
        if (box is not { } at) return;
        var now = (char)runbook.Source.Span[at];
        if (ticked != now is 'x' or 'X') edits.Add(new PaperEdit(Slot.Tick, at, now.ToString(), ticked ? "x" : " "));
    }

    private void Add(Slot slot, int at, string text) => edits.Add(new PaperEdit(slot, at, "", text));

    private bool StartsLine(int at) => at == 0 || runbook.Source.Span[at - 1] is (byte)'\n' or (byte)'\r' or (byte)' ' && IsOnlyBlanksBefore(at);

    private bool IsOnlyBlanksBefore(int at)
    {
        var source = runbook.Source.Span[..at];
        var line = source[(source.LastIndexOfAny((byte)'\n', (byte)'\r') + 1)..];
        return line.IndexOfAnyExcept((byte)' ') < 0;
    }

    private int EndOfText() => runbook.Source.Span.LastIndexOfAnyExcept(" \t\r\n"u8) + 1;

    /// <summary>What has no place would be lost without a word, in a file that is kept as proof.</summary>
    private void RequirePlaces(PaperOutcome outcome)
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
