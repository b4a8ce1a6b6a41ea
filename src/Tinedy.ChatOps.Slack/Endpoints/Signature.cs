using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Tinedy.ChatOps.Slack.Connection;

namespace Tinedy.ChatOps.Slack.Endpoints;

/// <summary>
/// Slack's signature, version 0: HMAC-SHA256 over <c>v0:TIMESTAMP:BODY</c> with the signing secret, lower-case hex (Slack, "Verifying
/// requests from Slack"). Checked over the raw bytes, before anything is parsed.
/// </summary>
internal sealed class Signature(SlackSettings settings, TimeProvider time)
{
    public const string Header = "X-Slack-Signature";
    public const string TimestampHeader = "X-Slack-Request-Timestamp";

    /// <summary>Older or newer is a replay, or somebody's clock is wrong.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(300);

    private readonly byte[][] secrets = [.. settings.SigningSecrets.Select(Encoding.UTF8.GetBytes)];

    /// <summary>Why the request is not Slack's; null when it is.</summary>
    public string? Refuse(string? timestamp, string? signature, ReadOnlySpan<byte> body)
    {
        if (string.IsNullOrEmpty(signature)) return "no signature";
        if (!long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)) return "no timestamp";
        if (Math.Abs(time.GetUtcNow().ToUnixTimeSeconds() - seconds) > Tolerance.TotalSeconds) return "the timestamp is more than 5 minutes off";
        return Matches(timestamp, signature, body) ? null : "the signature does not match";
    }

    private bool Matches(string timestamp, string signature, ReadOnlySpan<byte> body)
    {
        var given = Encoding.ASCII.GetBytes(signature);
        var matches = false;
        // Every secret is tried, so that the time taken does not tell which one it was.
        foreach (var secret in secrets) matches |= CryptographicOperations.FixedTimeEquals(Sign(secret, timestamp, body), given);
        return matches;
    }

    private static byte[] Sign(byte[] secret, string timestamp, ReadOnlySpan<byte> body)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret);
        hmac.AppendData(Encoding.ASCII.GetBytes($"v0:{timestamp}:"));
        hmac.AppendData(body);
        return Encoding.ASCII.GetBytes("v0=" + Convert.ToHexStringLower(hmac.GetHashAndReset()));
    }
}
