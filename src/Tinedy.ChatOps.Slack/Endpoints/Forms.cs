using System.Text;

namespace Tinedy.ChatOps.Slack.Endpoints;

/// <summary>A form as strictly as it can be read: UTF-8, every field once.</summary>
internal static class Forms
{
    private const int MostFields = 64;
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="FormatException">It is malformed; says how.</exception>
    public static IReadOnlyDictionary<string, string> Read(ReadOnlySpan<byte> body)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var range in body.Split((byte)'&'))
        {
            var pair = body[range];
            if (pair.IsEmpty) continue;
            var equals = pair.IndexOf((byte)'=');
            var name = Text(equals < 0 ? pair : pair[..equals]);
            if (fields.Count == MostFields) throw new FormatException("it has too many fields");
            if (!fields.TryAdd(name, equals < 0 ? "" : Text(pair[(equals + 1)..]))) throw new FormatException("a field is there twice");
        }
        return fields;
    }

    /// <exception cref="FormatException">It is not UTF-8.</exception>
    public static string Utf8(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw new FormatException("it is not UTF-8");
        }
    }

    private static string Text(ReadOnlySpan<byte> encoded)
    {
        var decoded = new byte[encoded.Length];
        var length = 0;
        for (var at = 0; at < encoded.Length; at++)
        {
            var one = encoded[at];
            if (one == '+') one = (byte)' ';
            else if (one == '%')
            {
                if (at + 2 >= encoded.Length || Hex(encoded[at + 1]) is not { } high || Hex(encoded[at + 2]) is not { } low) throw new FormatException("a percent sign stands alone");
                one = (byte)((high << 4) | low);
                at += 2;
            }
            decoded[length++] = one;
        }
        return Utf8(decoded.AsSpan(0, length));
    }

    private static int? Hex(byte letter) => letter switch
    {
        >= (byte)'0' and <= (byte)'9' => letter - '0',
        >= (byte)'a' and <= (byte)'f' => letter - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => letter - 'A' + 10,
        _ => null,
    };
}
