using System.Diagnostics;
using Tinedy.ChatOps.Browser.Tests.Stage;
using Tinedy.ChatOps.Testing;
using static Microsoft.Playwright.Assertions;

namespace Tinedy.ChatOps.Browser.Tests;

/// <summary>Two people at two browsers on one run.</summary>
public sealed class TogetherTests(Chromium chromium, PostgresServer postgres) : ConsoleTest(chromium, postgres)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1.5);

    [Fact]
    public async Task Each_sees_the_others_click_within_a_second_of_its_answer()
    {
        await ServeAsync(Runbooks.Short);
        var devops = await SitAsync("devops");
        await devops.StartAsync();
        var dba = await SitAsync("dba");
        await dba.GoAsync("/runs/1");

        await SeesAsync(dba, "1 of 5 done", devops, "1.1.1");
        await SeesAsync(devops, "2 of 5 done", dba, "1.1.2");
    }

    [Fact]
    public async Task Two_presses_of_one_button_in_the_same_instant_have_one_effect_and_the_second_reads_who_was_first()
    {
        await ServeAsync(Runbooks.Short);
        var devops = await SitAsync("devops");
        await devops.StartAsync();
        var intern = await SitAsync("intern");

        foreach (var (number, done) in new[] { ("1.1.1", 1), ("1.1.2", 2), ("1.1.3", 3) })
        {
            await PressTogetherAsync($"Mark done {number}", devops, intern);
            await Expect(devops.State).ToHaveTextAsync($"Running · prod · {done} of 5 done");
            await Expect(intern.State).ToHaveTextAsync($"Running · prod · {done} of 5 done");
        }

        var refused = await Task.WhenAny(LosesAsync(devops, "intern"), LosesAsync(intern, "devops"));
        await refused;
        await devops.GoAsync("/runs/1");
        await devops.Page.GetByText("Log: ").ClickAsync();
        await Expect(devops.Page.GetByRole(AriaRole.Row).Filter(new() { HasTextRegex = new("marked 1.1.[123] .* done") })).ToHaveCountAsync(3);
    }

    /// <summary>The clock starts when the one who clicked has their answer, and stops when the other's page has changed.</summary>
    private static async Task SeesAsync(Tab watcher, string change, Tab clicker, string number)
    {
        var changed = watcher.Page.WaitForFunctionAsync(
            "words => document.querySelector('.state').textContent.includes(words)", change, new() { PollingInterval = 20 });
        await clicker.PressAsync($"Mark done {number}");
        await Expect(clicker.Page.GetByText($"Recorded: @{clicker} marked {number}")).ToBeVisibleAsync();
        var since = Stopwatch.StartNew();
        await changed.WaitAsync(Soon, TestContext.Current.CancellationToken);
        TestContext.Current.TestOutputHelper?.WriteLine($"@{watcher} saw the click of @{clicker} {since.ElapsedMilliseconds} ms after its answer");
    }

    private static async Task PressTogetherAsync(string button, params Tab[] tabs)
    {
        var at = await tabs[0].Page.EvaluateAsync<double>("Date.now() + 400");
        await Task.WhenAll(tabs.Select(tab => tab.Button(button).EvaluateAsync("(button, at) => new Promise(done => setTimeout(() => done(button.click()), at - Date.now()))", at)));
    }

    private static Task LosesAsync(Tab loser, string winner) =>
        Expect(loser.OnlyYou).ToHaveTextAsync(new System.Text.RegularExpressions.Regex(
            $@"^Already done: 1\.1\.[123] was marked done by @{winner} at \d\d:\d\d\. Nothing changed\.$"));
}
