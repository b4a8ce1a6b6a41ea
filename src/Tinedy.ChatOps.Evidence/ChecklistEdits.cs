using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Tinedy.ChatOps.Domain.Runbooks;

namespace Tinedy.ChatOps.Evidence;

/// <summary>What an edit fills: the letter is how the file's last line names it.</summary>
internal enum Slot { Tick = 't', Words = 'w', Name = 'n', Date = 'd', Value = 'v', Note = 'o' }

/// <summary>Bytes of the paper that make room for others; its place is in the original file.</summary>
internal sealed record ChecklistEdit(Slot Slot, int At, string Removed, string Added)
{
    public int RemovedBytes => Encoding.UTF8.GetByteCount(Removed);

    public int AddedBytes => Encoding.UTF8.GetByteCount(Added);
}

/// <summary>
/// The edits as written in the file's last line, an invisible comment, so that they can be taken back exactly:
/// <c>t65-20+1</c> a tick at byte 65 over 0x20, <c>n3071-17+4</c> a name of 4 bytes over 17 underscores,
/// <c>n3071-4x2e2e2e2e+4</c> one over 4 bytes of another blank, which stand there in hexadecimal.
/// </summary>
internal static partial class ChecklistEdits
{
    public static string Write(IEnumerable<ChecklistEdit> edits) => string.Join(' ', edits.Select(edit => string.Create(
        CultureInfo.InvariantCulture, $"{(char)edit.Slot}{edit.At}-{Written(edit)}+{edit.AddedBytes}")));

    public static byte[] Apply(ReadOnlySpan<byte> original, IEnumerable<ChecklistEdit> edits, string tail)
    {
        using var file = new MemoryStream();
        var at = 0;
        foreach (var edit in edits)
        {
            file.Write(original[at..edit.At]);
            file.Write(Encoding.UTF8.GetBytes(edit.Added));
            at = edit.At + edit.RemovedBytes;
        }
        file.Write(original[at..]);
        file.Write(Encoding.UTF8.GetBytes(tail));
        return file.ToArray();
    }

    /// <summary>Takes the edits out of an exported file without its tail: the original bytes, and each edit with what it had added.</summary>
    /// <exception cref="FormatException">The list does not fit the bytes.</exception>
    public static (byte[] Original, List<ChecklistEdit> Edits) TakeBack(ReadOnlySpan<byte> exported, string list)
    {
        using var original = new MemoryStream();
        var edits = new List<ChecklistEdit>();
        var at = 0;
        foreach (var match in Edit().Matches(list).Cast<Match>())
        {
            var place = Number(match.Groups["at"]) - (int)original.Length;
            var length = Number(match.Groups["added"]);
            if (place < 0 || place > exported.Length - at || length > exported.Length - at - place)
                throw new FormatException("The list of edits in the last line does not fit this file.");
            original.Write(exported.Slice(at, place));
            at += place;
            var slot = (Slot)match.Groups["slot"].Value[0];
            var removed = Removed(slot, match.Groups["removed"].Value, match.Groups["bytes"].Value);
            edits.Add(new ChecklistEdit(slot, (int)original.Length, removed, Encoding.UTF8.GetString(exported.Slice(at, length))));
            original.Write(Encoding.UTF8.GetBytes(removed));
            at += length;
        }
        original.Write(exported[at..]);
        return (original.ToArray(), edits);
    }

    private static string Written(ChecklistEdit edit) =>
        edit.Slot == Slot.Tick ? $"{(int)edit.Removed[0]:x2}"
        : edit.Removed.All(letter => letter == '_') ? edit.Removed.Length.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{edit.RemovedBytes}x{Convert.ToHexStringLower(Encoding.UTF8.GetBytes(edit.Removed))}");

    private static string Removed(Slot slot, string written, string bytes)
    {
        if (slot == Slot.Tick) return ((char)int.Parse(written, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString();
        if (bytes.Length > 0) return Encoding.UTF8.GetString(Convert.FromHexString(bytes));
        var length = int.Parse(written, CultureInfo.InvariantCulture);
        return length <= SourceGuard.MaxBytes ? new string('_', length) : throw new FormatException("A blank in the last line is larger than a file.");
    }

    private static int Number(Group digits) => int.Parse(digits.ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex("(?<slot>[twndvo])(?<at>[0-9]{1,8})-(?<removed>[0-9a-f]{1,8})(?:x(?<bytes>[0-9a-f]+))?\\+(?<added>[0-9]{1,8})")]
    private static partial Regex Edit();
}
