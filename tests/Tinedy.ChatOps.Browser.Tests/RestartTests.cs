using System.Text.RegularExpressions;
using Tinedy.ChatOps.Browser.Tests.Stage;
using Tinedy.ChatOps.Testing;
using static Microsoft.Playwright.Assertions;

namespace Tinedy.ChatOps.Browser.Tests;

/// <summary>The service dies while people look at it.</summary>
public sealed partial class RestartTests(Chromium chromium, PostgresServer postgres) : ConsoleTest(chromium, postgres)
{
    [Fact]
    public async Task A_page_says_that_its_line_is_cut_and_shows_everything_again_after_the_restart()
    {
        var bot = await ServeAsProcessAsync(Runbooks.Short);
        var dba = await SitAsync("dba");
        await dba.StartAsync();
        foreach (var number in new[] { "1.1.1", "1.1.2", "1.1.3" }) await dba.TickAsync(number);
        await dba.SayAsync("/migrate done 9.9.9");
        await Expect(dba.OnlyYou).ToContainTextAsync("this run has no item 9.9.9");
        await dba.PressAsync("Run 2.1.1");
        await dba.SubmitAsync();
        await dba.PressAsync("Run 2.1.2");
        await dba.SubmitAsync();
        await Expect(dba.Board.GetByLabel("Last lines printed")).ToHaveTextAsync("copied customer");
        var said = await SaidAsync(dba);

        await bot.KillAsync();
        await Expect(dba.Page.GetByText("The line to the service is cut. Trying again. What you see may be old.")).ToBeVisibleAsync();
        await Screenshots.TakeAsync(dba, "60-line-cut");
        await bot.StartAgainAsync();
        await Expect(dba.Page.Locator("#components-reconnect-modal")).ToBeHiddenAsync(new() { Timeout = 40_000 });
        await dba.AliveAsync();
        dba.Page.Url.ShouldEndWith("/?as=dba");

        (await SaidAsync(dba)).ShouldBe(said);
        await Expect(dba.State).ToHaveTextAsync("Running · prod · 4 of 5 done");
        await Expect(dba.Board).ToContainTextAsync("2.1.2 is running, started");
        await File.WriteAllTextAsync(Room.InWorkspace("go"), "", TestContext.Current.CancellationToken);
        await Expect(dba.State).ToContainTextAsync("Waiting for sign-off", new() { Timeout = 30_000 });
        dba.Forgive(CutLine());
    }

    /// <summary>Every line of the channel but the board, which is drawn anew.</summary>
    private static async Task<IReadOnlyList<string>> SaidAsync(Tab tab) => await tab.Page.Locator(".line .said").AllInnerTextsAsync();

    /// <summary>What a browser says about a server that is not there, and Blazor about a circuit that the new process does not know.</summary>
    [GeneratedRegex("WebSocket|ERR_CONNECTION_(REFUSED|RESET)|ERR_EMPTY_RESPONSE|Failed to (fetch|complete negotiation|start the connection)|circuit|reconnect|Connection disconnected", RegexOptions.IgnoreCase)]
    private static partial Regex CutLine();

    [Fact]
    public async Task A_page_whose_script_does_not_arrive_still_takes_a_line_and_keeps_its_line_to_the_service()
    {
        await ServeAsync(Runbooks.Short);
        var tab = await SitAsync("devops");
        await tab.StartAsync();
        await tab.Page.RouteAsync("**/console.js", route => route.AbortAsync());
        await tab.GoAsync("/");
        await tab.Composer.FillAsync("/migrate done 1.1.1");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true }).ClickAsync();
        await Expect(tab.State).ToContainTextAsync("1 of 5 done");
        await Expect(tab.Page.Locator("#components-reconnect-modal")).ToBeHiddenAsync();
        // The browser says of the script that it did not come, and must say nothing of the line.
        tab.Forgive(new("ERR_FAILED"));
    }
}
