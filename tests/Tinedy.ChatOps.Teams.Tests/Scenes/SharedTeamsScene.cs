using Tinedy.ChatOps.Testing;

namespace Tinedy.ChatOps.Teams.Tests.Scenes;

/// <summary>One scene for all tests of a class that leave its run as it was: a refused activity has no effect.</summary>
public sealed class SharedTeamsScene(PostgresServer server) : IAsyncLifetime
{
    internal TeamsScene TeamsScene { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        TeamsScene = await TeamsScene.OpenAsync(server);
        await TeamsScene.DoAsync("devops", "start");
        await TeamsScene.BoardAsync();
        // What is still on its way to a room would be taken for an effect of what a test sends.
        await TeamsScene.UntilAllToldAsync();
    }

    public ValueTask DisposeAsync() => TeamsScene.DisposeAsync();
}
