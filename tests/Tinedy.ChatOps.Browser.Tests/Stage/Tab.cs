using System.Globalization;
using System.Text.RegularExpressions;

namespace Tinedy.ChatOps.Browser.Tests.Stage;

/// <summary>
/// One person at a browser of their own. Whatever the browser complains about meanwhile (an error on its console, a breach of the
/// content security policy, an exception, a box that a script opened) fails the test when it ends.
/// </summary>
internal sealed class Tab : IAsyncDisposable
{
    private readonly Chromium chromium;
    private readonly BrowserNewContextOptions options;
    private readonly Uri address;
    private readonly string name;
    private readonly List<string> complaints = [];

    private bool changed;

    private Tab(Chromium chromium, BrowserNewContextOptions options, IPage page, Uri address, string name)
    {
        (this.chromium, this.options, Page, this.address, this.name) = (chromium, options, page, address, name);
        page.Console += OnConsole;
        page.PageError += OnError;
        page.Dialog += OnDialog;
    }

    public IPage Page { get; }

    /// <summary>What the browser complained about so far.</summary>
    public IReadOnlyList<string> Complaints
    {
        get
        {
            lock (complaints) return [.. complaints];
        }
    }

    public ILocator Composer => Page.GetByRole(AriaRole.Combobox, new() { NameRegex = new("^Message as") });

    public ILocator Dialog => Page.GetByRole(AriaRole.Dialog);

    public ILocator Board => Page.Locator("article.board");

    /// <summary>The state line of the board or of the run's page.</summary>
    public ILocator State => Page.Locator(".state");

    /// <summary>What needs a person, where it is brought into view.</summary>
    public ILocator Bar => Page.Locator(".attention-bar[data-shown]");

    /// <summary>What interrupts whoever listens to the page.</summary>
    public ILocator Interruption => Page.Locator("main [role=alert].visually-hidden");

    /// <summary>The newest line that only this person sees, without its head.</summary>
    public ILocator OnlyYou => Page.GetByRole(AriaRole.Log).GetByRole(AriaRole.Listitem).Filter(new() { HasText = "Only you" }).Last.Locator(".said");

    public static async Task<Tab> OpenAsync(Chromium chromium, Uri address, string name, BrowserNewContextOptions? options = null)
    {
        options ??= new() { ViewportSize = new() { Width = 1280, Height = 900 } };
        options.TimezoneId ??= "Europe/Berlin";
        options.AcceptDownloads = true;
        // A sign that turns while something works would have the whole page drawn sixty times a second.
        options.ReducedMotion ??= ReducedMotion.Reduce;
        var tab = new Tab(chromium, options, await chromium.OpenAsync(options), address, name);
        tab.Page.SetDefaultTimeout(Chromium.Patience);
        await tab.GoAsync("/");
        return tab;
    }

    /// <summary>Goes to a page of the console as this person, and waits until it is alive.</summary>
    public async Task GoAsync(string path)
    {
        await Page.GotoAsync(new Uri(address, $"{path}?as={name}").ToString());
        await AliveAsync();
    }

    /// <summary>Alive: the server listens to this page and knows the browser's zone. Until then the choice of a person is disabled.</summary>
    public Task AliveAsync() => Assertions.Expect(Page.GetByLabel("You are")).ToBeEnabledAsync();

    public async Task SayAsync(string line)
    {
        await Composer.FillAsync(line);
        await Composer.PressAsync("Enter");
        await Assertions.Expect(Composer).ToHaveValueAsync("");
        await Assertions.Expect(Page.GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true })).Not.ToHaveAttributeAsync("aria-busy", "true");
    }

    /// <summary>Starts the default runbook and waits for its board.</summary>
    public async Task StartAsync()
    {
        await SayAsync("/migrate start");
        await Assertions.Expect(Board).ToBeVisibleAsync();
        await Assertions.Expect(State).ToContainTextAsync("Running");
    }

    /// <summary>By its accessible name, which for a row begins with the verb and the item's number.</summary>
    public ILocator Button(string accessibleName) => Page.GetByRole(AriaRole.Button, new() { NameRegex = new($"^{Regex.Escape(accessibleName)}( |…|:|$)") });

    /// <summary>How the composer's line may go on.</summary>
    public ILocator Completions => Page.GetByRole(AriaRole.Listbox, new() { Name = "How the line may go on" }).GetByRole(AriaRole.Option);

    /// <summary>What stands under a field of the dialog about what was filled in.</summary>
    public ILocator ErrorUnder(string label) => Dialog.Locator(".field").Filter(new() { Has = Page.GetByLabel(label) }).GetByRole(AriaRole.Alert);

    public Task PressAsync(string accessibleName) => Button(accessibleName).First.ClickAsync();

    /// <summary>The row of an item on the board or the run's page, found by its number.</summary>
    public ILocator Row(string number) => Page.Locator(".panel .row").Filter(new()
    {
        Has = Page.Locator(".row-text", new() { HasTextRegex = new($@"^\s*{Regex.Escape(number)} ") }),
    });

    /// <summary>The button in a dialog that does what the dialog is about.</summary>
    public ILocator Submit => Dialog.Locator("button[type=submit]");

    public async Task AnswerAsync(string label, string text) =>
        await Dialog.GetByLabel(label).FillAsync(text);

    /// <summary>Fills in the dialog of an alert and sends it.</summary>
    public async Task SubmitRaisedAsync(string symptom)
    {
        await Dialog.GetByRole(AriaRole.Radio).First.CheckAsync();
        await Dialog.Locator("textarea, input[type=text]").First.FillAsync(symptom);
        await SubmitAsync();
    }

    public async Task SubmitAsync()
    {
        await Submit.ClickAsync();
        await Assertions.Expect(Dialog).ToBeHiddenAsync();
    }

    /// <summary>Marks an item done and waits until the row says so.</summary>
    public async Task TickAsync(string number)
    {
        await PressAsync($"Mark done {number}");
        await Assertions.Expect(Button($"Mark done {number}")).ToHaveCountAsync(0);
    }

    public async Task<byte[]> DownloadAsync(Func<Task> press)
    {
        var download = await Page.RunAndWaitForDownloadAsync(press);
        await using var stream = await download.CreateReadStreamAsync();
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, TestContext.Current.CancellationToken);
        return bytes.ToArray();
    }

    /// <summary>For a test that cuts the line to the server: what the browser said about that is expected.</summary>
    public void Forgive(Regex expected)
    {
        lock (complaints) complaints.RemoveAll(complaint => expected.IsMatch(complaint));
    }

    /// <summary>Runs a script before each page's own. The browser's page is nobody else's after it.</summary>
    public Task RunFirstAsync(string script)
    {
        changed = true;
        return Page.AddInitScriptAsync(script);
    }

    public async ValueTask DisposeAsync()
    {
        Page.Console -= OnConsole;
        Page.PageError -= OnError;
        Page.Dialog -= OnDialog;
        await (changed ? Page.Context.CloseAsync() : chromium.ReturnAsync(Page, options));
    }

    public override string ToString() => name;

    private void OnConsole(object? sender, IConsoleMessage message)
    {
        if (message.Type is "error" or "warning") Complain(string.Create(CultureInfo.InvariantCulture, $"{message.Type}: {message.Text} ({message.Location})"));
    }

    private void OnError(object? sender, string error) => Complain("exception: " + error);

    private async void OnDialog(object? sender, IDialog dialog)
    {
        Complain($"a script opened a box: {dialog.Message}");
        await dialog.DismissAsync();
    }

    private void Complain(string complaint)
    {
        lock (complaints) complaints.Add($"@{name}: {complaint}");
    }
}
