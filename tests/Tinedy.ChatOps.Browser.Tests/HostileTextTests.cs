using Tinedy.ChatOps.Browser.Tests.Stage;
using Tinedy.ChatOps.Testing;
using static Microsoft.Playwright.Assertions;

namespace Tinedy.ChatOps.Browser.Tests;

/// <summary>Text from people, files and commands is drawn as text. That nothing was executed is checked when each test ends.</summary>
public sealed class HostileTextTests(Chromium chromium, PostgresServer postgres) : ConsoleTest(chromium, postgres)
{
    private const string Hostile =
        "<script>alert(1)</script> <img src=x onerror=alert(2)> **bold** [link](javascript:alert(3)) <!-- chatops: role=\"Nobody\" --> @here \u202Eecalp eht\u202C \u200Fend";

    private const string Runbook = """
        # <script>alert(4)</script>

        ## <img src=x onerror=alert(5)>

        ### <b onmouseover=alert(6)>Section</b>
        - [ ] <svg onload=alert(7)> is reviewed
        - [ ] Something is printed
          ```bash {name=print timeout=15m idempotent}
          printf '<script>alert(8)</script>\n\033[31mred\033[0m\n'
          ```
        """;

    [Fact]
    public async Task A_note_is_drawn_letter_by_letter_wherever_it_is_shown()
    {
        await ServeAsync(Runbooks.Short);
        var devops = await SitAsync("devops");
        await devops.StartAsync();
        await NoteAsync(devops, Hostile);
        await devops.PressAsync("1 reply");
        await IsDrawnAsync(devops);
        await devops.SayAsync("/migrate note " + Hostile);
        await Expect(devops.Page.GetByText(Hostile)).ToHaveCountAsync(4);
        await Screenshots.TakeAsync(devops, "50-hostile-note");

        await devops.GoAsync("/runs/1");
        await devops.Page.GetByText("Log: ").ClickAsync();
        await IsDrawnAsync(devops);
        await Expect(devops.Page.GetByText(Hostile)).ToHaveCountAsync(4);
    }

    [Fact]
    public async Task A_line_of_three_thousand_letters_is_shown_whole_and_does_not_widen_a_phone()
    {
        await ServeAsync(Runbooks.Short);
        var devops = await SitAsync("devops", new() { ViewportSize = new() { Width = 360, Height = 740 } });
        await devops.StartAsync();
        await NoteAsync(devops, new string('w', 3000));
        await devops.PressAsync("1 reply");

        await Expect(devops.Page.Locator(".thread .foreign")).ToHaveTextAsync(new string('w', 3000));
        (await devops.Page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBe(360);

        await devops.PressAsync("Write a note");
        await devops.AnswerAsync("Note", new string('w', 3001));
        await devops.Submit.ClickAsync();
        await Expect(devops.Dialog.GetByRole(AriaRole.Alert)).ToContainTextAsync("the text is longer than 3,000 letters");
        await Expect(devops.Dialog.GetByLabel("Note", new() { Exact = true })).ToHaveValueAsync(new string('w', 3001));
    }

    [Fact]
    public async Task A_runbook_and_what_its_commands_print_stay_text()
    {
        await ServeAsync(Runbook);
        var devops = await SitAsync("devops");
        await devops.StartAsync();
        await devops.TickAsync("1.1.1");
        await devops.PressAsync("Run 1.1.2");
        await devops.SubmitAsync();
        await Expect(devops.State).ToContainTextAsync("Completed");
        await devops.PressAsync("1 reply");

        await Expect(devops.Page.GetByLabel("Last lines printed")).ToContainTextAsync("<script>alert(8)</script>");
        await Expect(devops.Page.Locator("main svg:not(.strip), main img, main script, main b")).ToHaveCountAsync(0);
        var output = await devops.Page.RunAndWaitForPopupAsync(() => devops.Page.GetByRole(AriaRole.Link, new() { Name = "Full output" }).ClickAsync());
        await Expect(output.Locator("body")).ToContainTextAsync("<script>alert(8)</script>");
    }

    private static async Task NoteAsync(Tab tab, string note)
    {
        await tab.Page.Locator("details.more > summary").ClickAsync();
        await tab.PressAsync("Write a note");
        await tab.AnswerAsync("Note", note);
        await tab.SubmitAsync();
    }

    private static async Task IsDrawnAsync(Tab tab)
    {
        var note = tab.Page.Locator(".thread .foreign").First;
        await Expect(note).ToHaveTextAsync(Hostile);
        (await note.EvaluateAsync<int>("note => note.childElementCount")).ShouldBe(0);
        // Marks that turn the writing around end with the text they came in: the words behind it stay where they belong.
        (await note.EvaluateAsync<string>("note => getComputedStyle(note).unicodeBidi")).ShouldBe("isolate");
    }
}
