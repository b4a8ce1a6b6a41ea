using Tinedy.ChatOps.Testing;

namespace Tinedy.ChatOps.Browser.Tests.Stage;

/// <summary>A test with a bot and people at browsers. At its end no browser may have complained.</summary>
public abstract class ConsoleTest(Chromium chromium, PostgresServer postgres) : IAsyncLifetime
{
    private readonly List<Tab> tabs = [];
    private Room? room;

    private protected Room Room => room ?? throw new InvalidOperationException("The test has not opened its room.");

    private protected Bot Bot => Room.Bot;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        var complaints = tabs.SelectMany(tab => tab.Complaints).ToList();
        foreach (var tab in tabs) await tab.DisposeAsync();
        if (room is not null) TestContext.Current.TestOutputHelper?.WriteLine(Bot.Printed);
        if (room is not null) await room.DisposeAsync();
        GC.SuppressFinalize(this);
        complaints.ShouldBeEmpty();
    }

    private protected async Task ServeAsync(string runbook, Action<Dictionary<string, string>>? configure = null) => room = await Room.ConfiguredAsync(postgres, runbook, configure);

    /// <summary>The same by a process that the test can kill.</summary>
    private protected async Task<BotProcess> ServeAsProcessAsync(string runbook)
    {
        room = await Room.ConfiguredAsync(postgres, runbook, asProcess: true);
        return (BotProcess)room.Bot;
    }

    private protected async Task ServeANewcomerAsync() => room = await Room.OfANewcomerAsync();

    private protected async Task<Tab> SitAsync(string name, BrowserNewContextOptions? options = null)
    {
        var tab = await Tab.OpenAsync(chromium, Bot.Address, name, options);
        tabs.Add(tab);
        return tab;
    }
}
