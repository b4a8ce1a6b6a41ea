using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Tinedy.ChatOps.Browser.Tests.Stage;
using Tinedy.ChatOps.Testing.Surfaces;
using static Microsoft.Playwright.Assertions;

namespace Tinedy.ChatOps.Browser.Tests.Surfaces;

/// <summary>One person at a browser of their own. The phases are on the page of the run, everything else in the chat.</summary>
internal sealed class ConsoleSeat(Func<Task<Tab>> open) : ISeat
{
    /// <summary>What somebody typed must be a text and nothing else, wherever it stands.</summary>
    private const string Looking = """
        root => {
          const alive = root.querySelector('.foreign *');
          if (alive) throw new Error('It came alive: ' + alive.outerHTML);
          const said = one => one.textContent.trim();
          return JSON.stringify({
            Words: root.innerText,
            Buttons: [...root.querySelectorAll('button')].map(button => ({ Label: said(button), Accessible: button.getAttribute('aria-label') ?? said(button) })),
          });
        }
        """;

    private const string LookingAtADialog = """
        root => {
          const said = one => one?.textContent.trim() ?? null;
          const answer = field => {
            const typed = field.querySelector('textarea, select, input:not([type=radio])');
            if (typed?.selectedOptions) return said(typed.selectedOptions[0]);
            return typed ? typed.value : said(field.querySelector('input:checked')?.closest('label')) ?? '';
          };
          return JSON.stringify({
            Title: said(root.querySelector('h2')),
            Words: root.innerText,
            Command: root.querySelector('.command')?.textContent ?? null,
            Submit: said(root.querySelector('button[type=submit]')),
            Fields: [...root.querySelectorAll('.field')].map(field => ({
              Label: said(field.querySelector('legend, label')), Answer: answer(field), Error: said(field.querySelector('.error')),
            })),
          });
        }
        """;

    private readonly Lazy<Task<Tab>> tab = new(open);

    public Task<Tab> TabAsync() => tab.Value;

    public async Task TypeAsync(string line) => await (await InTheChatAsync()).SayAsync("/migrate " + line);

    public async Task PressAsync(string button)
    {
        var tab = await TabAsync();
        var found = Buttons(tab, button).First;
        await Expect(found).ToBeAttachedAsync();
        if (!await found.IsVisibleAsync()) await tab.Page.Locator("details.more:not([open]) > summary").ClickAsync();
        await found.ClickAsync();
    }

    public async Task<SeenContent> BoardAsync(string saying)
    {
        var tab = await InTheChatAsync();
        var board = tab.Page.Locator(".line:has(.pin) article.board");
        await SaysAsync(board, saying);
        await Expect(board).ToHaveCountAsync(1);
        return await SeeAsync(board);
    }

    public async Task<SeenContent> ThreadAsync(string saying)
    {
        var tab = await InTheChatAsync();
        var opener = tab.Page.Locator(".under-board button");
        await Expect(opener).ToBeEnabledAsync();
        // By key: when the board above it changes, the button moves away between the two halves of a mouse click.
        if (await opener.GetAttributeAsync("aria-expanded") == "false") await opener.PressAsync("Enter");
        var thread = tab.Page.Locator(".thread-pane");
        // It may be among the earlier replies, which are folded.
        await Expect(thread).ToContainTextAsync(saying);
        await thread.EvaluateAsync("pane => { for (const fold of pane.querySelectorAll('details')) fold.open = true; }");
        await SaysAsync(thread, saying);
        return await SeeAsync(thread);
    }

    public async Task<SeenContent> PhaseAsync(string heading)
    {
        var tab = await TabAsync();
        var phase = tab.Page.GetByRole(AriaRole.Navigation, new() { Name = "Phases" }).GetByRole(AriaRole.Button, new() { NameRegex = new("^" + Regex.Escape(heading)) });
        if (await phase.CountAsync() == 0) await PressAsync("All phases");
        await phase.ClickAsync();
        var panel = tab.Page.Locator(".panel").And(tab.Page.GetByLabel(heading));
        await Expect(panel).ToBeVisibleAsync();
        return await SeeAsync(panel);
    }

