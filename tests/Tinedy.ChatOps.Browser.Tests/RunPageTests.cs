using Tinedy.ChatOps.Browser.Tests.Stage;
using Tinedy.ChatOps.Testing;
using static Microsoft.Playwright.Assertions;

namespace Tinedy.ChatOps.Browser.Tests;

/// <summary>What the page of one run puts first, and what it keeps quiet.</summary>
public sealed class RunPageTests(Chromium chromium, PostgresServer postgres) : ConsoleTest(chromium, postgres)
{
    private static readonly string[] Rare = ["Skip…", "Break glass…"];

    [Fact]
    public async Task A_completed_run_opens_on_its_outcome_its_files_and_its_signatures()
    {
        await ServeAsync(Runbooks.Alerting);
        var devops = await SitAsync("devops");
        await devops.StartAsync();
        foreach (var line in new[] { "done 1.1.1", "done 1.1.2", "done 1.1.3 counted by hand", "done 2.1.1 copied by hand" }) await devops.SayAsync("/migrate " + line);
        foreach (var name in new[] { "dba", "po" })
        {
            var signer = await SitAsync(name);
            await signer.PressAsync("Sign off");
            await signer.SubmitAsync();
        }
        await Expect(devops.State).ToContainTextAsync("Completed");
        await devops.GoAsync("/runs/1");

        await Expect(devops.Page.Locator(".panel")).ToHaveAttributeAsync("aria-label", new System.Text.RegularExpressions.Regex("^Sign-off · 2 of 2"));
        await Expect(devops.Page.GetByLabel("Follow the work")).ToHaveCountAsync(0);
        await Expect(devops.Page.Locator(".thread")).ToBeHiddenAsync();
        await devops.Page.SetViewportSizeAsync(390, 844);
        await Expect(devops.Button("Report")).ToBeInViewportAsync(new() { Ratio = 1 });
        await Screenshots.TakeAsync(devops, "51-completed-run");
    }

    [Fact]
    public async Task A_long_thread_shows_its_newest_replies_and_folds_the_earlier_ones()
    {
        await ServeAsync(Runbooks.Alerting);
        var devops = await SitAsync("devops");
        await devops.StartAsync();
        foreach (var number in Enumerable.Range(1, 12)) await devops.SayAsync(FormattableString.Invariant($"/migrate note remark {number} of twelve"));
        await devops.GoAsync("/runs/1");

        var replies = devops.Page.Locator(".thread > li:visible");
        await Expect(replies).ToHaveCountAsync(5);
        await Expect(replies.Last).ToContainTextAsync("remark 12 of twelve");
        await devops.Page.GetByText("7 earlier replies").ClickAsync();
        await Expect(replies).ToHaveCountAsync(12);
        await Expect(replies.First).ToContainTextAsync("remark 1 of twelve");
    }

    [Fact]
    public async Task Passing_an_item_by_is_quiet_and_only_there_for_who_may()
    {
        await ServeAsync(Runbooks.Alerting);
        var devops = await SitAsync("devops");
        await devops.StartAsync();
        await devops.GoAsync("/runs/1");
        await devops.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^2 Change") }).ClickAsync();
        await Expect(devops.Row("2.1.1")).ToBeVisibleAsync();
        await Expect(devops.Page.Locator(".panel .danger")).ToHaveCountAsync(0);
        foreach (var label in Rare) await Expect(devops.Row("2.1.1").GetByText(label, new() { Exact = true })).ToBeHiddenAsync();
        await devops.Row("2.1.1").Locator("summary").ClickAsync();
        await devops.PressAsync("Break glass 2.1.1");
        await Expect(devops.Submit).ToHaveClassAsync(new System.Text.RegularExpressions.Regex("danger"));

        var po = await SitAsync("po");
        await po.GoAsync("/runs/1");
        await Expect(po.Button("Mark done 1.1.1")).ToBeVisibleAsync();
        foreach (var label in Rare) await Expect(po.Page.Locator(".panel").GetByText(label, new() { Exact = true })).ToHaveCountAsync(0);
    }
}
