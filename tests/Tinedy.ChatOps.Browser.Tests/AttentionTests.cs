using Tinedy.ChatOps.Browser.Tests.Stage;
using Tinedy.ChatOps.Testing;
using static Microsoft.Playwright.Assertions;

namespace Tinedy.ChatOps.Browser.Tests;

/// <summary>What needs a person is in view and announced, whatever page is open and wherever its reader has scrolled to.</summary>
public sealed class AttentionTests(Chromium chromium, PostgresServer postgres) : ConsoleTest(chromium, postgres)
{
    private const string Raise = "/migrate raise Error rate: 7 % of orders fail";

    /// <summary>Counts what a browser would sound, and notifies into a list.</summary>
    private const string Senses = """
        globalThis.sounded = 0;
        const param = () => ({ value: 0, setValueAtTime() {}, linearRampToValueAtTime() {}, exponentialRampToValueAtTime() {} });
        globalThis.AudioContext = class {
          currentTime = 0; destination = {};
          resume() {}
          createOscillator() { return { frequency: param(), connect: next => next, start() { globalThis.sounded++; }, stop() {} }; }
          createGain() { return { gain: param(), connect: next => next }; }
        };
        globalThis.notified = [];
        globalThis.Notification = class {
          static permission = 'default';
          static requestPermission() { this.permission = 'granted'; return Promise.resolve('granted'); }
          constructor(title, options) { globalThis.notified.push(`${title} | ${options.body}`); }
        };
        """;

    [Fact]
    public async Task An_alert_is_in_view_clickable_and_said_on_a_phone_whose_reader_is_at_the_foot_and_stays_open_for_who_takes_it()
    {
        var (devops, dba) = await WithAPhoneAtTheFootAsync();
        await devops.SayAsync(Raise);

        var onIt = dba.Bar.GetByRole(AriaRole.Button, new() { NameRegex = new("^I'm on it") });
        await Expect(onIt).ToBeInViewportAsync(new() { Ratio = 1 });
        await Expect(dba.Bar.GetByRole(AriaRole.Button, new() { NameRegex = new("^Roll back") })).ToBeInViewportAsync(new() { Ratio = 1 });
        await Expect(dba.Bar).ToContainTextAsync("7 % of orders fail since");
        await Expect(dba.Bar).ToContainTextAsync("· Error rate · raised");
        (await ReceivesTheClickAsync(onIt)).ShouldBeTrue();
        await Expect(dba.Page).ToHaveTitleAsync("(1) Alert · prod · 1 of 4 done · Chat · Tinedy ChatOps");
        await Expect(dba.Page.Locator("link[rel=icon]")).ToHaveAttributeAsync("href", new System.Text.RegularExpressions.Regex("icon-alert"));
        await Expect(dba.Interruption).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^Alert on prod, 1 of 4: 7 % of orders fail"));

        await Screenshots.TakeAsync(dba, "50-alert-at-the-foot");
        await dba.Page.EvaluateAsync("scrollTo(0, document.documentElement.scrollHeight)");
        await onIt.ClickAsync();
        await Expect(dba.Board).ToContainTextAsync("has been on it since");
        // Whoever is on it has the choices at hand; and what interrupted is not left standing for whoever reads the page with their ears.
        await Expect(dba.Bar).ToContainTextAsync("@dba has been on it since");
        foreach (var choice in new[] { "Roll back", "False alarm" })
            await Expect(dba.Bar.GetByRole(AriaRole.Button, new() { NameRegex = new("^" + choice) })).ToBeInViewportAsync(new() { Ratio = 1 });
        await Expect(dba.Interruption).ToHaveTextAsync("");
        await Expect(dba.Page.Locator("main [role=status].visually-hidden")).ToContainTextAsync("@dba has been on it since");
        await Screenshots.TakeAsync(dba, "51-taken-at-the-foot");
        await devops.PressAsync("False alarm");
        await devops.AnswerAsync("How do you know?", "It was the load test, all is well");
        await devops.SubmitAsync();
        await Expect(dba.Bar).ToHaveCountAsync(0);
        await Expect(dba.Page.Locator("main [role=status].visually-hidden").First).ToHaveTextAsync("");
        await Expect(dba.Page).ToHaveTitleAsync("Chat · Tinedy ChatOps");
        await Expect(dba.Page.Locator("link[rel=icon]")).ToHaveAttributeAsync("href", new System.Text.RegularExpressions.Regex(@"icon\.svg"));
    }

