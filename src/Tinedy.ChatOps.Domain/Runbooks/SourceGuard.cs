using System.Buffers;
using System.Text;

namespace Tinedy.ChatOps.Domain.Runbooks;

/// <summary>Judges the bytes before anything parses them: too large, empty, not UTF-8 or binary.</summary>
public static class SourceGuard
{
    /// <summary>A checklist that people work through is some kilobytes; reading stays quick up to here.</summary>
    public const int MaxBytes = 5_000_000;

    /// <summary>Why the bytes cannot be a runbook; null when they can be decoded.</summary>
    public static Diagnostic? Judge(ReadOnlySpan<byte> file)
    {
        if (file.Length > MaxBytes)
            return Error(1, "too-large", $"The file has {file.Length:#,0} bytes; a runbook has at most {MaxBytes:#,0} (5 MB). Split it into several runbooks.");
        if (file.StartsWith(Encoding.Unicode.Preamble) || file.StartsWith(Encoding.BigEndianUnicode.Preamble))
            return Error(1, "not-utf8", "The file is UTF-16 (it starts with a UTF-16 byte order mark). Save it as UTF-8.");
        if (file.IndexOf((byte)0) is >= 0 and var nul)
            return Error(LineOf(file, nul), "nul-byte", $"There is a NUL byte at offset {nul:#,0}: this is no text file, or it is UTF-16. Save it as UTF-8 text.");
        if (FirstInvalid(file) is { } bad)
            return Error(LineOf(file, bad), "not-utf8",
                $"The byte 0x{file[bad]:X2} at offset {bad:#,0} is not UTF-8; the file looks like Windows-1252 or Latin-1. Save it as UTF-8.");
        if (IsBlank(file))
            return Error(1, "empty-file", "The file is empty. A runbook needs at least one item: a line like \"- [ ] Back up the database\".");
        return null;
    }

    private static int? FirstInvalid(ReadOnlySpan<byte> file)
    {
        if (System.Text.Unicode.Utf8.IsValid(file)) return null;
        var at = 0;
        while (Rune.DecodeFromUtf8(file[at..], out _, out var read) == OperationStatus.Done) at += read;
        return at;
    }

    private static bool IsBlank(ReadOnlySpan<byte> file)
    {
        if (file.StartsWith(Encoding.UTF8.Preamble)) file = file[Encoding.UTF8.Preamble.Length..];
        return file.IndexOfAnyExcept(" \t\r\n"u8) < 0;
    }

    private static int LineOf(ReadOnlySpan<byte> file, int offset) => file[..offset].Count((byte)'\n') + 1;

    private static Diagnostic Error(int line, string code, FormattableString message) =>
        Error(line, code, FormattableString.Invariant(message));

    private static Diagnostic Error(int line, string code, string message) => new(line, Severity.Error, code, message);
}
