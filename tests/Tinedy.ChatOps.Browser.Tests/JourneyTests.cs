using System.Security.Cryptography;
using Tinedy.ChatOps.Browser.Tests.Stage;
using Tinedy.ChatOps.Evidence;
using Tinedy.ChatOps.Testing;
using static Microsoft.Playwright.Assertions;

namespace Tinedy.ChatOps.Browser.Tests;

/// <summary>A newcomer's whole migration: nothing is configured, everything is real.</summary>
public sealed class JourneyTests(Chromium chromium, PostgresServer postgres) : ConsoleTest(chromium, postgres)
{
    private const string Backup = "pg_dump \"$DATABASE_URL\" > backup_$(date +%Y%m%d_%H%M%S).sql";
    private const string ByHand = "Looked at it by hand, all is well";

    [Fact]
    public async Task The_real_checklist_is_carried_through_from_the_first_typed_line_to_the_filled_in_file()
    {
        Needs.Programs("pg_dump", "psql", "npm");
        await ServeANewcomerAsync();
        var devops = await SitAsync("devops");
        await Screenshots.TakeAsync(devops, "01-nothing-said-yet");

        await devops.StartAsync();
        await Expect(devops.State).ToHaveTextAsync("Running · practice · 0 of 47 done");
        await Screenshots.TakeAsync(devops, "02-started");

        await PrepareAsync(devops);
        await BackUpAsync(devops);
        await devops.GoAsync("/runs/1");
        await WorkAsync(devops);
        await Expect(devops.State).ToHaveTextAsync("Waiting for sign-off · practice · 47 of 47, 1 skipped");

        await SignAsync(devops);
        await Expect(devops.State).ToHaveTextAsync("Completed · practice · 47 of 47, 1 skipped · 6 of 6 signed");
        await Screenshots.TakeAsync(devops, "10-run-page-completed");
        await devops.GoAsync("/runs");
        await Screenshots.TakeAsync(devops, "11-runs");
        await devops.GoAsync("/");
        await Screenshots.TakeAsync(devops, "12-chat-completed");
        await KeepAsync(devops);
    }

    private static async Task PrepareAsync(Tab devops)
    {
        for (var item = 1; item <= 6; item++) await devops.TickAsync($"1.1.{item}");
        await Expect(devops.Board.GetByText("Planning & Preparation · 6 of 6 done")).ToBeVisibleAsync();
    }

