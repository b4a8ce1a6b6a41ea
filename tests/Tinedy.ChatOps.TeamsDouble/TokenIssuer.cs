using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Tinedy.ChatOps.TeamsDouble;

/// <summary>
/// Issues what the Bot Framework issues, good and bad: tokens of the connector for the bot, signed with RS256 by a key that the metadata
/// names and endorses, and the tokens that the bot gets from the login for its own requests.
/// </summary>
public sealed class TokenIssuer(TeamsApp app, TimeProvider time)
{
    public const string Issuer = "https://api.botframework.com";
    public const string Scope = "https://api.botframework.com/.default";

    private const string Outbound = "https://api.botframework.com";

    // Made once for a test process: making a key costs more than most scenes that use one.
    private static readonly RSA First = RSA.Create(2048);
    private static readonly RSA Stranger = RSA.Create(2048);
    private static readonly RSA Unendorsed = RSA.Create(2048);

    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };
    private RSA _rsa = First;
    private int _number;

    /// <summary>Of the key that signs at the moment.</summary>
    public string KeyId => $"key-{_number}";

    /// <summary>From now on another key signs, and the metadata names it.</summary>
    public void Rotate()
    {
        _rsa = RSA.Create(2048);
        _number++;
    }

    /// <summary>What the connector sends along.</summary>
    public string Good(string serviceUrl) => Token(serviceUrl);

    public string Token(string? serviceUrl, string? audience = null, string? issuer = null, TimeSpan? age = null, TimeSpan? life = null) =>
        Signed(Claims(serviceUrl, audience, issuer, age, life), new SigningCredentials(new RsaSecurityKey(_rsa) { KeyId = KeyId }, SecurityAlgorithms.RsaSha256));

    /// <summary>Signed by somebody who has made up a key of the same name.</summary>
    public string SignedByAStranger(string serviceUrl) =>
        Signed(Claims(serviceUrl), new SigningCredentials(new RsaSecurityKey(Stranger) { KeyId = KeyId }, SecurityAlgorithms.RsaSha256));

    /// <summary>Signed with a key that nobody has named.</summary>
    public string SignedWithAnUnknownKey(string serviceUrl) =>
        Signed(Claims(serviceUrl), new SigningCredentials(new RsaSecurityKey(Stranger) { KeyId = "nobody's" }, SecurityAlgorithms.RsaSha256));

    /// <summary>Signed with a key that is good for other channels.</summary>
    public string SignedForAnotherChannel(string serviceUrl) =>
        Signed(Claims(serviceUrl), new SigningCredentials(new RsaSecurityKey(Unendorsed) { KeyId = "webchat" }, SecurityAlgorithms.RsaSha256));

    /// <summary>RS256 with a weaker or another padding is not what was agreed.</summary>
    public string SignedWithPss(string serviceUrl) =>
        Signed(Claims(serviceUrl), new SigningCredentials(new RsaSecurityKey(_rsa) { KeyId = KeyId }, SecurityAlgorithms.RsaSsaPssSha256));

    public string Unsigned(string serviceUrl) => $"{Encode(new JsonObject { ["alg"] = "none", ["kid"] = KeyId, ["typ"] = "JWT" })}.{Encode(Payload(serviceUrl))}.";

    /// <summary>The public key is known to all: used as a secret it must sign nothing.</summary>
    public string SignedWithThePublicKey(string serviceUrl)
    {
        var signed = $"{Encode(new JsonObject { ["alg"] = "HS256", ["kid"] = KeyId, ["typ"] = "JWT" })}.{Encode(Payload(serviceUrl))}";
        return $"{signed}.{Base64UrlEncoder.Encode(HMACSHA256.HashData(Encoding.ASCII.GetBytes(_rsa.ExportSubjectPublicKeyInfoPem()), Encoding.ASCII.GetBytes(signed)))}";
    }

    /// <summary>What the login gives to the app.</summary>
    public string ForTheBot() => Signed(Claims(null, Outbound, $"https://sts.windows.net/{app.TenantId}/"), new SigningCredentials(new RsaSecurityKey(_rsa) { KeyId = KeyId }, SecurityAlgorithms.RsaSha256));

    /// <summary>True for what <see cref="ForTheBot"/> gave.</summary>
    public async Task<bool> IsOursAsync(string token)
    {
        var result = await _handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            IssuerSigningKey = new RsaSecurityKey(_rsa) { KeyId = KeyId },
            ValidAudience = Outbound,
            ValidIssuer = $"https://sts.windows.net/{app.TenantId}/",
        });
        return result.IsValid;
    }

    /// <summary>The document that <c>jwks_uri</c> leads to.</summary>
    public JsonObject Keys() => new() { ["keys"] = new JsonArray(Key(_rsa, KeyId, "msteams", "webchat"), Key(Unendorsed, "webchat", "webchat", "directline")) };

    private static JsonObject Key(RSA rsa, string id, params string[] endorsements)
    {
        var parameters = rsa.ExportParameters(includePrivateParameters: false);
        return new()
        {
            ["kty"] = "RSA",
            ["use"] = "sig",
            ["kid"] = id,
            ["n"] = Base64UrlEncoder.Encode(parameters.Modulus!),
            ["e"] = Base64UrlEncoder.Encode(parameters.Exponent!),
            ["endorsements"] = new JsonArray([.. endorsements.Select(channel => (JsonNode)channel)]),
        };
    }

    private SecurityTokenDescriptor Claims(string? serviceUrl, string? audience = null, string? issuer = null, TimeSpan? age = null, TimeSpan? life = null)
    {
        var issued = time.GetUtcNow() - (age ?? TimeSpan.Zero);
        return new()
        {
            Issuer = issuer ?? Issuer,
            Audience = audience ?? app.AppId,
            NotBefore = issued.UtcDateTime,
            Expires = (issued + (life ?? TimeSpan.FromHours(1))).UtcDateTime,
            Claims = serviceUrl is null ? null : new Dictionary<string, object> { ["serviceurl"] = serviceUrl },
        };
    }

    private JsonObject Payload(string serviceUrl) => new()
    {
        ["iss"] = Issuer,
        ["aud"] = app.AppId,
        ["nbf"] = time.GetUtcNow().ToUnixTimeSeconds(),
        ["exp"] = time.GetUtcNow().AddHours(1).ToUnixTimeSeconds(),
        ["serviceurl"] = serviceUrl,
    };

    private string Signed(SecurityTokenDescriptor what, SigningCredentials with)
    {
        what.SigningCredentials = with;
        return _handler.CreateToken(what);
    }

    private static string Encode(JsonObject part) => Base64UrlEncoder.Encode(part.ToJsonString());
}
