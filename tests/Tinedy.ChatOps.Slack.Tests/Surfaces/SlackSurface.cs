using Tinedy.ChatOps.Slack.Tests.Scenes;
using Tinedy.ChatOps.SlackDouble.Workspaces;
using Tinedy.ChatOps.Testing;
using Tinedy.ChatOps.Testing.Surfaces;

namespace Tinedy.ChatOps.Slack.Tests.Surfaces;

/// <summary>A channel in Slack.</summary>
internal sealed class SlackSurface : ISurface
{
    private readonly Office office;
    private readonly Dictionary<string, SlackSeat> seats = [];

    private SlackSurface(Office office)
    {
        this.office = office;
        office.Workspace.AddUser(new(Office.UserOf("visitor"), "visitor"));
    }

    public static Func<string, Task<ISurface>> Of(PostgresServer server) => async runbook => new SlackSurface(await Office.OpenAsync(server, runbook));

    public ISeat As(string name) => seats.TryGetValue(name, out var seat) ? seat : seats[name] = new SlackSeat(office, name);

    public async Task PressTogetherAsync(string button, params string[] names)
    {
        var board = await office.BoardAsync();
        var pressed = await Task.WhenAll(names.Select(name => office.As(name).ClickAsync(board, SlackSeat.Find(board, button)!)));
        pressed.ShouldAllBe(delivery => delivery.IsOk);
    }

    public async ValueTask DisposeAsync()
    {
        var warnings = office.Workspace.Warnings;
        TestContext.Current.TestOutputHelper?.WriteLine(office.Workspace.Describe());
        await office.DisposeAsync();
        warnings.ShouldBeEmpty();
    }
}
