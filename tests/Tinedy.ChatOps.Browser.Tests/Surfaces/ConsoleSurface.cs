using Tinedy.ChatOps.Browser.Tests.Stage;
using Tinedy.ChatOps.Testing;
using Tinedy.ChatOps.Testing.Surfaces;

namespace Tinedy.ChatOps.Browser.Tests.Surfaces;

/// <summary>The console's own chat: each person has a browser, opened when they are first asked for.</summary>
internal sealed class ConsoleSurface : ISurface
{
    private readonly Room room;
    private readonly Chromium chromium;
    private readonly Dictionary<string, ConsoleSeat> seats = [];

    private ConsoleSurface(Room room, Chromium chromium) => (this.room, this.chromium) = (room, chromium);

    public static Func<string, Task<ISurface>> Of(Chromium chromium, PostgresServer postgres) =>
        async runbook => new ConsoleSurface(await Room.ConfiguredAsync(postgres, runbook), chromium);

    public ISeat As(string name) => Seat(name);

    public async Task PressTogetherAsync(string button, params string[] names)
    {
        var tabs = await Task.WhenAll(names.Select(name => Seat(name).TabAsync()));
        // Both fingers are on the button before the moment is named: on a busy machine the first press would take it from under the other.
        var buttons = await Task.WhenAll(tabs.Select(tab => tab.Button(button).ElementHandleAsync()));
        var at = await tabs[0].Page.EvaluateAsync<double>("Date.now() + 1500");
        await Task.WhenAll(buttons.Select(one => one.EvaluateAsync("(button, at) => new Promise(done => setTimeout(() => done(button.click()), at - Date.now()))", at)));
    }

    public async ValueTask DisposeAsync()
    {
        var tabs = await Task.WhenAll(seats.Values.Select(seat => seat.TabAsync()));
        var complaints = tabs.SelectMany(tab => tab.Complaints).ToList();
        foreach (var tab in tabs) await tab.DisposeAsync();
        TestContext.Current.TestOutputHelper?.WriteLine(room.Bot.Printed);
        await room.DisposeAsync();
        complaints.ShouldBeEmpty();
    }

    private ConsoleSeat Seat(string name) =>
        seats.TryGetValue(name, out var seat) ? seat : seats[name] = new ConsoleSeat(() => Tab.OpenAsync(chromium, room.Bot.Address, name));
}