    private async Task BackUpAsync(Tab devops)
    {
        // A lock on the table holds pg_dump for as long as we want to look at it.
        await using (await Room.HoldPracticeAsync("legacy.contacts"))
        {
            await devops.PressAsync("Run 1.2.1");
            await Expect(devops.Dialog.GetByLabel("The command, whole")).ToHaveTextAsync(Backup);
            await Screenshots.TakeAsync(devops, "03-run-dialog");
            await devops.SubmitAsync();
            await Expect(devops.Board).ToContainTextAsync("1.2.1 is running, started");
            await Screenshots.TakeAsync(devops, "04-backup-running");
        }
        await Expect(devops.Row("1.2.1")).ToContainTextAsync(" · done ");
        var file = Directory.GetFiles(Room.Workspace, "backup_*.sql").ShouldHaveSingleItem();
        var dump = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        dump.ShouldContain("Contact 500");
        dump.TrimEnd().Split('\n').TakeLast(6).ShouldContain("-- PostgreSQL database dump complete");

        await RunAsync(devops, "1.2.2");
        await devops.PressAsync("2 replies");
        var output = await devops.Page.RunAndWaitForPopupAsync(() => devops.Page.GetByRole(AriaRole.Link, new() { Name = "Full output" }).Last.ClickAsync());
        await Expect(output.Locator("body")).ToContainTextAsync(Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken))));
        await output.CloseAsync();
        await Screenshots.TakeAsync(devops, "05-backup-verified-thread-open");
    }

    /// <summary>The rest, on the run's own page: Prisma and Node work on the practice project for real.</summary>
    private static async Task WorkAsync(Tab devops)
    {
        await devops.TickAsync("1.2.3");
        await RunAsync(devops, "1.2.4");
        await devops.TickAsync("1.3.1");
        await RunAsync(devops, "1.3.2");
        await TickAllAsync(devops, "1.3.3", "1.3.4", "1.3.5");
        await RunAsync(devops, "2.1.1");
        await RunAsync(devops, "2.1.2");
        await TickAllAsync(devops, "2.1.3", "2.1.4", "2.2.1");
        await RunAsync(devops, "2.2.2");
        await devops.TickAsync("2.2.3");
        await RunAsync(devops, "2.2.4");
        await Screenshots.TakeAsync(devops, "06-run-page-half-way");
        await devops.PressAsync("Skip 2.3.1");
        await devops.AnswerAsync("Reason", "Validated in staging on Friday");
        await Screenshots.TakeAsync(devops, "07-skip-dialog");
        await devops.SubmitAsync();
        await ByHandAsync(devops, "2.3.2");
        await TickAllAsync(devops, "2.3.3", "2.3.4", "3.1.1", "3.1.2", "3.1.3", "3.1.4", "3.2.1", "3.2.2");
        await RunAsync(devops, "3.2.3");
        await devops.TickAsync("3.2.4");
        for (var section = 1; section <= 3; section++)
            for (var item = 1; item <= 4; item++)
                await devops.TickAsync($"4.{section}.{item}");
    }

    private async Task SignAsync(Tab devops)
    {
        var intern = await SitAsync("intern");
        await intern.PressAsync("Sign off");
        await Expect(intern.OnlyYou).ToHaveTextAsync("Not signed: Database Administrator is held by @dba. You hold no role.");
        await devops.GoAsync("/");
        await devops.SayAsync("/migrate sign Product Owner");
        await Expect(devops.OnlyYou).ToHaveTextAsync("Not signed: Product Owner is held by @po. You hold DevOps Engineer and DevOps Lead.");
        await Screenshots.TakeAsync(devops, "08-refused-privately");
        await Expect(intern.Page.GetByText("Product Owner is held by")).ToHaveCountAsync(0);

        var dba = await SitAsync("dba");
        await dba.PressAsync("Sign off");
        await Expect(dba.Dialog).ToContainTextAsync("You sign as Database Administrator, run 1, practice.");
        await Expect(dba.Dialog).ToContainTextAsync("Validated in staging on Friday");
        await Screenshots.TakeAsync(dba, "09-sign-off-dialog");
        await dba.AnswerAsync("Remark", "Restored it once, it is good");
        await dba.SubmitAsync();

        await devops.PressAsync("Sign off");
        await devops.SubmitAsync();
        foreach (var name in new[] { "dev", "po", "ops", "lead" })
        {
            var signer = await SitAsync(name);
            await signer.PressAsync("Sign off");
            await signer.SubmitAsync();
        }
        await devops.GoAsync("/runs/1");
    }

    private async Task KeepAsync(Tab devops)
    {
        var paper = await devops.DownloadAsync(() => devops.PressAsync("Report: the filled-in checklist"));
        var runbook = await File.ReadAllBytesAsync(Room.Runbook, TestContext.Current.CancellationToken);
        RunbookExport.Strip(paper).ShouldBe(runbook);
        var read = RunbookExport.ReadBack(paper).Outcome;
        read.SignOffs.Keys.Order().ShouldBe(
            ["Database Administrator", "DevOps Engineer", "Lead Developer", "Operations Manager", "Product Owner", "Technical Lead"]);
        read.Items.Values.Count(mark => mark.State == ChecklistState.Done).ShouldBe(46);
        read.Items.Values.Count(mark => mark.State == ChecklistState.Skipped).ShouldBe(1);
    }

    private static async Task RunAsync(Tab tab, string number)
    {
        await tab.PressAsync($"Run {number}");
        await tab.SubmitAsync();
        await Expect(tab.Row(number)).ToContainTextAsync(" · done ");
    }

    private static async Task ByHandAsync(Tab tab, string number)
    {
        await tab.PressAsync($"Mark done {number}");
        await tab.AnswerAsync("How was it done?", ByHand);
        await tab.SubmitAsync();
        await Expect(tab.Row(number)).ToContainTextAsync(ByHand);
    }

    private static async Task TickAllAsync(Tab tab, params string[] numbers)
    {
        foreach (var number in numbers) await tab.TickAsync(number);
    }
}
