using Tinedy.ChatOps.Slack.Tests.Scenes;
using Tinedy.ChatOps.SlackDouble.Workspaces;
using Tinedy.ChatOps.Testing;
using Tinedy.ChatOps.Testing.Surfaces;

namespace Tinedy.ChatOps.Slack.Tests.Surfaces;

/// <summary>A channel in Slack.</summary>
internal sealed class SlackSurface : ISurface
{
    private readonly SlackScene scene;
    private readonly Dictionary<string, SlackSeat> seats = [];

    private SlackSurface(SlackScene scene)
    {
        this.scene = scene;
        scene.Workspace.AddUser(new(SlackScene.UserOf("visitor"), "visitor"));
    }

    public static Func<string, Task<ISurface>> Of(PostgresServer server) => async runbook => new SlackSurface(await SlackScene.OpenAsync(server, runbook));

    public ISeat As(string name) => seats.TryGetValue(name, out var seat) ? seat : seats[name] = new SlackSeat(scene, name);

    public async Task PressTogetherAsync(string button, params string[] names)
    {
        var board = await scene.BoardAsync();
        var pressed = await Task.WhenAll(names.Select(name => scene.As(name).ClickAsync(board, SlackSeat.Find(board, button)!)));
        pressed.ShouldAllBe(delivery => delivery.IsOk);
    }

    public async ValueTask DisposeAsync()
    {
        var warnings = scene.Workspace.Warnings;
        TestContext.Current.TestOutputHelper?.WriteLine(scene.Workspace.Describe());
        await scene.DisposeAsync();
        warnings.ShouldBeEmpty();
    }
}
