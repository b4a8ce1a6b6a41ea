using Tinedy.ChatOps.Browser.Tests.Stage;
using Tinedy.ChatOps.Testing;
using static Microsoft.Playwright.Assertions;

namespace Tinedy.ChatOps.Browser.Tests;

/// <summary>The database lets nobody in while people look, and while they open a page.</summary>
public sealed class NoDatabaseTests(Chromium chromium, PostgresServer postgres) : ConsoleTest(chromium, postgres)
{
    private const string NotRead = "Not read: the database does not answer. This page tries again by itself.";
    private const string Old = "Not read again: the database does not answer. What you see may be old; this page tries again by itself.";

    [Fact]
    public async Task Every_page_says_what_is_missing_and_fills_by_itself_when_the_database_is_back()
    {
        await ServeAsync(Runbooks.Short);
        var open = await SitAsync("dba");
        await open.StartAsync();
        await open.GoAsync("/runs/1");

        await Room.Journal.ShutAsync();
        await Expect(open.Page.GetByText(Old)).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await Expect(open.State).ToHaveTextAsync("Running · prod · 0 of 5 done");
        var opened = new List<Tab>();
        foreach (var path in new[] { "/", "/runs", "/runs/1" })
        {
            var tab = await SitAsync("devops");
            opened.Add(tab);
            await tab.GoAsync(path);
            await Expect(tab.Page.GetByText(NotRead)).ToBeVisibleAsync();
            await Expect(tab.Page.GetByText("No runs yet")).Not.ToBeVisibleAsync();
        }
        await Screenshots.TakeAsync(opened[^1], "61-no-database");

        await Room.Journal.OpenAsync();
        foreach (var tab in opened.Append(open)) await Expect(tab.Page.GetByText("0 of 5 done").First).ToBeVisibleAsync(new() { Timeout = 30_000 });
        foreach (var tab in opened.Append(open)) await Expect(tab.Page.GetByText("Not read")).Not.ToBeVisibleAsync(new() { Timeout = 30_000 });
    }
}
