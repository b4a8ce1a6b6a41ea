using Tinedy.ChatOps.Teams.Connection;
using Tinedy.ChatOps.Teams.Endpoints;
using Tinedy.ChatOps.TeamsDouble;
using Tinedy.ChatOps.Testing;

namespace Tinedy.ChatOps.Teams.Tests.Doors;

/// <summary>The Bot Framework changes its keys without a word: whoever knows only yesterday's would refuse everybody.</summary>
public sealed class ChangedKeys : IAsyncLifetime
{
    private readonly ManualClock clock = new(TimeProvider.System.GetUtcNow());
    private readonly TeamsHealth health = new();
    private TeamsServer teams = null!;
    private HttpClient http = null!;
    private SigningKeys keys = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        teams = await TeamsServer.StartAsync();
        http = new(new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => true });
        keys = new(http, new("", "", null, teams.Origin, "", new(teams.Origin, "v1/.well-known/openidconfiguration"), TokenIssuer.Issuer, [], Playground: false), health, clock);
    }

    public async ValueTask DisposeAsync()
    {
        keys.Dispose();
        http.Dispose();
        await teams.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_key_that_is_not_known_is_asked_for_once_a_minute_at_most()
    {
        (await keys.FindAsync(teams.Tokens.KeyId, Ct)).ShouldNotBeNull();
        teams.Tokens.Rotate();
        (await keys.FindAsync(teams.Tokens.KeyId, Ct)).ShouldBeNull("Made-up names must cost nobody anything.");

        clock.Advance(TimeSpan.FromMinutes(1));
        (await keys.FindAsync(teams.Tokens.KeyId, Ct)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_key_that_was_taken_back_is_forgotten_within_a_day()
    {
        var old = teams.Tokens.KeyId;
        (await keys.FindAsync(old, Ct)).ShouldNotBeNull();
        teams.Tokens.Rotate();
        clock.Advance(TimeSpan.FromHours(23));
        (await keys.FindAsync(old, Ct)).ShouldNotBeNull();
        clock.Advance(TimeSpan.FromHours(1));
        (await keys.FindAsync(old, Ct)).ShouldBeNull();
    }

    [Fact]
    public async Task While_the_metadata_is_away_yesterdays_keys_are_good_and_the_health_says_so()
    {
        var known = teams.Tokens.KeyId;
        (await keys.FindAsync(known, Ct)).ShouldNotBeNull();
        await teams.DisposeAsync();
        clock.Advance(TimeSpan.FromHours(25));

        (await keys.FindAsync(known, Ct)).ShouldNotBeNull();
        health.Trouble.ShouldNotBeNull().ShouldStartWith("the keys of the Bot Framework cannot be read");
    }

    [Fact]
    public async Task Where_no_key_was_ever_known_nobody_is_judged()
    {
        await teams.DisposeAsync();
        await Should.ThrowAsync<UnknownKeysException>(() => keys.FindAsync("any", Ct));
    }
}