    [Fact]
    public async Task An_alert_or_a_page_is_in_view_on_the_page_of_another_run_and_on_the_list_with_buttons_for_whoever_may()
    {
        await ServeAsync(Runbooks.Alerting, People.AddStaging);
        var devops = await SitAsync("devops");
        await devops.StartAsync();
        await devops.SayAsync("/migrate start short.md staging");
        await Expect(devops.State).ToHaveCountAsync(2);
        await devops.SayAsync("/migrate staging-2 page DBA: the disk is full");
        var dba = await SitAsync("dba");
        await dba.GoAsync("/runs/2");
        var intern = await SitAsync("intern");
        await intern.GoAsync("/runs");
        await devops.GoAsync("/runs/1");
        await devops.Page.Locator("details.more > summary").ClickAsync();
        await devops.PressAsync("Raise an alert");
        await devops.SubmitRaisedAsync("7 % of orders fail");

        var onIt = new LocatorGetByRoleOptions { NameRegex = new("^I'm on it") };
        await Expect(dba.Bar.GetByRole(AriaRole.Button, onIt)).ToBeInViewportAsync(new() { Ratio = 1 });
        await Expect(dba.Interruption).ToContainTextAsync("7 % of orders fail");
        await Expect(intern.Bar.GetByRole(AriaRole.Link).First).ToBeInViewportAsync(new() { Ratio = 1 });
        await Expect(intern.Bar.GetByRole(AriaRole.Button)).ToHaveCountAsync(0);
        // Where the board itself says it, nothing says it twice.
        await Expect(devops.Page.Locator(".attention-bar [data-board=board-1] button:visible")).ToHaveCountAsync(0);

        await dba.GoAsync("/runs");
        var page = dba.Bar.Locator(".decision").Filter(new() { HasText = "the disk is full" });
        await Expect(page.Locator("summary")).ToContainTextAsync("@devops");
        await Expect(page).ToContainTextAsync("Nobody has answered. Paged: @dba");
        await Screenshots.TakeAsync(dba, "56-page-on-the-list");
        await page.GetByRole(AriaRole.Button, onIt).ClickAsync();
        await Expect(page).ToHaveCountAsync(0);
        await Expect(dba.Page.Locator(".toast")).ToContainTextAsync("@dba");
        // Somebody else's is folded, and says on the fold what it is about and who that is.
        await devops.PressAsync("I'm on it");
        var folded = dba.Bar.Locator(".taken:not([open]) > summary");
        await Expect(folded).ToContainTextAsync("7 % of orders fail since");
        await Expect(folded).ToContainTextAsync("@devops has been on it since");
    }

