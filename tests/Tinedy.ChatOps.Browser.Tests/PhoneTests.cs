using System.Text;
using Tinedy.ChatOps.Browser.Tests.Stage;
using Tinedy.ChatOps.Testing;
using static Microsoft.Playwright.Assertions;

namespace Tinedy.ChatOps.Browser.Tests;

/// <summary>A phone of 390 by 844 in somebody's hand at night.</summary>
public sealed class PhoneTests(Chromium chromium, PostgresServer postgres) : ConsoleTest(chromium, postgres)
{
    private const int ManySteps = 9;

    [Fact]
    public async Task What_decides_a_rollback_or_a_signature_is_on_the_screen_as_soon_as_its_dialog_is()
    {
        await ServeAsync(WithManySteps());
        var dba = await SitAsync("dba", Phone());
        await dba.StartAsync();
        for (var item = 1; item < ManySteps; item++) await dba.SayAsync(FormattableString.Invariant($"/migrate skip 1.1.{item} not needed this time, it was looked at on Friday"));
        await dba.PressAsync("Run 1.2.1");
        await dba.SubmitAsync();

        await Expect(dba.State).ToContainTextAsync("Waiting for sign-off");
        await dba.PressAsync("Sign off");
        await Expect(dba.Dialog.GetByText("not needed this time").First).ToBeAttachedAsync();
        await IsOnTheScreenAsync(dba, dba.Dialog.GetByRole(AriaRole.Radio, new() { Name = "I sign", Exact = true }));
        await Screenshots.TakeAsync(dba, "52-sign-off-on-a-phone");
        await dba.Page.Keyboard.PressAsync("Escape");

        await dba.PressAsync("Roll back");
        await Expect(dba.Dialog.GetByText("2.1.9")).ToBeAttachedAsync();
        await IsOnTheScreenAsync(dba, dba.Dialog.GetByLabel("Type the run's id"));
        await Screenshots.TakeAsync(dba, "53-rollback-on-a-phone");
    }

    [Fact]
    public async Task Who_opens_the_chat_of_a_run_sees_its_board_from_the_top_and_after_a_long_talk_the_newest_line_and_the_way_to_the_board()
    {
        await ServeAsync(WithManySteps());
        var dba = await SitAsync("dba", Phone());
        await dba.StartAsync();
        await dba.SayAsync("/migrate skip 1.1.1 not needed this time");

        await dba.GoAsync("/");
        await Expect(dba.State).ToBeInViewportAsync();
        await Expect(dba.Board.GetByRole(AriaRole.Heading).First).ToBeInViewportAsync();

        for (var line = 1; line <= 12; line++) await dba.SayAsync(FormattableString.Invariant($"the disk was looked at, time {line}"));
        await Expect(dba.Page.Locator(".line").Last).ToBeInViewportAsync();
        await dba.GoAsync("/");
        await Expect(dba.Page.Locator(".line").Last).ToBeInViewportAsync();
        await Expect(dba.State).Not.ToBeInViewportAsync();
        var way = dba.Page.Locator(".board-line");
        await Expect(way).ToBeInViewportAsync(new() { Ratio = 1 });
        await Expect(way).ToContainTextAsync("Running · prod · 1 of 9, 1 skipped");
        await Expect(way).ToContainTextAsync("8 items are open in phase 1");
        await Screenshots.TakeAsync(dba, "57-the-way-to-the-board");
        await way.ClickAsync();
        await Expect(dba.State).ToBeInViewportAsync(new() { Ratio = 1 });
        await Expect(way).ToBeHiddenAsync();
    }

    [Fact]
    public async Task A_refused_rollback_says_why_on_the_screen_and_aloud_and_nothing_lies_over_it()
    {
        var dba = await AtTheRollbackAsync();
        await dba.AnswerAsync("Type the run's id", "prod-99");
        await dba.Submit.ClickAsync();

        var why = dba.ErrorUnder("Type the run's id");
        await Expect(why).ToContainTextAsync("Not started:");
        await IsOnTheScreenAsync(dba, why);
        await IsOnTheScreenAsync(dba, dba.Dialog.GetByLabel("Type the run's id"));
        // Pictures are taken in other sizes too, which scrolls the dialog.
        await Screenshots.TakeAsync(dba, "54-refused-rollback-on-a-phone");
        // With the keyboard of the phone open.
        await dba.Page.SetViewportSizeAsync(390, 520);
        await dba.Submit.ClickAsync();
        await IsOnTheScreenAsync(dba, why);
    }

