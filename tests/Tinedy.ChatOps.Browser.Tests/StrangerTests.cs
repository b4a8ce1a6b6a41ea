using Tinedy.ChatOps.Browser.Tests.Stage;
using Tinedy.ChatOps.Testing;
using static Microsoft.Playwright.Assertions;

namespace Tinedy.ChatOps.Browser.Tests;

public sealed class StrangerTests(Chromium chromium, PostgresServer postgres) : ConsoleTest(chromium, postgres)
{
    private const string HowToBeAdded =
        "Not done: this local account is not on the People list. Whoever runs this service can add local/visitor.";

    [Fact]
    public async Task Somebody_unknown_sees_the_board_and_gets_one_private_sentence_on_how_to_be_added()
    {
        await ServeAsync(Runbooks.Short);
        var devops = await SitAsync("devops");
        await devops.StartAsync();

        var visitor = await SitAsync("visitor");
        await Expect(visitor.State).ToHaveTextAsync("Running · prod · 0 of 5 done");
        await visitor.PressAsync("Mark done 1.1.1");

        await Expect(visitor.OnlyYou).ToHaveTextAsync(HowToBeAdded);
        await Expect(visitor.Page.GetByText("Only you")).ToHaveCountAsync(1);
        await devops.TickAsync("1.1.1");
        await Expect(visitor.State).ToHaveTextAsync("Running · prod · 1 of 5 done");
        await Expect(devops.Page.GetByText("Only you")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task What_somebody_unknown_types_is_refused_in_the_same_words()
    {
        await ServeAsync(Runbooks.Short);
        var visitor = await SitAsync("visitor");

        await visitor.SayAsync("/migrate start");

        await Expect(visitor.OnlyYou).ToHaveTextAsync(HowToBeAdded);
        await Expect(visitor.Board).ToHaveCountAsync(0);
    }
}
