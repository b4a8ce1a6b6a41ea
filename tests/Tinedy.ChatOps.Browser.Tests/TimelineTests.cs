using System.Globalization;
using System.Text.RegularExpressions;
using Tinedy.ChatOps.Browser.Tests.Stage;
using Tinedy.ChatOps.Testing;
using static Microsoft.Playwright.Assertions;

namespace Tinedy.ChatOps.Browser.Tests;

/// <summary>The timeline of a run that was rehearsed, within its window: a picture, and every number of it in words.</summary>
public sealed partial class TimelineTests(Chromium chromium, PostgresServer postgres) : ConsoleTest(chromium, postgres)
{
    private const string Overlaps = """
        () => {
          const words = [...document.querySelectorAll('.timeline-picture text')].filter(one => one.checkVisibility()).map(one => ({ one, box: one.getBoundingClientRect() }));
          const over = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 3 && b.top < a.bottom - 3;
          return words.flatMap((a, at) => words.slice(at + 1).filter(b => over(a.box, b.box)).map(b => `"${a.one.textContent}" lies over "${b.one.textContent}"`));
        }
        """;

    [Fact]
    public async Task A_real_run_shows_planned_rehearsed_and_real_times_its_windows_and_its_flags()
    {
        Needs.Programs("pg_dump");
        await ServeAsync(InItsWindow(), People.AddStaging);
        var devops = await SitAsync("devops");
        await RehearseAsync(devops);
        await devops.GoAsync("/");
        await devops.SayAsync("/migrate start prod");
        await devops.GoAsync("/runs/2");

        await NamesItsWindowAsync(devops);
        await Expect(RowOf(devops, "1 Preparation").Locator(".plan-words")).ToHaveTextAsync(Rehearsed());
        await Expect(RowOf(devops, "1 Preparation").Locator(".real-words")).ToHaveTextAsync("not begun");
        await Expect(RowOf(devops, "2.1.1 Backup made").Locator("rect.plan")).ToHaveCountAsync(1);
        await WorkAsync(devops);

        var running = RowOf(devops, "2.1.2 Tables copied");
        await Expect(running.Locator(".plan-words")).ToHaveTextAsync(Rehearsed());
        await Expect(running.Locator(".real-words")).ToContainTextAsync(" so far");
        (await TopOfAsync(running.Locator("rect.plan"))).ShouldBeLessThan(await TopOfAsync(running.Locator("rect.real.running")), "the plan is on top");
        await Expect(devops.Page.Locator(".facts").First).ToContainTextAsync("(rehearsed)");
        await Expect(devops.Page.Locator(".band-names")).ToContainTextAsync("first change");
        await devops.GoAsync("/");
        await devops.SayAsync("/migrate prod-2 page Database Administrator: can you look at the replica");
        await devops.GoAsync("/runs/2");
        await Expect(devops.Page.Locator(".flag-lane")).ToContainTextAsync("@dba paged");
        await devops.Page.GetByRole(AriaRole.Button).Filter(new() { HasText = "I'm on it" }).First.ClickAsync();
        await Expect(devops.Page.Locator(".flag-lane")).ToContainTextAsync("@devops is on it");
        (await devops.Page.GetByRole(AriaRole.List, new() { Name = "Moments" }).GetByRole(AriaRole.Listitem).AllTextContentsAsync())
            .Select(moment => Regex.Replace(moment, @"^\W*\d\d:\d\d\s+|\s+$", "")).ShouldBe(["@dba paged", "@devops is on it"]);

        await NothingLiesOverAnythingAsync(devops);
        await SaysTheSameAsATableAsync(devops);
        await Screenshots.TakeAsync(devops, "40-timeline");
        await ZoomsOutAsync(devops);
        await File.WriteAllTextAsync(Room.InWorkspace("go"), "", TestContext.Current.CancellationToken);
        await Expect(devops.State).ToContainTextAsync("Waiting for sign-off");
    }

    /// <summary>To the end of its items and back again, so that both ways have a length.</summary>
    private async Task RehearseAsync(Tab devops)
    {
        await devops.SayAsync("/migrate rehearse staging");
        await devops.GoAsync("/runs/1");
        await WorkAsync(devops);
        await File.WriteAllTextAsync(Room.InWorkspace("go"), "", TestContext.Current.CancellationToken);
        await Expect(devops.State).ToContainTextAsync("Waiting for sign-off");
        File.Delete(Room.InWorkspace("go"));
        await devops.PressAsync("Roll back staging");
        await devops.Dialog.GetByLabel("Type the run's id").FillAsync("staging-1");
        await devops.SubmitAsync();
        await devops.TickAsync("3.1.1");
        await Expect(devops.State).ToContainTextAsync("Rolled back");
        await Expect(RowOf(devops, "Rollback").Locator(".plan-words")).ToHaveTextAsync("no plan");
    }

