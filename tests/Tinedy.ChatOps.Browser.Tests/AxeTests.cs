using Tinedy.ChatOps.Browser.Tests.Stage;
using Tinedy.ChatOps.Testing;
using static Microsoft.Playwright.Assertions;

namespace Tinedy.ChatOps.Browser.Tests;

/// <summary>Every page and every dialog in the eyes of axe-core. Deeper looks at single pages are in <see cref="AccessibilityTests"/>.</summary>
public sealed class AxeTests(Chromium chromium, PostgresServer postgres) : ConsoleTest(chromium, postgres)
{
    [Fact]
    public async Task No_page_of_the_console_has_a_violation()
    {
        await ServeAsync(Runbooks.Alerting);
        var devops = await SitAsync("devops");
        await IsCleanAsync(devops, "the empty chat");
        await devops.GoAsync("/runs");
        await IsCleanAsync(devops, "no runs");
        await devops.GoAsync("/");
        await devops.StartAsync();
        await devops.SayAsync("/migrate raise Error rate: 7 % of orders fail");
        await Expect(devops.State).ToContainTextAsync("Alert");
        await IsCleanAsync(devops, "the chat with an alert");
        foreach (var page in new[] { "/runs/1", "/runs", "/runs/999", "/nope", "/not-found" })
        {
            await devops.GoAsync(page);
            await IsCleanAsync(devops, page);
        }
        // What is not there answers so, and a browser says that of every such page.
        devops.Forgive(new(@"404 \(Not Found\) \(\S+/(runs/999|nope|not-found)\?"));
    }

    [Fact]
    public async Task No_dialog_of_a_run_has_a_violation()
    {
        await ServeAsync(Runbooks.Alerting);
        var devops = await SitAsync("devops");
        await devops.StartAsync();
        await devops.SayAsync("/migrate done 1.1.1");
        await devops.GoAsync("/runs/1");
        var seen = new HashSet<string>();
        await OpenNewAsync(devops, seen);
        await devops.GoAsync("/");
        await devops.SayAsync("/migrate raise Error rate: 7 % of orders fail");
        await Expect(devops.State).ToContainTextAsync("Alert");
        await devops.GoAsync("/runs/1");
        await OpenNewAsync(devops, seen);
        await devops.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^2 Change") }).ClickAsync();
        await Expect(devops.Row("2.1.1")).ToBeVisibleAsync();
        await OpenNewAsync(devops, seen);
        string[] known = ["Undo…", "Run…", "Mark done…", "Skip…", "Break glass…", "Page…", "Raise an alert…", "Note…", "Abort…", "Roll back…", "False alarm…", "Fill in…"];
        known.Except(seen).ShouldBeEmpty();
    }

    /// <summary>Opens one dialog of each kind that the page has a button for and that was not seen yet.</summary>
    private static async Task OpenNewAsync(Tab tab, HashSet<string> seen)
    {
        await tab.Page.EvaluateAsync("for (const fold of document.querySelectorAll('main details')) fold.open = true");
        var openers = tab.Page.Locator("main button[aria-haspopup=dialog]:visible");
        await Expect(openers.First).ToBeVisibleAsync();
        foreach (var label in await openers.AllTextContentsAsync())
        {
            if (!seen.Add(label)) continue;
            await openers.GetByText(label, new() { Exact = true }).First.ClickAsync();
            await Expect(tab.Dialog.Locator(".dialog-buttons")).ToBeVisibleAsync();
            await Expect(tab.Dialog.GetByRole(AriaRole.Status)).ToHaveCountAsync(0);
            await IsCleanAsync(tab, "the dialog of " + label);
            await tab.Page.Keyboard.PressAsync("Escape");
            await Expect(tab.Dialog).ToBeHiddenAsync();
        }
    }

    private static async Task IsCleanAsync(Tab tab, string what) => (await Axe.ViolationsAsync(tab)).ShouldBeEmpty(what);
}
