using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Tinedy.ChatOps.Execution.Output;

/// <summary>SHA-256 over everything that comes by, on a thread of its own: it may use another processor, and nobody waits for it until the end.</summary>
internal sealed class ParallelHash : IDisposable
{
    private const int PieceSize = 256 * 1024;
    private const int Pieces = 3;

    private readonly BlockingCollection<(byte[] Piece, int Length)> full = new(Pieces);
    private readonly BlockingCollection<byte[]> free = new(Pieces);
    private Thread? thread;
    private byte[] digest = [];
    private byte[]? piece;
    private int length;
    private int given;

    public void Add(ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty)
        {
            piece ??= free.TryTake(out var used) ? used : TakePiece();
            var room = Math.Min(text.Length, piece.Length - length);
            text[..room].CopyTo(piece.AsSpan(length));
            length += room;
            text = text[room..];
            if (length == piece.Length) Pass();
        }
    }

    /// <summary>Lower-case hex; nothing more may come by.</summary>
    public string Finish()
    {
        // Nearly every step prints less than one piece, and needs no thread.
        if (thread is null) return Convert.ToHexStringLower(SHA256.HashData(piece.AsSpan(0, length)));
        if (length > 0) Pass();
        full.CompleteAdding();
        thread.Join();
        return Convert.ToHexStringLower(digest);
    }

    public void Dispose()
    {
        if (thread is { IsAlive: true }) full.CompleteAdding();
        thread?.Join();
        full.Dispose();
        free.Dispose();
    }

    private byte[] TakePiece() => given++ < Pieces ? new byte[PieceSize] : free.Take();

    private void Pass()
    {
        if (thread is null)
        {
            thread = new Thread(Work) { IsBackground = true, Name = "hash" };
            thread.Start();
        }
        full.Add((piece!, length));
        (piece, length) = (null, 0);
    }

    private void Work()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (text, count) in full.GetConsumingEnumerable())
        {
            hash.AppendData(text.AsSpan(0, count));
            free.Add(text);
        }
        digest = hash.GetHashAndReset();
    }
}