    /// <summary>Until the last step runs.</summary>
    private static async Task WorkAsync(Tab devops)
    {
        foreach (var number in new[] { "1.1.1", "1.1.2", "1.1.3" }) await devops.TickAsync(number);
        await devops.PressAsync("Run 2.1.1");
        await devops.SubmitAsync();
        await Expect(devops.Row("2.1.1")).ToContainTextAsync(" · done ");
        await devops.PressAsync("Run 2.1.2");
        await devops.SubmitAsync();
        await Expect(devops.Row("2.1.2")).ToContainTextAsync("running");
    }

    private static async Task NamesItsWindowAsync(Tab devops)
    {
        await Expect(devops.Page.Locator(".band-names")).ToHaveTextAsync(WindowNamed());
        await Expect(devops.Page.Locator(".strip rect.band-window").First).ToBeVisibleAsync();
    }

    /// <summary>Without eyes for the picture: each row's words again, with when it was planned and how long it took in the rehearsal.</summary>
    private static async Task SaysTheSameAsATableAsync(Tab devops)
    {
        await devops.Page.GetByText("The same as a table").ClickAsync();
        var table = devops.Page.GetByRole(AriaRole.Region, new() { Name = "Timeline as a table" });
        var labels = await devops.Page.Locator(".timeline-label").AllTextContentsAsync();
        (await table.GetByRole(AriaRole.Rowheader).AllTextContentsAsync()).ShouldBe([.. labels, "Maintenance window", "Rollback window"]);
        foreach (var label in labels)
        {
            var cells = await table.GetByRole(AriaRole.Row).Filter(new() { HasText = label }).GetByRole(AriaRole.Cell).AllTextContentsAsync();
            cells[0].ShouldMatch(@"^\d\d:\d\d to \d\d:\d\d$", label);
            var planned = await RowOf(devops, label).Locator(".plan-words").TextContentAsync();
            planned.ShouldBe($"rehearsed {cells[1]}", label);
            cells[2].ShouldBe("none", label);
        }
    }

    /// <summary>The words in the picture, at a desk and on a phone.</summary>
    private static async Task NothingLiesOverAnythingAsync(Tab devops)
    {
        (await devops.Page.EvaluateAsync<string[]>(Overlaps)).ShouldBeEmpty();
        (await Inspection.OfOverhangAsync(devops, 360)).ShouldBe(0);
        (await devops.Page.EvaluateAsync<string[]>(Overlaps)).ShouldBeEmpty();
        await devops.Page.SetViewportSizeAsync(1280, 900);
    }

    private static async Task ZoomsOutAsync(Tab devops)
    {
        await devops.Page.GetByLabel("Every step").UncheckAsync();
        await Expect(devops.Page.Locator(".timeline-label")).ToHaveTextAsync(["1 Preparation", "2 Change"]);
    }

    private static ILocator RowOf(Tab tab, string label) =>
        tab.Page.Locator(".timeline-row").Filter(new() { Has = tab.Page.Locator(".timeline-label", new() { HasTextRegex = new($"^{Regex.Escape(label)}$") }) });

    private static async Task<float> TopOfAsync(ILocator bar) => (await bar.BoundingBoxAsync())!.Y;

    /// <summary>The short runbook with a window around this moment, a way back of two hours and somebody to call.</summary>
    private static string InItsWindow()
    {
        var now = TimeProvider.System.GetUtcNow();
        string Clock(double minutes) => now.AddMinutes(minutes).ToString("HH:mm", CultureInfo.InvariantCulture);
        return $"---\nwindow: {Clock(-10)}-{Clock(80)} UTC\nrollback-window: 2h\n---\n" + Runbooks.Short + "\n\n## Emergency Contacts\n**Database Administrator:** ____\n";
    }

    [GeneratedRegex(@"^rehearsed (under 1 s|\d+ s|\d+ min.*)$")]
    private static partial Regex Rehearsed();

    [GeneratedRegex(@"\d\d:\d\d opens,? ?.*\d\d:\d\d window closes")]
    private static partial Regex WindowNamed();
}
