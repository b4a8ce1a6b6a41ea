using System.Globalization;
using System.Text;

namespace Tinedy.ChatOps.Execution.Output;

/// <summary>
/// The kept output on disk, at most <paramref name="cap"/> bytes whatever is printed: the head, and the tail, with an
/// honest count between them. Files are named by the offset they begin at, so that after any death, at any byte,
/// <see cref="Read"/> still tells exactly what is there and what is not. A disk that is full loses output, never blocks the step.
/// </summary>
internal sealed class OutputLog(string directory, int cap) : IDisposable
{
    private readonly Queue<string> tail = new();
    private FileStream? current;
    private long total;
    private long room;

    /// <summary>The disk was full: from some point on nothing more is kept.</summary>
    public bool LostSome { get; private set; }

    /// <summary>Takes one line (or any piece that should not be torn apart).</summary>
    public void Write(ReadOnlySpan<byte> line)
    {
        if (!LostSome)
        {
            try
            {
                if (current is null || line.Length > room) Turn();
                current!.Write(line);
                room -= line.Length;
            }
            catch (Exception disk) when (disk is IOException or UnauthorizedAccessException)
            {
                LostSome = true;
            }
        }
        total += line.Length;
    }

    /// <summary>Makes what is written visible to a reader.</summary>
    public void Flush()
    {
        try
        {
            if (!LostSome) current?.Flush();
        }
        catch (IOException)
        {
            LostSome = true;
        }
    }

    public void Dispose()
    {
        Flush();
        if (!LostSome) current?.Dispose();
        current = null;
    }

    /// <summary>Head, count of what is missing, tail.</summary>
    public static byte[] Read(string directory)
    {
        if (!Directory.Exists(directory)) return [];
        var pieces = Directory.GetFiles(directory).Select(path => (Path: path, Start: OffsetOf(path))).OrderBy(piece => piece.Start);
        using var all = new MemoryStream();
        var end = 0L;
        foreach (var (path, start) in pieces)
        {
            if (start > end) all.Write(Encoding.UTF8.GetBytes(FormattableString.Invariant($"… {start - end:#,0} bytes left out …\n")));
            var piece = File.ReadAllBytes(path);
            all.Write(piece);
            end = start + piece.Length;
        }
        return all.ToArray();
    }

    // One third for the head; two thirds for the tail, of which the older is dropped when the newer is full.
    private void Turn()
    {
        current?.Dispose();
        current = null;
        if (tail.Count == 2) File.Delete(tail.Dequeue());
        Directory.CreateDirectory(directory);
        var path = Path.Combine(directory, total.ToString("D19", CultureInfo.InvariantCulture));
        current = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, 16 * 1024);
        if (total > 0) tail.Enqueue(path);
        room = cap / 3;
    }

    private static long OffsetOf(string path) => long.Parse(Path.GetFileName(path), CultureInfo.InvariantCulture);
}