    [Fact]
    public async Task A_list_that_is_cut_off_in_a_dialog_says_so_until_its_end_is_seen_and_nothing_says_it_within_a_field()
    {
        var dba = await AtTheRollbackAsync();
        await Expect(dba.Dialog).ToContainTextAsync(FormattableString.Invariant($"{ManySteps} steps follow"));
        var steps = dba.Dialog.GetByRole(AriaRole.Group, new() { Name = "What it is about" });
        await Expect(steps).ToHaveAttributeAsync("data-more", new System.Text.RegularExpressions.Regex(@"^\d more ↓$"));
        await steps.EvaluateAsync("steps => steps.scrollTo(0, steps.scrollHeight)");
        await Expect(steps).Not.ToHaveAttributeAsync("data-more", new System.Text.RegularExpressions.Regex("."));
        // A small phone: what may be left out is below the fold, and what decides is not.
        await dba.Page.SetViewportSizeAsync(340, 700);
        await Expect(dba.Dialog.Locator(".dialog-scroll + .dialog-more")).ToBeVisibleAsync();
        await IsOnTheScreenAsync(dba, dba.Dialog.GetByLabel("Type the run's id"));
        await dba.Page.SetViewportSizeAsync(390, 844);
        var why = dba.Dialog.GetByLabel("Why", new() { Exact = true });
        await Expect(why).ToHaveAccessibleDescriptionAsync("optional");
        await Expect(dba.Dialog.GetByText("optional", new() { Exact = true })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_message_about_many_items_takes_three_lines_until_it_is_opened()
    {
        await ServeAsync(WithManySteps());
        var dba = await SitAsync("dba", Phone());
        await dba.StartAsync();
        await dba.SayAsync("/migrate done 1.1.1 1.1.2 1.1.3 1.1.4 1.1.5 1.1.6 1.1.7 1.1.8");

        var toast = dba.Page.Locator(".toast");
        await Expect(toast).ToContainTextAsync("1.1.8");
        await Screenshots.TakeAsync(dba, "55-long-message-on-a-phone");
        (await toast.BoundingBoxAsync())!.Height.ShouldBeLessThan(844 / 5);
        await Expect(toast.GetByRole(AriaRole.Button, new() { Name = "Close this message" })).ToBeInViewportAsync(new() { Ratio = 1 });
        await toast.GetByRole(AriaRole.Button, new() { Name = "All of it" }).ClickAsync();
        var last = toast.Locator(".toast-text");
        await last.EvaluateAsync("text => text.scrollTo(0, text.scrollHeight)");
        await Expect(toast.GetByRole(AriaRole.Button, new() { Name = "Less" })).ToHaveAttributeAsync("aria-expanded", "true");
        await Expect(toast.GetByRole(AriaRole.Button, new() { Name = "Close this message" })).ToBeInViewportAsync(new() { Ratio = 1 });
        await toast.GetByRole(AriaRole.Button, new() { Name = "Close this message" }).ClickAsync();
        await Expect(toast).ToHaveCountAsync(0);
    }

    private async Task<Tab> AtTheRollbackAsync()
    {
        await ServeAsync(WithManySteps());
        var dba = await SitAsync("dba", Phone());
        await dba.StartAsync();
        await dba.PressAsync("Roll back");
        await Expect(dba.Submit).ToBeVisibleAsync();
        return dba;
    }

    private static BrowserNewContextOptions Phone() => new() { ViewportSize = new() { Width = 390, Height = 844 }, HasTouch = true, IsMobile = true };

    private static async Task IsOnTheScreenAsync(Tab tab, ILocator field)
    {
        await Expect(tab.Submit).ToBeInViewportAsync(new() { Ratio = 1 });
        await Expect(field).ToBeInViewportAsync(new() { Ratio = 1 });
        (await field.EvaluateAsync<bool>("""
            field => {
              const box = field.getBoundingClientRect();
              return field.contains(document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2));
            }
            """)).ShouldBeTrue("Something lies over it.");
    }

    /// <summary>As long as real checklists are: skipped items for a signature, steps for a rollback.</summary>
    private static string WithManySteps()
    {
        var text = new StringBuilder("# Long migration\n\n## Change\n\n### Preparation\n");
        for (var item = 1; item < ManySteps; item++) text.Append($"- [ ] Table {item} of the customer database looked at by two people\n");
        text.Append("\n### Execution\n- [ ] Tables copied\n  ```bash {name=copy timeout=15m}\n  echo copied\n  ```\n");
        text.Append("\n## Emergency Procedures\n\n### Rollback Execution\n");
        for (var step = 1; step <= ManySteps; step++) text.Append($"- [ ] Service {step} stopped and its old version started again\n");
        return text.Append("\n## Sign-off\n\n### Technical Approval\n- [ ] **Database Administrator** - _________________ Date: _______\n").ToString();
    }
}
