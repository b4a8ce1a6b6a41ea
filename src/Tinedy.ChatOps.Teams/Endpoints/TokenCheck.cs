using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Tinedy.ChatOps.Teams.Connection;

namespace Tinedy.ChatOps.Teams.Endpoints;

/// <summary>
/// Whether a request is the connector's: its bearer token is judged before anything that came with it is read (Bot Framework, "Authenticate
/// requests from the Bot Connector service to your bot").
/// </summary>
internal sealed class TokenCheck(SigningKeys keys, TeamsSettings settings)
{
    private const string Scheme = "Bearer ";
    private const string ServiceUrl = "serviceurl";
    private const string Endorsements = "endorsements";

    /// <summary>A token of the connector has about 2,000 letters.</summary>
    private const int LongestToken = 16 * 1024;

    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    private readonly JsonWebTokenHandler handler = new() { MaximumTokenSizeInBytes = LongestToken, MapInboundClaims = false };

    /// <exception cref="UnknownKeysException">Nobody can be judged at the moment.</exception>
    public async Task<Judged> JudgeAsync(string authorization, CancellationToken ct)
    {
        if (!authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)) return Judged.Refused("no token");
        if (Read(authorization[Scheme.Length..].Trim()) is not { } token) return Judged.Refused("the token is no token");
        if (token.Alg != SecurityAlgorithms.RsaSha256) return Judged.Refused("the token is not signed with RS256");
        if (await keys.FindAsync(token.Kid ?? "", ct) is not { } key) return Judged.Refused("the token's key is not known");
        if (!IsEndorsed(key)) return Judged.Refused("the token's key is not endorsed for Teams");

        var result = await handler.ValidateTokenAsync(token, ParametersFor(key));
        if (!result.IsValid) return Judged.Refused(Reason(result.Exception));
        return token.TryGetPayloadValue<string>(ServiceUrl, out var service) ? new(null, service) : Judged.Refused("the token names no service address");
    }

    private JsonWebToken? Read(string token)
    {
        try
        {
            return handler.CanReadToken(token) ? handler.ReadJsonWebToken(token) : null;
        }
        catch (Exception malformed) when (malformed is ArgumentException or SecurityTokenException or FormatException or JsonException)
        {
            return null;
        }
    }

    private TokenValidationParameters ParametersFor(JsonWebKey key) => new()
    {
        ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
        IssuerSigningKey = key,
        TryAllIssuerSigningKeys = false,
        RequireSignedTokens = true,
        RequireExpirationTime = true,
        ValidIssuer = settings.Issuer,
        ValidAudience = settings.AppId,
        ClockSkew = Skew,
    };

    /// <summary>A key that signs for other channels must not speak for this one.</summary>
    private static bool IsEndorsed(JsonWebKey key) =>
        key.AdditionalData.TryGetValue(Endorsements, out var given) && given is JsonElement { ValueKind: JsonValueKind.Array } list
            ? list.EnumerateArray().Any(channel => channel.ValueKind == JsonValueKind.String && channel.GetString() == ActivityFilter.Channel)
            : given is IEnumerable<object> names && names.Contains(ActivityFilter.Channel);

    private static string Reason(Exception failure) => failure switch
    {
        SecurityTokenExpiredException => "the token has expired",
        SecurityTokenNotYetValidException => "the token is not valid yet",
        SecurityTokenNoExpirationException => "the token never expires",
        SecurityTokenInvalidAudienceException => "the token is for somebody else",
        SecurityTokenInvalidIssuerException => "the token is of another issuer",
        SecurityTokenInvalidSignatureException or SecurityTokenSignatureKeyNotFoundException => "the token's signature does not match",
        _ => "the token is not valid",
    };

    /// <param name="Why">Null when it is the connector's.</param>
    /// <param name="ServiceUrl">The address that the token is for.</param>
    public sealed record Judged(string? Why, string? ServiceUrl)
    {
        public static Judged Refused(string why) => new(why, null);
    }
}
