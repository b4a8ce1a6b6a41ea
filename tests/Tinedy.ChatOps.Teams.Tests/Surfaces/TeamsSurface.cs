using Tinedy.ChatOps.Teams.Tests.Scenes;
using Tinedy.ChatOps.TeamsDouble.Tenants;
using Tinedy.ChatOps.Testing;
using Tinedy.ChatOps.Testing.Surfaces;

namespace Tinedy.ChatOps.Teams.Tests.Surfaces;

/// <summary>A channel in Teams.</summary>
internal sealed class TeamsSurface : ISurface
{
    private readonly Office office;
    private readonly Dictionary<string, TeamsSeat> seats = [];

    private TeamsSurface(Office office)
    {
        this.office = office;
        office.Tenant.AddMember(new(Office.ObjectOf("visitor"), "visitor"));
    }

    public static Func<string, Task<ISurface>> Of(PostgresServer server) => async runbook => new TeamsSurface(await Office.OpenAsync(server, runbook));

    public ISeat As(string name) => SeatOf(name);

    public async Task PressTogetherAsync(string button, params string[] names)
    {
        var board = await office.BoardAsync();
        await Task.WhenAll(names.Select(name => SeatOf(name).PressAsync(board, board.Card!.Button(button))));
    }

    public async ValueTask DisposeAsync()
    {
        TestContext.Current.TestOutputHelper?.WriteLine(office.Tenant.Describe() + office.Service.Everything);
        await office.DisposeAsync();
    }

    private TeamsSeat SeatOf(string name) => seats.TryGetValue(name, out var seat) ? seat : seats[name] = new TeamsSeat(office, name);
}
