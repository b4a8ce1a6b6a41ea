using Tinedy.ChatOps.Browser.Tests.Stage;
using Tinedy.ChatOps.Testing;
using static Microsoft.Playwright.Assertions;

namespace Tinedy.ChatOps.Browser.Tests;

public sealed class DialogTests(Chromium chromium, PostgresServer postgres) : ConsoleTest(chromium, postgres)
{
    [Fact]
    public async Task A_field_that_was_filled_in_wrong_is_focused_and_described_by_its_error()
    {
        var devops = await OnTheRunsPageAsync();
        await devops.PressAsync("Skip 1.1.2");
        await devops.AnswerAsync("Reason", "no time");
        await devops.Submit.ClickAsync();

        var field = devops.Dialog.GetByLabel("Reason");
        await Expect(devops.ErrorUnder("Reason")).ToHaveTextAsync("Not skipped: the reason needs 10 letters or more.");
        await Expect(field).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(field).ToHaveAccessibleDescriptionAsync(new System.Text.RegularExpressions.Regex("Not skipped: the reason needs 10 letters or more"));
        await Expect(field).ToBeFocusedAsync();
        await Expect(field).ToHaveValueAsync("no time");
        await Screenshots.TakeAsync(devops, "20-skip-without-reason");
    }

    [Fact]
    public async Task A_run_shows_no_secret_uses_the_height_of_a_phone_and_gives_the_focus_back_when_it_is_closed()
    {
        var devops = await OnTheRunsPageAsync();
        foreach (var number in new[] { "1.1.1", "1.1.2", "1.1.3" }) await devops.TickAsync(number);
        await devops.PressAsync("Run 2.1.1");

        await Expect(devops.Dialog.GetByRole(AriaRole.Heading)).ToHaveTextAsync("Run 2.1.1");
        await Expect(devops.Dialog.GetByLabel("The command, whole")).ToHaveTextAsync("pg_dump \"$DATABASE_URL\" > backup_$(date +%Y%m%d_%H%M%S).sql");
        await Expect(devops.Dialog).ToContainTextAsync("DATABASE_URL (secret, hidden)");
        await Expect(devops.Dialog).ToContainTextAsync("once: no second start without a decision");
        await Expect(devops.Dialog).ToContainTextAsync("after 15 min");
        await Expect(devops.Dialog).Not.ToContainTextAsync("postgresql://");
        await Expect(devops.Submit).ToHaveTextAsync("Run on prod");
        await devops.Page.SetViewportSizeAsync(390, 844);
        await Expect(devops.Dialog.Locator("dt").Last).ToBeInViewportAsync(new() { Ratio = 1 });
        await Expect(devops.Dialog.Locator("[data-more]")).ToHaveCountAsync(0);
        await devops.Page.SetViewportSizeAsync(1280, 900);

        await devops.Page.Keyboard.PressAsync("Escape");
        await Expect(devops.Dialog).ToBeHiddenAsync();
        await Expect(devops.Button("Run 2.1.1")).ToBeFocusedAsync();
        Directory.GetFiles(Room.Workspace).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_run_is_begun_from_the_empty_chat_by_choosing_what_where_and_when()
    {
        await ServeAsync(Runbooks.Short);
        var devops = await SitAsync("devops");
        await devops.PressAsync("Start");
        await Expect(devops.Dialog.GetByRole(AriaRole.Heading)).ToHaveTextAsync("Start a migration");
        await Expect(devops.Dialog).ToContainTextAsync("prod is free");
        await devops.AnswerAsync("When", "soon");
        await devops.Submit.ClickAsync();
        await Expect(devops.ErrorUnder("When")).ToContainTextAsync("\"soon\" is no moment");
        await Screenshots.TakeAsync(devops, "21-start-dialog");

        await devops.AnswerAsync("When", "");
        await devops.SubmitAsync();
        await Expect(devops.State).ToContainTextAsync("Running · prod");
    }

    private async Task<Tab> OnTheRunsPageAsync()
    {
        await ServeAsync(Runbooks.Short);
        var devops = await SitAsync("devops");
        await devops.StartAsync();
        await devops.GoAsync("/runs/1");
        return devops;
    }
}