    [Fact]
    public async Task Neither_the_row_under_the_pointer_nor_the_one_with_the_focus_moves_or_is_covered()
    {
        await ServeAsync(Runbooks.Alerting);
        var devops = await SitAsync("devops");
        await devops.StartAsync();
        var dba = await SitAsync("dba");
        await dba.GoAsync("/runs/1");
        var pointed = dba.Button("Mark done 1.1.2");
        await pointed.HoverAsync();
        await dba.Button("Mark done 1.1.1").FocusAsync();
        var before = (await pointed.BoundingBoxAsync())!;

        await devops.SayAsync(Raise);
        await Expect(dba.State).ToContainTextAsync("Alert");
        await IsUntouchedAsync(pointed, before);
        await IsUntouchedAsync(dba.Button("Mark done 1.1.1"), null);

        await devops.PressAsync("False alarm");
        await devops.AnswerAsync("How do you know?", "It was the load test, all is well");
        await devops.SubmitAsync();
        await Expect(dba.State).ToContainTextAsync("Running");
        await IsUntouchedAsync(pointed, before);
        await Expect(dba.Button("Mark done 1.1.1")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task A_start_leaves_the_reader_at_the_top_of_the_board_with_what_is_missing_in_view()
    {
        await ServeAsync(Runbooks.Alerting);
        var devops = await SitAsync("devops", Phone());
        await devops.SayAsync("/migrate note the channel is not empty");
        await devops.SayAsync("/migrate start");
        await Expect(devops.State).ToBeInViewportAsync(new() { Ratio = 1 });
        await Expect(devops.Page.Locator(".board .now")).ToBeInViewportAsync(new() { Ratio = 1 });
        await Expect(devops.Page.Locator(".board .row-gap").First).ToBeInViewportAsync(new() { Ratio = 1 });
    }

    [Fact]
    public async Task An_alert_sounds_once_and_notifies_whoever_looks_elsewhere_unless_they_switched_it_off()
    {
        await ServeAsync(Runbooks.Alerting);
        var devops = await SitAsync("devops");
        await devops.StartAsync();
        var po = await SitAsync("po");
        await po.RunFirstAsync(Senses);
        await po.GoAsync("/runs");
        await po.PressAsync("Alerts");
        await po.Page.GetByLabel("Notification of the browser").CheckAsync();
        await po.Page.EvaluateAsync("document.hasFocus = () => false");

        await devops.SayAsync(Raise);
        await Expect(po.Bar).ToBeVisibleAsync();
        await po.Page.WaitForFunctionAsync("sounded === 2 && notified.length === 1");
        (await po.Page.EvaluateAsync<string>("notified[0]")).ShouldStartWith("Alert · prod · 0 of 4 done | 7 % of orders fail");

        await po.Page.GetByLabel("Sound").UncheckAsync();
        await po.GoAsync("/runs");
        await po.PressAsync("Alerts");
        await Expect(po.Page.GetByLabel("Sound")).Not.ToBeCheckedAsync();
        await devops.SayAsync("/migrate raise Queries take three times as long: 3 s");
        await devops.PressAsync("I'm on it");
        await Expect(po.Bar.Locator(".taken")).ToBeAttachedAsync();
        (await po.Page.EvaluateAsync<int>("sounded")).ShouldBe(0);
    }

    [Fact]
    public async Task An_alert_reaches_whoever_has_a_dialog_open_and_leaves_what_they_typed()
    {
        await ServeAsync(Runbooks.Alerting);
        var devops = await SitAsync("devops");
        await devops.StartAsync();
        var dba = await SitAsync("dba");
        await dba.GoAsync("/runs/1");
        await dba.PressAsync("Skip 1.1.2");
        await dba.AnswerAsync("Reason", "Agreed by phone");
        await devops.SayAsync(Raise);

        var said = dba.Dialog.Locator("[aria-live=assertive] .dialog-alert").Filter(new() { HasText = "7 % of orders fail" });
        await Expect(said).ToBeInViewportAsync();
        await said.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(said).ToHaveCountAsync(0);
        await Expect(dba.Dialog.GetByLabel("Reason")).ToHaveValueAsync("Agreed by phone");
    }

    [Fact]
    public async Task What_is_refused_while_a_dialog_is_open_is_said_in_the_dialog()
    {
        await ServeAsync(Runbooks.Alerting);
        var devops = await SitAsync("devops");
        await devops.StartAsync();
        var intern = await SitAsync("intern");
        await intern.GoAsync("/runs/1");
        await intern.Page.Locator("details.more > summary").ClickAsync();
        await intern.PressAsync("Write a note");
        await intern.AnswerAsync("Note", "I saw it, too");
        await devops.SayAsync(Raise);
        await intern.Dialog.Locator(".dialog-alert").GetByRole(AriaRole.Button).ClickAsync();

        var why = intern.Dialog.Locator(".dialog-error[role=alert]");
        await Expect(why).ToContainTextAsync("@dba");
        await Expect(why).ToBeInViewportAsync(new() { Ratio = 1 });
        await Expect(intern.Dialog.GetByLabel("Note", new() { Exact = true })).ToHaveValueAsync("I saw it, too");
    }

    private async Task<(Tab Devops, Tab Dba)> WithAPhoneAtTheFootAsync()
    {
        await ServeAsync(Runbooks.Alerting);
        var devops = await SitAsync("devops");
        await devops.StartAsync();
        await devops.SayAsync("/migrate done 1.1.1");
        var dba = await SitAsync("dba", Phone());
        await Expect(dba.State).ToContainTextAsync("1 of 4 done");
        await dba.Page.EvaluateAsync("scrollTo(0, document.documentElement.scrollHeight)");
        await Expect(dba.State).Not.ToBeInViewportAsync();
        return (devops, dba);
    }

    private static BrowserNewContextOptions Phone() => new() { ViewportSize = new() { Width = 390, Height = 844 }, HasTouch = true, IsMobile = true };

    private static async Task IsUntouchedAsync(ILocator row, LocatorBoundingBoxResult? before)
    {
        (await ReceivesTheClickAsync(row)).ShouldBeTrue();
        if (before is not null) (await row.BoundingBoxAsync())!.Y.ShouldBe(before.Y, 1);
    }

    /// <summary>What stands in its middle is it and nothing that covers it.</summary>
    private static Task<bool> ReceivesTheClickAsync(ILocator button) => button.EvaluateAsync<bool>("""
        button => {
          const box = button.getBoundingClientRect();
          return document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2) === button;
        }
        """);
}
