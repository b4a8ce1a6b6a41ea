using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Tinedy.ChatOps.SlackDouble.People;

/// <summary>
/// A request to one of the bot's doors, down to the byte. Send it as it is, or change it first: a body that does not fit its
/// signature, a signature of yesterday, none at all.
/// </summary>
public sealed record RawRequest(string Path, ReadOnlyMemory<byte> Body)
{
    public const string Commands = "/slack/commands";
    public const string Interactions = "/slack/interactions";
    public const string Events = "/slack/events";

    public const string TimestampHeader = "X-Slack-Request-Timestamp";
    public const string SignatureHeader = "X-Slack-Signature";

    private const string FormType = "application/x-www-form-urlencoded";
    private const string JsonType = "application/json";

    public string ContentType { get; init; } = FormType;

    public ImmutableDictionary<string, string> Headers { get; init; } =
        ImmutableDictionary.Create<string, string>(StringComparer.OrdinalIgnoreCase)
            .Add("User-Agent", "Slackbot 1.0").Add("Accept", "application/json,*/*");

    public string Text => Encoding.UTF8.GetString(Body.Span);

    /// <summary>A form, with the plus signs of one.</summary>
    public static RawRequest Form(string path, IEnumerable<KeyValuePair<string, string>> fields) =>
        new RawRequest(path, default).WithBody(string.Join('&', fields.Select(field => $"{Encoded(field.Key)}={Encoded(field.Value)}")));

    public static RawRequest Json(string path, JsonNode body) =>
        new RawRequest(path, default) { ContentType = JsonType }.WithBody(body.ToJsonString());

    /// <summary>Another body under the same headers, so that a signature no longer fits.</summary>
    public RawRequest WithBody(string body) => this with { Body = Encoding.UTF8.GetBytes(body) };

    public RawRequest WithHeader(string name, string value) => this with { Headers = Headers.SetItem(name, value) };

    public RawRequest WithoutHeader(string name) => this with { Headers = Headers.Remove(name) };

    /// <summary>Signs the body as it is now, scheme v0.</summary>
    public RawRequest Signed(string secret, DateTimeOffset at)
    {
        var timestamp = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] signed = [.. Encoding.ASCII.GetBytes($"v0:{timestamp}:"), .. Body.Span];
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed));
        return WithHeader(TimestampHeader, timestamp).WithHeader(SignatureHeader, $"v0={signature}");
    }

    public RawRequest Unsigned() => WithoutHeader(TimestampHeader).WithoutHeader(SignatureHeader);

    private static string Encoded(string text) => Uri.EscapeDataString(text).Replace("%20", "+", StringComparison.Ordinal);
}
