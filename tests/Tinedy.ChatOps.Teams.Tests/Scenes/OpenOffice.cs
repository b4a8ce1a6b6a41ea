using Tinedy.ChatOps.Testing;
using Tinedy.ChatOps.Tests.Scenes;

namespace Tinedy.ChatOps.Teams.Tests.Scenes;

/// <summary>One office for all tests of a class that leave its run as it was: a refused activity has no effect.</summary>
public sealed class OpenOffice(PostgresServer server) : IAsyncLifetime
{
    internal Office Office { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Office = await Office.OpenAsync(server);
        await Office.DoAsync("devops", "start");
        await Office.BoardAsync();
        // What is still on its way to a room would be taken for an effect of what a test sends.
        await Poll.UntilAsync(() => ChatOps.Tests.Scenes.Rooms.AllToldAsync(Office.Scene), "Not every room was told.");
    }

    public ValueTask DisposeAsync() => Office.DisposeAsync();
}
