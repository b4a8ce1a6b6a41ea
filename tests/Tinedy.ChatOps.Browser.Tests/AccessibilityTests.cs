using Tinedy.ChatOps.Browser.Tests.Stage;
using Tinedy.ChatOps.Testing;
using static Microsoft.Playwright.Assertions;

namespace Tinedy.ChatOps.Browser.Tests;

public sealed class AccessibilityTests(Chromium chromium, PostgresServer postgres) : ConsoleTest(chromium, postgres)
{
    private const int Phone = 360;

    [Fact]
    public async Task The_chat_is_sound_with_a_board_a_refusal_an_open_thread_and_every_fold_open()
    {
        await ServeAsync(Runbooks.Short);
        var intern = await SitAsync("intern");
        var devops = await SitAsync("devops");
        await devops.StartAsync();
        await devops.SayAsync("/migrate note The replica is two seconds behind");
        await intern.SayAsync("/migrate run 2.1.1");
        await Expect(intern.OnlyYou).ToContainTextAsync("Not started");
        await intern.PressAsync("1 reply");
        await intern.Page.Locator("details.more > summary").ClickAsync();

        await IsSoundAsync(intern);
    }

    [Fact]
    public async Task The_page_of_a_run_is_sound_with_every_fold_open()
    {
        var devops = await WithABackupAsync();
        var folded = devops.Page.Locator("details:not([open]) > summary");
        while (await folded.CountAsync() > 0) await folded.First.ClickAsync();

        await IsSoundAsync(devops);
    }

    [Fact]
    public async Task A_dialog_is_sound_with_its_command_and_with_an_error_under_its_field()
    {
        var devops = await WithABackupAsync();
        await devops.PressAsync("Run 2.1.2");
        await Expect(devops.Submit).ToBeVisibleAsync();
        await Expect(devops.Dialog).ToHaveAccessibleNameAsync("Run 2.1.2");
        await IsSoundAsync(devops);
        await devops.Page.Keyboard.PressAsync("Escape");

        await devops.PressAsync("Skip 2.1.2");
        await devops.Submit.ClickAsync();
        await Expect(devops.ErrorUnder("Reason")).ToBeVisibleAsync();
        await IsSoundAsync(devops);
    }

    [Fact]
    public async Task The_list_of_runs_is_sound()
    {
        await ServeAsync(Runbooks.Short);
        var devops = await SitAsync("devops");
        await devops.StartAsync();
        await devops.GoAsync("/runs");
        await Expect(devops.Page.Locator(".run-list li")).ToHaveCountAsync(1);

        await IsSoundAsync(devops);
    }

    private async Task<Tab> WithABackupAsync()
    {
        await ServeAsync(Runbooks.Short);
        var devops = await SitAsync("devops");
        await devops.StartAsync();
        await devops.GoAsync("/runs/1");
        foreach (var number in new[] { "1.1.1", "1.1.2", "1.1.3" }) await devops.TickAsync(number);
        await devops.PressAsync("Run 2.1.1");
        await devops.SubmitAsync();
        await Expect(devops.Row("2.1.1")).ToContainTextAsync(" · done ");
        return devops;
    }

    private static async Task IsSoundAsync(Tab tab)
    {
        (await Axe.ViolationsAsync(tab)).ShouldBeEmpty();
        (await Inspection.OfStructureAsync(tab)).ShouldBeEmpty();
        (await Inspection.OfNamesAsync(tab)).ShouldBeEmpty();
        (await Inspection.OfTargetsAsync(tab)).ShouldBeEmpty();
        (await Inspection.OfContrastAsync(tab, ColorScheme.Light)).ShouldBeEmpty();
        (await Inspection.OfContrastAsync(tab, ColorScheme.Dark)).ShouldBeEmpty();
        (await Inspection.OfOverhangAsync(tab, Phone)).ShouldBe(0);
        await tab.Page.SetViewportSizeAsync(1280, 900);
    }
}
