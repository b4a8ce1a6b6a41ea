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
          ```bash {name=copy timeout=1m once}
          echo "copied customer"
          echo "relation orders is locked" >&2
          exit 3
          ```
        """;

    [Fact]
    public async Task A_failed_step_says_what_is_known_and_is_said_aloud_at_once()
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

        await dba.PressAsync("I'm on it");
        await Expect(dba.Board).ToContainTextAsync("@dba has been deciding on 1.1.1 since");
        await dba.PressAsync("Retry 1.1.1");
        await Expect(dba.Dialog).ToContainTextAsync("What did you see?");
        await Screenshots.TakeAsync(dba, "33-retry-dialog");
    }
}
