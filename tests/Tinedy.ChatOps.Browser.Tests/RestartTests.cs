using System.Text.RegularExpressions;
using Tinedy.ChatOps.Browser.Tests.Stage;
using Tinedy.ChatOps.Testing;
using static Microsoft.Playwright.Assertions;

namespace Tinedy.ChatOps.Browser.Tests;

/// <summary>The service dies while people look at it.</summary>
public sealed partial class RestartTests(Chromium chromium, PostgresServer postgres) : ConsoleTest(chromium, postgres)
{
    [Fact]
    public async Task A_page_says_that_its_line_is_cut_and_shows_everything_again_after_the_restart_with_what_was_typed_and_where_its_reader_was()
    {
        var bot = await ServeAsProcessAsync(Runbooks.Short);
        var dba = await SitAsync("dba");
        await dba.StartAsync();
        foreach (var number in new[] { "1.1.1", "1.1.2", "1.1.3" }) await dba.TickAsync(number);
        await dba.SayAsync("/migrate done 9.9.9");
        await Expect(dba.OnlyYou).ToContainTextAsync("this run has no item \"9.9.9\"");
        await dba.PressAsync("Run 2.1.1");
        await dba.SubmitAsync();
        await dba.PressAsync("Run 2.1.2");
        await dba.SubmitAsync();
        await Expect(dba.Board.GetByLabel("Last lines printed")).ToHaveTextAsync("copied customer");
        var said = await SaidAsync(dba);
        var devops = await SitAsync("devops");
        await devops.GoAsync("/runs/1");
        await devops.PressAsync("Page an emergency contact");
        await devops.AnswerAsync("What is wrong, in one line?", "The disk is nearly full");
        await devops.Dialog.GetByRole(AriaRole.Radio).Last.CheckAsync();
        await dba.Composer.FillAsync("/migrate note half a sent");

        await bot.KillAsync();
        var cut = dba.Page.GetByText("The line to the service is cut. Trying again. What you see may be old.");
        await Expect(cut).ToBeVisibleAsync();
        await Expect(dba.Composer).ToBeInViewportAsync(new() { Ratio = 1 });
        await Expect(devops.Page.GetByText("The line to the service is cut.")).ToBeInViewportAsync(new() { Ratio = 1 });
        (await cut.BoundingBoxAsync())!.Y.ShouldBeLessThan((await dba.Composer.BoundingBoxAsync())!.Y - 100);
        // Typed while nobody listens.
        await dba.Composer.PressSequentiallyAsync("ence");
        await dba.Page.EvaluateAsync("scrollTo(0, 150)");
        var place = (await dba.State.BoundingBoxAsync())!.Y;
        await Screenshots.TakeAsync(dba, "60-line-cut");
        await bot.StartAgainAsync();
        await Expect(dba.Page.Locator("#components-reconnect-modal")).ToBeHiddenAsync(new() { Timeout = 40_000 });
        await dba.AliveAsync();
        dba.Page.Url.ShouldEndWith("/?as=dba");

        (await SaidAsync(dba)).ShouldBe(said);
        await Expect(dba.Composer).ToHaveValueAsync("/migrate note half a sentence");
        await Expect(dba.Composer).ToBeFocusedAsync();
        (await dba.State.BoundingBoxAsync())!.Y.ShouldBe(place, 2);
        await Expect(devops.Dialog.GetByRole(AriaRole.Heading)).ToHaveTextAsync("Page someone", new() { Timeout = 40_000 });
        await Expect(devops.Dialog.GetByLabel("What is wrong, in one line?")).ToHaveValueAsync("The disk is nearly full");
        await Expect(devops.Dialog.GetByRole(AriaRole.Radio).Last).ToBeCheckedAsync();
        await Expect(dba.State).ToHaveTextAsync("Running · prod · 4 of 5 done");
        await Expect(dba.Board).ToContainTextAsync("2.1.2 is running, started");
        await File.WriteAllTextAsync(Room.InWorkspace("go"), "", TestContext.Current.CancellationToken);
        await Expect(dba.State).ToContainTextAsync("Waiting for sign-off", new() { Timeout = 30_000 });
        dba.Forgive(CutLine());
        devops.Forgive(CutLine());
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
