using System.Diagnostics;
using Tinedy.ChatOps.Browser.Tests.Stage;
using Tinedy.ChatOps.Testing;
using static Microsoft.Playwright.Assertions;

namespace Tinedy.ChatOps.Browser.Tests;

/// <summary>Two people at two browsers on one run.</summary>
public sealed class TogetherTests(Chromium chromium, PostgresServer postgres) : ConsoleTest(chromium, postgres)
{
    /// <summary>Half of the time after which a page looks by itself whether it missed something.</summary>
    private static readonly TimeSpan BeforeItLooks = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Each_is_told_of_the_others_click_and_does_not_have_to_look()
    {
        await ServeAsync(Runbooks.Short);
        var devops = await SitAsync("devops");
        await devops.StartAsync();
        var dba = await SitAsync("dba");
        await dba.GoAsync("/runs/1");

        await SeesAsync(dba, "1 of 5 done", devops, "1.1.1");
        await SeesAsync(devops, "2 of 5 done", dba, "1.1.2");
    }

    /// <summary>The clock starts when the one who clicked has their answer, and stops when the other's page has changed.</summary>
    private static async Task SeesAsync(Tab watcher, string change, Tab clicker, string number)
    {
        var changed = watcher.Page.WaitForFunctionAsync(
            "words => document.querySelector('.state').textContent.includes(words)", change, new() { PollingInterval = 20 });
        await clicker.PressAsync($"Mark done {number}");
        await Expect(clicker.Page.GetByText($"Recorded: @{clicker} marked {number}")).ToBeVisibleAsync();
        var since = Stopwatch.StartNew();
        await changed.WaitAsync(BeforeItLooks, TestContext.Current.CancellationToken);
        TestContext.Current.TestOutputHelper?.WriteLine($"@{watcher} saw the click of @{clicker} {since.ElapsedMilliseconds} ms after its answer");
    }
}