    public async Task<string> ChannelAsync(string saying)
    {
        var notice = (await InTheChatAsync()).Page.Locator(".line-notice").Filter(new() { HasText = saying }).Last;
        await SaysAsync(notice, saying);
        return (await SeeAsync(notice)).Words;
    }

    public async Task<string> ToldAsync(string saying)
    {
        var told = Told(await TabAsync()).Filter(new() { HasText = saying }).Last;
        await SaysAsync(told, saying);
        return (await SeeAsync(told)).Words;
    }

    public async Task<IReadOnlyList<string>> AllToldAsync() => [.. (await Told(await TabAsync()).AllInnerTextsAsync()).Select(SeenContent.InOneLine)];

    public async Task<SeenDialog> DialogAsync()
    {
        var tab = await WithADialogAsync();
        var seen = JsonSerializer.Deserialize<SeenDialog>(await tab.Dialog.EvaluateAsync<string>(LookingAtADialog))!;
        return seen with { Words = (await SeeAsync(tab.Dialog)).Words };
    }

    public async Task FillInAsync(string field, string answer)
    {
        var tab = await WithADialogAsync();
        var choices = tab.Dialog.GetByRole(AriaRole.Group, new() { Name = field, Exact = true });
        if (await choices.CountAsync() > 0)
        {
            await choices.GetByLabel(answer, new() { Exact = true }).CheckAsync();
            return;
        }
        var control = tab.Dialog.GetByLabel(field, new() { Exact = true });
        if (await control.EvaluateAsync<string>("control => control.tagName") == "SELECT") await control.SelectOptionAsync(new SelectOptionValue { Label = answer });
        else await control.FillAsync(answer);
    }

    public async Task SendAsync() => await (await WithADialogAsync()).SubmitAsync();

    public async Task<SeenDialog> SendInVainAsync()
    {
        var tab = await WithADialogAsync();
        await tab.Submit.ClickAsync();
        await Expect(tab.Dialog.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        return await DialogAsync();
    }

    public async Task<string> FileAsync(Func<Task> asking) => Encoding.UTF8.GetString(await (await TabAsync()).DownloadAsync(asking));

    private async Task<Tab> InTheChatAsync()
    {
        var tab = await TabAsync();
        if (await tab.Dialog.IsVisibleAsync()) await tab.Page.Keyboard.PressAsync("Escape");
        if (new Uri(tab.Page.Url).AbsolutePath != "/") await tab.GoAsync("/");
        return tab;
    }

    private async Task<Tab> WithADialogAsync()
    {
        var tab = await TabAsync();
        await Expect(tab.Submit).ToBeVisibleAsync();
        return tab;
    }

    /// <summary>By the beginning of the accessible name, or by what is written on it.</summary>
    private static ILocator Buttons(Tab tab, string name)
    {
        var front = tab.Page.Locator("main button");
        var called = Regex.Escape(name);
        return front.And(tab.Page.Locator($"[aria-label^=\"{name} \"], [aria-label^=\"{name}:\"], [aria-label=\"{name}\"]"))
            .Or(front.Filter(new() { HasTextRegex = new($"^{called}…?$") }));
    }

    private static ILocator Told(Tab tab) => tab.Page.Locator(".line-private .said, .toast > span");

    private static Task SaysAsync(ILocator where, string saying) => Expect(where).ToContainTextAsync(saying, new() { UseInnerText = true });

    private static async Task<SeenContent> SeeAsync(ILocator where)
    {
        var seen = JsonSerializer.Deserialize<SeenContent>(await where.EvaluateAsync<string>(Looking))!;
        return seen with { Words = SeenContent.InOneLine(seen.Words) };
    }
}
