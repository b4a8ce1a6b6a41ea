using Tinedy.ChatOps.Browser.Tests.Stage;
using Tinedy.ChatOps.Testing;
using static Microsoft.Playwright.Assertions;

namespace Tinedy.ChatOps.Browser.Tests;

public sealed class StepTests(Chromium chromium, PostgresServer postgres) : ConsoleTest(chromium, postgres)
{
    private const string Failing = """
        # Failing migration

        ## Change

        ### Execution
        - [ ] Tables copied
          ```bash {name=copy timeout=15m once}
          echo "copied customer"
          echo "relation orders is locked" >&2
          exit 3
          ```
        """;

    [Fact]
    public async Task A_failed_step_says_what_is_known_and_is_said_aloud_at_once_and_the_bar_about_it_covers_none_of_its_buttons()
    {
        await ServeAsync(Failing);
        var dba = await SitAsync("dba");
        await dba.StartAsync();
        await dba.PressAsync("Run 1.1.1");
        await dba.SubmitAsync();

        await Expect(dba.State).ToHaveTextAsync("Needs a decision · prod · 0 of 1 done");
        await Expect(dba.Board).ToContainTextAsync("exit code 3 · attempt 1");
        await Expect(dba.Board.GetByLabel("Last lines printed")).ToContainTextAsync("relation orders is locked");
        await Expect(dba.Page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "Needs a decision on prod" })).ToHaveCountAsync(1);
        await Screenshots.TakeAsync(dba, "32-failed");

        await IsBesideItsRowAsync(dba);

        await dba.PressAsync("I'm on it");
        await Expect(dba.Board).ToContainTextAsync("@dba has been deciding on 1.1.1 since");
        await dba.PressAsync("Retry 1.1.1");
        await Expect(dba.Dialog).ToContainTextAsync("What did you see?");
        await Screenshots.TakeAsync(dba, "33-retry-dialog");
    }

    /// <summary>On a small phone: away from the row the bar says it whole, beside the row only what the row does not.</summary>
    private static async Task IsBesideItsRowAsync(Tab dba)
    {
        await dba.Page.SetViewportSizeAsync(340, 700);
        await dba.Page.EvaluateAsync("scrollTo(0, document.documentElement.scrollHeight)");
        await Expect(dba.Bar).ToContainTextAsync("1.1.1 Tables copied");
        await Expect(dba.Bar).ToContainTextAsync("relation orders is locked");
        await Expect(dba.Bar.GetByRole(AriaRole.Button, new() { NameRegex = new("^Retry") })).ToBeInViewportAsync(new() { Ratio = 1 });

        var retry = dba.Board.GetByRole(AriaRole.Button, new() { NameRegex = new("^Retry") });
        await retry.EvaluateAsync("button => button.scrollIntoView({ block: 'center' })");
        await Expect(dba.Bar.GetByRole(AriaRole.Button, new() { NameRegex = new("^Retry") })).ToBeHiddenAsync();
        await Expect(dba.Bar.GetByRole(AriaRole.Button, new() { NameRegex = new("^I'm on it") })).ToBeInViewportAsync(new() { Ratio = 1 });
        (await retry.EvaluateAsync<bool>("""
            button => {
              const box = button.getBoundingClientRect();
              return document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2) === button;
            }
            """)).ShouldBeTrue();
        await dba.Page.SetViewportSizeAsync(1280, 900);
    }
}
