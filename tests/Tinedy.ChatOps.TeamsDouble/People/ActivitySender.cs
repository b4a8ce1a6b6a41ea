using System.Text;
using System.Text.Json.Nodes;

namespace Tinedy.ChatOps.TeamsDouble.People;

/// <summary>Brings activities to the bot with the token that the connector gives them, or with exactly what a test says.</summary>
public sealed class ActivitySender(TeamsServer teams) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseCookies = false }) { Timeout = TimeSpan.FromSeconds(100) };

    public Task<Delivery> BringAsync(JsonObject activity) => SendAsync(activity, "Bearer " + teams.Tokens.Good(teams.ServiceUrl));

    /// <param name="authorization">Null: without any.</param>
    public Task<Delivery> SendAsync(JsonObject activity, string? authorization) => SendAsync(activity.ToJsonString(), authorization, activity);

    public async Task<Delivery> SendAsync(string body, string? authorization, JsonObject? activity = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(teams.Bot!, "api/messages")) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (authorization is not null) request.Headers.TryAddWithoutValidation("Authorization", authorization);
        using var response = await _http.SendAsync(request);
        return new(activity, (int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    public void Dispose() => _http.Dispose();
}
