using Tinedy.ChatOps.Testing;

namespace Tinedy.ChatOps.Slack.Tests.Scenes;

/// <summary>One scene for all tests of a class that leave its run as it was: a refused request has no effect.</summary>
public sealed class SharedSlackScene(PostgresServer server) : IAsyncLifetime
{
    internal SlackScene SlackScene { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        SlackScene = await SlackScene.OpenAsync(server);
        (await SlackScene.TypeAsync("devops", "start")).ShouldContain("Started run 1");
        await SlackScene.BoardAsync();
    }

    public ValueTask DisposeAsync() => SlackScene.DisposeAsync();
}
