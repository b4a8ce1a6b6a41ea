using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Tinedy.ChatOps.Execution.Output;

/// <summary>
/// The kept output, at most <paramref name="cap"/> bytes whatever is printed: the head, and the tail, with an honest count between
/// them. It reaches the disk when somebody looks, so that what is printed and dropped again in between costs no disk at all. Files are
/// named by the offset they begin at: after any death, at any byte, <see cref="Read"/> still tells exactly what is there and what is
/// not. A disk that is full loses output, never blocks the step.
/// </summary>
internal sealed class OutputLog(string directory, int cap) : IDisposable
{
    private const int CopyAtOnce = 64 * 1024;

    /// <summary>The head, then the tail: two stretches at most, of which the older is dropped when the newer is full.</summary>
    private readonly List<Stretch> kept = [];
    private byte[]? spare;
    private long total;

    /// <summary>The disk was full: from some point on nothing more is kept.</summary>
    public bool LostSome { get; private set; }

    /// <summary>Takes whole lines; none of them is torn apart.</summary>
    public void Write(ReadOnlySpan<byte> lines)
    {
        while (!lines.IsEmpty)
        {
            var piece = lines[..Fitting(lines)];
            if (kept.Count == 0 || piece.Length > kept[^1].Room) Turn();
            kept[^1].Add(piece);
            total += piece.Length;
            lines = lines[piece.Length..];
        }
    }

    /// <summary>Makes what is written visible to a reader, and lasting.</summary>
    public void Flush()
    {
        if (LostSome) return;
        try
        {
            foreach (var stretch in kept) stretch.Save(directory);
        }
        catch (Exception disk) when (disk is IOException or UnauthorizedAccessException)
        {
            LostSome = true;
        }
    }

    public void Dispose() => Flush();

    /// <summary>Head, count of what is missing, tail.</summary>
    public static byte[] Read(string directory)
    {
        using var all = new MemoryStream();
        Copy(directory, all);
        return all.ToArray();
    }

    /// <summary>SHA-256 of what <see cref="Read"/> gives, lower-case hex; null when that is nothing. Holds none of it in memory.</summary>
    public static string? Digest(string directory)
    {
        // Nearly every step prints something; one that does not need not wake the hashing.
        if (!Directory.Exists(directory)) return null;
        using var hash = SHA256.Create();
        using var hashed = new CryptoStream(Stream.Null, hash, CryptoStreamMode.Write);
        var length = Copy(directory, hashed);
        hashed.FlushFinalBlock();
        return length == 0 ? null : Convert.ToHexStringLower(hash.Hash!);
    }

    /// <summary>How many bytes that were.</summary>
    private static long Copy(string directory, Stream to)
    {
        if (!Directory.Exists(directory)) return 0;
        var (end, written) = (0L, 0L);
        foreach (var (path, start) in Directory.GetFiles(directory).Select(path => (Path: path, Start: OffsetOf(path))).OrderBy(piece => piece.Start))
        {
            var left = start > end ? Encoding.UTF8.GetBytes(FormattableString.Invariant($"… {start - end:#,0} bytes left out …\n")) : [];
            to.Write(left);
            using var piece = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
            piece.CopyTo(to, CopyAtOnce);
            end = start + piece.Position;
            written += left.Length + piece.Position;
        }
        return written;
    }

    /// <summary>As many lines as still fit into this stretch, else into the next; at least one.</summary>
    private int Fitting(ReadOnlySpan<byte> lines)
    {
        var room = kept.Count == 0 ? cap / 3 : kept[^1].Room;
        if (lines.Length <= room) return lines.Length;
        foreach (var space in (ReadOnlySpan<int>)[room, cap / 3])
        {
            var last = lines[..Math.Min(space, lines.Length)].LastIndexOf((byte)'\n');
            if (last >= 0) return last + 1;
        }
        throw new ArgumentException("A line is longer than a third of what is kept.");
    }

    // One third for the head; two thirds for the tail.
    private void Turn()
    {
        if (kept.Count == 3)
        {
            spare = kept[1].Drop();
            kept.RemoveAt(1);
        }
        kept.Add(new(total, spare ?? new byte[cap / 3]));
        spare = null;
    }

    private static long OffsetOf(string path) => long.Parse(Path.GetFileName(path), CultureInfo.InvariantCulture);

    /// <summary>Consecutive lines in memory, and as much of them as was looked at on disk.</summary>
    private sealed class Stretch(long start, byte[] text)
    {
        private int length;
        private int saved;
        private string? path;

        public int Room => text.Length - length;

        public void Add(ReadOnlySpan<byte> lines)
        {
            lines.CopyTo(text.AsSpan(length));
            length += lines.Length;
        }

        public void Save(string directory)
        {
            if (saved == length) return;
            // Only this one: a launch's folder that has vanished is not made anew.
            if (!Directory.Exists(Path.GetDirectoryName(directory))) throw new DirectoryNotFoundException($"The folder of {directory} is gone.");
            Directory.CreateDirectory(directory);
            path = Path.Combine(directory, start.ToString("D19", CultureInfo.InvariantCulture));
            using var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read, bufferSize: 0);
            file.Position = saved;
            file.Write(text.AsSpan(saved, length - saved));
            saved = length;
        }

        /// <summary>Forgets it, on disk as well, and gives its room to the next.</summary>
        public byte[] Drop()
        {
            if (path is not null) File.Delete(path);
            return text;
        }
    }
}
