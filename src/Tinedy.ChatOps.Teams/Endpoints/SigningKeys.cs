using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using Tinedy.ChatOps.Application.Time;
using Tinedy.ChatOps.Teams.Connection;

namespace Tinedy.ChatOps.Teams.Endpoints;

/// <summary>
/// The keys that the Bot Framework signs with, as its metadata names them: asked again once a day, and when a token names a key that is
/// not known, though not more than once a minute, so that made-up names cost nobody anything.
/// </summary>
internal sealed class SigningKeys(HttpClient http, TeamsSettings settings, TeamsHealth health, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromHours(24);
    private static readonly TimeSpan NotBefore = TimeSpan.FromMinutes(1);

    private readonly HttpDocumentRetriever documents = new(http) { RequireHttps = true };
    private readonly SemaphoreSlim turn = new(1);
    private Dictionary<string, JsonWebKey> keys = [];
    private MonotonicTime asked;

    /// <summary>Null when there is no key of this name.</summary>
    /// <exception cref="UnknownKeysException">The metadata cannot be read, and nothing was known before.</exception>
    public async Task<JsonWebKey?> FindAsync(string id, CancellationToken ct)
    {
        var found = keys.GetValueOrDefault(id);
        var age = MonotonicTime.Now(time) - asked;
        if (age < NotBefore || (found is not null && age < Fresh)) return found;
        await turn.WaitAsync(ct);
        try
        {
            if (MonotonicTime.Now(time) - asked >= age) await ReadAsync(ct);
        }
        finally
        {
            turn.Release();
        }
        return keys.GetValueOrDefault(id);
    }

    public void Dispose() => turn.Dispose();

    private async Task ReadAsync(CancellationToken ct)
    {
        try
        {
            var metadata = await OpenIdConnectConfigurationRetriever.GetAsync(settings.OpenIdMetadata.AbsoluteUri, documents, ct);
            keys = metadata.JsonWebKeySet.Keys.Where(key => key.KeyId is not null).ToDictionary(key => key.KeyId);
            asked = MonotonicTime.Now(time);
            health.Verifies();
        }
        catch (Exception failure) when (failure is IOException or InvalidOperationException or ArgumentException or HttpRequestException || (failure is OperationCanceledException && !ct.IsCancellationRequested))
        {
            // While they cannot be read, the keys that were good yesterday are.
            health.CannotVerify("the keys of the Bot Framework cannot be read: " + failure.Message.Split('\n')[0]);
            if (keys.Count == 0) throw new UnknownKeysException(failure);
        }
    }
}

/// <summary>Who signs is not known yet: nothing can be believed, and nothing is wrong with the one who asks.</summary>
internal sealed class UnknownKeysException(Exception why) : Exception("The keys of the Bot Framework cannot be read.", why);
