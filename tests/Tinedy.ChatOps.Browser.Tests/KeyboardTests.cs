using Tinedy.ChatOps.Browser.Tests.Stage;
using Tinedy.ChatOps.Testing;
using static Microsoft.Playwright.Assertions;

namespace Tinedy.ChatOps.Browser.Tests;

/// <summary>Hands that use no mouse: from the composer to a tick and through a dialog with Tab, Enter, Escape and arrows.</summary>
public sealed class KeyboardTests(Chromium chromium, PostgresServer postgres) : ConsoleTest(chromium, postgres)
{
    private const int MostStops = 60;

    [Fact]
    public async Task The_whole_way_from_the_composer_to_a_tick_and_a_dialog_needs_no_mouse()
    {
        await ServeAsync(Runbooks.Short);
        var tab = await SitAsync("devops");
        var keys = tab.Page.Keyboard;

        await TabToAsync(tab, "Tab", "Message as devops");
        await keys.TypeAsync("/migrate start");
        await keys.PressAsync("Enter");
        await Expect(tab.State).ToHaveTextAsync("Running · prod · 0 of 5 done");
        await Expect(tab.Composer).ToBeFocusedAsync();

        await TabToAsync(tab, "Shift+Tab", "Mark done 1.1.2 Window agreed");
        await keys.PressAsync("Enter");
        await Expect(tab.State).ToHaveTextAsync("Running · prod · 1 of 5 done");
        await Expect(tab.Row("1.1.2")).ToBeFocusedAsync();

        await TabToAsync(tab, "Tab", "Undo 1.1.2 Window agreed");
        await keys.PressAsync("Enter");
        await Expect(tab.Dialog.GetByRole(AriaRole.Heading)).ToHaveTextAsync("Undo 1.1.2");
        await keys.PressAsync("Escape");
        await Expect(tab.Dialog).ToBeHiddenAsync();
        await Expect(tab.Button("Undo 1.1.2")).ToBeFocusedAsync();

        await TabToAsync(tab, "Tab", "More");
        await keys.PressAsync("Enter");
        await TabToAsync(tab, "Tab", "Write a note");
        await keys.PressAsync("Space");
        await Expect(tab.Dialog.GetByRole(AriaRole.Heading)).ToHaveTextAsync("Write a note");
        await TabToAsync(tab, "Tab", "Note");
        await keys.TypeAsync("Written without a mouse");
        await TabToAsync(tab, "Tab", "Write the note");
        await keys.PressAsync("Enter");
        await Expect(tab.Dialog).ToBeHiddenAsync();
        await Expect(tab.Page.GetByRole(AriaRole.Button, new() { Name = "1 reply" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_composer_completes_a_line_with_arrows_and_tab()
    {
        await ServeAsync(Runbooks.Short);
        var tab = await SitAsync("devops");
        var keys = tab.Page.Keyboard;
        await tab.Composer.FocusAsync();

        await tab.Composer.FillAsync("/migrate sta");
        var options = tab.Completions;
        await Expect(options).ToHaveCountAsync(2);
        await Expect(tab.Composer).ToHaveAttributeAsync("aria-expanded", "true");
        await keys.PressAsync("ArrowDown");
        await MarksAsync(tab, options.Nth(0), "/migrate start");
        await keys.PressAsync("ArrowDown");
        await MarksAsync(tab, options.Nth(1), "/migrate status");
        await keys.PressAsync("ArrowDown");
        await MarksAsync(tab, options.Nth(0), "/migrate start");
        await Screenshots.TakeAsync(tab, "40-completion");
        await keys.PressAsync("Tab");
        await Expect(tab.Composer).ToHaveValueAsync("/migrate start ");
        await Expect(tab.Composer).ToBeFocusedAsync();
        await Expect(options).ToHaveCountAsync(1);
        await Expect(options).ToContainTextAsync("/migrate start short.md prod");
        await keys.PressAsync("Escape");
        await Expect(options).ToHaveCountAsync(0);
        await keys.PressAsync("Enter");

        await Expect(tab.State).ToHaveTextAsync("Running · prod · 0 of 5 done");
        await keys.TypeAsync("/migrate done 1.1.");
        await Expect(tab.Composer).ToHaveValueAsync("/migrate done 1.1.");
        await Expect(options).ToHaveCountAsync(3);
        await Expect(options.First).ToContainTextAsync("Plan reviewed");
    }

    [Fact]
    public async Task Whoever_types_faster_than_the_answers_come_loses_no_line()
    {
        await ServeAsync(Runbooks.Short);
        var tab = await SitAsync("devops");
        await tab.StartAsync();
        await using (await Room.HoldJournalAsync())
        {
            await tab.Composer.FocusAsync();
            foreach (var line in new[] { "note the first line", "note the second line" })
            {
                await tab.Page.Keyboard.TypeAsync(line + "\n");
                if (line.Contains("first", StringComparison.Ordinal)) await Expect(tab.Composer).ToHaveValueAsync("");
            }
        }

        await tab.Page.Locator(".under-board button").ClickAsync();
        await Expect(tab.Page.Locator(".thread-pane")).ToContainTextAsync("the first line");
        await Expect(tab.Page.Locator(".thread-pane")).ToContainTextAsync("the second line");
        await Expect(tab.Composer).ToHaveValueAsync("");
    }

    [Fact]
    public async Task A_typed_line_is_acknowledged_at_once_however_long_it_takes()
    {
        await ServeAsync(Runbooks.Short);
        var tab = await SitAsync("devops");
        await tab.StartAsync();
        var working = tab.Page.Locator(".composer-dock .working");
        await Expect(working).ToHaveRoleAsync(AriaRole.Status);
        await using (await Room.HoldJournalAsync())
        {
            await tab.Composer.FillAsync("note it takes a while");
            await tab.Composer.PressAsync("Enter");
            await Expect(working).ToHaveTextAsync("Taken, and being worked on: note it takes a while");
            await Expect(working).ToBeInViewportAsync();
        }
        await Expect(working).ToHaveTextAsync("");
        await Expect(working).ToBeHiddenAsync();
    }

    private static async Task MarksAsync(Tab tab, ILocator option, string text)
    {
        await Expect(option).ToContainTextAsync(text);
        await Expect(option).ToHaveAttributeAsync("aria-selected", "true");
        await Expect(tab.Composer).ToHaveAttributeAsync("aria-activedescendant", (await option.GetAttributeAsync("id"))!);
    }

    /// <summary>Presses the key until what has the focus is called so.</summary>
    private static async Task TabToAsync(Tab tab, string key, string name)
    {
        var passed = new List<string>();
        while (passed.Count < MostStops)
        {
            await tab.Page.Keyboard.PressAsync(key);
            var focused = await tab.Page.EvaluateAsync<string>("""
                () => {
                  const one = document.activeElement;
                  return one?.getAttribute('aria-label') ?? (one?.labels?.[0] ?? one)?.textContent.trim() ?? '';
                }
                """);
            if (focused == name) return;
            passed.Add(focused);
        }
        Assert.Fail($"{key} does not lead to \"{name}\". It led to: {string.Join(" | ", passed)}");
    }
}
