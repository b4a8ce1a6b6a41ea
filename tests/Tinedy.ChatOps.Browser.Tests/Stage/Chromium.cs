using System.Collections.Concurrent;
using System.Text.Json;

namespace Tinedy.ChatOps.Browser.Tests.Stage;

/// <summary>
/// The machine's own Chromium, started once for all tests. Playwright's download is not used, so what is tested is what a
/// distribution ships. Without one a test is skipped on a laptop and fails where <c>CI=true</c>.
/// </summary>
public sealed class Chromium : IAsyncDisposable
{
    private const string Missing =
        "No Chromium was found. Install one (Debian: apt-get install -y --no-install-recommends chromium-headless-shell fonts-dejavu-core), or name it in CHATOPS_TEST_CHROMIUM.";

    /// <summary>Milliseconds until a page that does not change is a failed test; a change itself is not waited for a moment too long.</summary>
    public const float Patience = 60_000;

    private static readonly string[] Places =
    [
        "/usr/bin/chromium-headless-shell", "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/snap/bin/chromium",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium",
    ];

    private readonly ConcurrentDictionary<string, ConcurrentBag<IPage>> idle = [];
    private readonly Lazy<Task<(IPlaywright Driver, IBrowser Browser)>> started = new(StartAsync);

    /// <summary>
    /// An empty page in a profile of its own: cookies, cache and focus are nobody else's meanwhile. It may have served an earlier test (each
    /// test's service has a port of its own, so nothing of it is seen): a new one costs two seconds of processor time.
    /// </summary>
    public async Task<IPage> OpenAsync(BrowserNewContextOptions options)
    {
        var kept = idle.GetOrAdd(Key(options), _ => new()).TryTake(out var page) ? page : null;
        if (kept is null)
        {
            var (_, browser) = await started.Value;
            return await (await browser.NewContextAsync(options)).NewPageAsync();
        }
        if (options.ViewportSize is { } size) await kept.SetViewportSizeAsync(size.Width, size.Height);
        await kept.EmulateMediaAsync(new() { ColorScheme = options.ColorScheme, ReducedMotion = options.ReducedMotion });
        return kept;
    }

    /// <summary>Gives a page back for who opens one with the same options next.</summary>
    public async Task ReturnAsync(IPage page, BrowserNewContextOptions options)
    {
        foreach (var popup in page.Context.Pages.ToArray().Except([page])) await popup.CloseAsync();
        await page.UnrouteAllAsync();
        await page.GotoAsync("about:blank");
        idle[Key(options)].Add(page);
    }

    private static string Key(BrowserNewContextOptions options) => JsonSerializer.Serialize(options);

    public async ValueTask DisposeAsync()
    {
        if (!started.IsValueCreated || !started.Value.IsCompletedSuccessfully) return;
        var (driver, browser) = await started.Value;
        await browser.CloseAsync();
        driver.Dispose();
    }

    private static async Task<(IPlaywright, IBrowser)> StartAsync()
    {
        var program = Find();
        Assertions.SetDefaultExpectTimeout(Patience);
        var driver = await Playwright.CreateAsync();
        return (driver, await driver.Chromium.LaunchAsync(new()
        {
            ExecutablePath = program,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                // A page of the same site needs no process of its own: half of what a test costs is starting one.
                "--process-per-site",
                "--disable-background-networking", "--disable-component-update", "--disable-sync",
            ],
        }));
    }

    private static string Find()
    {
        var named = Environment.GetEnvironmentVariable("CHATOPS_TEST_CHROMIUM");
        var found = string.IsNullOrEmpty(named) ? Places.FirstOrDefault(File.Exists) : named;
        if (found is null) Needs.Skip(Missing);
        return found!;
    }
}
