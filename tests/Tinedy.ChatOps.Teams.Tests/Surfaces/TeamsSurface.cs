using Tinedy.ChatOps.Teams.Tests.Scenes;
using Tinedy.ChatOps.TeamsDouble.Tenants;
using Tinedy.ChatOps.Testing;
using Tinedy.ChatOps.Testing.Surfaces;

namespace Tinedy.ChatOps.Teams.Tests.Surfaces;

/// <summary>A channel in Teams.</summary>
internal sealed class TeamsSurface : ISurface
{
    private readonly TeamsScene scene;
    private readonly Dictionary<string, TeamsSeat> seats = [];

    private TeamsSurface(TeamsScene scene)
    {
        this.scene = scene;
        scene.Tenant.AddMember(new(TeamsScene.ObjectOf("visitor"), "visitor"));
    }

    public static Func<string, Task<ISurface>> Of(PostgresServer server) => async runbook => new TeamsSurface(await TeamsScene.OpenAsync(server, runbook));

    public ISeat As(string name) => SeatOf(name);

    public async Task PressTogetherAsync(string button, params string[] names)
    {
        var board = await scene.BoardAsync();
        await Task.WhenAll(names.Select(name => SeatOf(name).PressAsync(board, board.Card!.Button(button))));
    }

    public async ValueTask DisposeAsync()
    {
        TestContext.Current.TestOutputHelper?.WriteLine(scene.Tenant.Describe() + scene.Service.Everything);
        await scene.DisposeAsync();
    }

    private TeamsSeat SeatOf(string name) => seats.TryGetValue(name, out var seat) ? seat : seats[name] = new TeamsSeat(scene, name);
}
