namespace Tinedy.ChatOps.Chat.Endpoints;

/// <summary>What a platform sends, read as far as it may be long: nothing that a stranger posts fills the memory.</summary>
public static class BoundedBody
{
    private const int FirstGuess = 16 * 1024;

    /// <summary>Null when it is longer than <paramref name="longest"/>.</summary>
    /// <param name="said">The length that the request says; null when it says none.</param>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(Stream from, long? said, int longest, CancellationToken ct)
    {
        if (said > longest) return null;
        // One more than it says, so that its end is found without a larger buffer.
        var body = new byte[(int?)said + 1 ?? FirstGuess];
        var length = 0;
        while (true)
        {
            var read = await from.ReadAsync(body.AsMemory(length), ct);
            if (read == 0) return body.AsMemory(0, length);
            length += read;
            if (length > longest) return null;
            if (length == body.Length) Array.Resize(ref body, Math.Min(longest + 1, body.Length * 2));
        }
    }
}
