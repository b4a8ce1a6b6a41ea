using Tinedy.ChatOps.Browser.Tests.Stage;
using Tinedy.ChatOps.Testing;
using static Microsoft.Playwright.Assertions;

namespace Tinedy.ChatOps.Browser.Tests;

public sealed class DialogTests(Chromium chromium, PostgresServer postgres) : ConsoleTest(chromium, postgres)
{
    [Fact]
    public async Task A_skip_without_a_reason_says_so_under_its_field_and_keeps_what_was_typed()
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

        await devops.AnswerAsync("Reason", "no time, and nobody asked for it");
        await devops.SubmitAsync();
        await Expect(devops.Row("1.1.2")).ToContainTextAsync("by @devops: \"no time, and nobody asked for it\"");
    }

    [Fact]
    public async Task A_run_shows_the_exact_command_before_it_starts()
    {
        var devops = await OnTheRunsPageAsync();
        foreach (var number in new[] { "1.1.1", "1.1.2", "1.1.3" }) await devops.TickAsync(number);
        await devops.PressAsync("Run 2.1.1");

        await Expect(devops.Dialog.GetByRole(AriaRole.Heading)).ToHaveTextAsync("Run 2.1.1");
        await Expect(devops.Dialog.GetByLabel("The command, whole")).ToHaveTextAsync("pg_dump \"$DATABASE_URL\" > backup_$(date +%Y%m%d_%H%M%S).sql");
        await Expect(devops.Dialog).ToContainTextAsync("DATABASE_URL (secret, hidden)");
        await Expect(devops.Dialog).ToContainTextAsync("once: no second start without a decision");
        await Expect(devops.Dialog).ToContainTextAsync("after 1 min");
        await Expect(devops.Dialog).Not.ToContainTextAsync("postgresql://");
        await Expect(devops.Submit).ToHaveTextAsync("Run on prod");

        await devops.Page.Keyboard.PressAsync("Escape");
        await Expect(devops.Dialog).ToBeHiddenAsync();
        await Expect(devops.Button("Run 2.1.1")).ToBeFocusedAsync();
        Directory.GetFiles(Room.Workspace).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_rollback_starts_only_with_the_right_id()
    {
        var devops = await OnTheRunsPageAsync();
        foreach (var number in new[] { "1.1.1", "1.1.2", "1.1.3" }) await devops.TickAsync(number);
        await devops.PressAsync("Run 2.1.1");
        await devops.SubmitAsync();
        await Expect(devops.Row("2.1.1")).ToContainTextAsync(" · done ");
        await devops.PressAsync("Roll back prod");
        await Expect(devops.Dialog).ToContainTextAsync("Stops the forward run at 4 of 5 done.");
        await devops.AnswerAsync("Type the run's id, prod-1", "prod-71");
        await devops.Submit.ClickAsync();

        var field = devops.Dialog.GetByLabel("Type the run's id, prod-1");
        await Expect(devops.ErrorUnder("Type the run's id, prod-1")).ToHaveTextAsync("Not started: the id does not match: you typed prod-71, this run is prod-1.");
        await Expect(field).ToHaveValueAsync("prod-71");
        await Screenshots.TakeAsync(devops, "21-rollback-wrong-id");

        await field.FillAsync(" PROD-1 ");
        await devops.SubmitAsync();
        await Expect(devops.State).ToHaveTextAsync("Rolling back · prod · 0 of 1 step");
        await Screenshots.TakeAsync(devops, "22-rolling-back");
        await devops.TickAsync("3.1.1");
        await Expect(devops.State).ToContainTextAsync("Rolled back · prod is locked · 1 of 1 step");
        await Screenshots.TakeAsync(devops, "23-rolled-back-and-locked");
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
