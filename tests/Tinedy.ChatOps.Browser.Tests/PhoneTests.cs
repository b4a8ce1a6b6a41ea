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
        var dba = await SitAsync("dba", new() { ViewportSize = new() { Width = 390, Height = 844 }, HasTouch = true, IsMobile = true });
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
        text.Append("\n### Execution\n- [ ] Tables copied\n  ```bash {name=copy timeout=1m}\n  echo copied\n  ```\n");
        text.Append("\n## Emergency Procedures\n\n### Rollback Execution\n");
        for (var step = 1; step <= ManySteps; step++) text.Append($"- [ ] Service {step} stopped and its old version started again\n");
        return text.Append("\n## Sign-off\n\n### Technical Approval\n- [ ] **Database Administrator** - _________________ Date: _______\n").ToString();
    }
}
