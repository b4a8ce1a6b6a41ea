using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tinedy.ChatOps.Domain.Events;

namespace Tinedy.ChatOps.Evidence;

/// <summary>
/// How an entry is written down for ever: one JSON text, stored and hashed as exactly these bytes.
/// The chain is <c>hash(n) = SHA-256(hash(n-1) ‖ utf8(body(n)))</c> with 32 zero bytes before the first, so that
/// anybody can verify a journal with nothing but a SHA-256 program.
/// </summary>
public static class JournalFormat
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    public static ReadOnlySpan<byte> Origin => new byte[SHA256.HashSizeInBytes];

    /// <summary>The stored name of an event: "step-started".</summary>
    public static string KindOf(RunEvent what) => Kinds[what.GetType()];

    public static string Write(JournalEntry entry) => JsonSerializer.Serialize(entry, Options);

    /// <exception cref="JsonException">The text is not an entry of a version that this program knows.</exception>
    public static JournalEntry Read(string body)
    {
        try
        {
            return JsonSerializer.Deserialize<JournalEntry>(body, Options) is { Event: not null, By: not null } entry
                ? entry
                : throw new JsonException("An entry says what happened and who did it; this one does not.");
        }
        catch (NotSupportedException noKind)
        {
            throw new JsonException("An entry says of which kind it is; this one does not.", noKind);
        }
    }

    public static byte[] Chain(ReadOnlySpan<byte> previous, string body)
    {
        var text = Encoding.UTF8.GetBytes(body);
        Span<byte> joined = [.. previous, .. text];
        return SHA256.HashData(joined);
    }

    /// <summary>Postgres keeps microseconds; a finer time would not come back as it was hashed.</summary>
    public static DateTimeOffset ToStored(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);

    private static readonly Dictionary<Type, string> Kinds = typeof(RunEvent)
        .GetCustomAttributes(typeof(JsonDerivedTypeAttribute), inherit: false)
        .Cast<JsonDerivedTypeAttribute>()
        .ToDictionary(derived => derived.DerivedType, derived => (string)derived.TypeDiscriminator!);
}
