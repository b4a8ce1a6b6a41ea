namespace Tinedy.ChatOps.Browser.Tests.Stage;

/// <summary>
/// The machine's own Chromium, started once for all tests. Playwright's download is not used, so what is tested is what a
/// distribution ships. Without one a test is skipped on a laptop and fails where <c>CI=true</c>.
/// </summary>
public sealed class Chromium : IAsyncDisposable
{
    private const string Missing =
        "No Chromium was found. Install one (Debian: apt-get install -y --no-install-recommends chromium fonts-dejavu-core), or name it in CHATOPS_TEST_CHROMIUM.";

    /// <summary>Milliseconds until a page that does not change is a failed test; a change itself is not waited for a moment too long.</summary>
    public const float Patience = 60_000;

    private static readonly string[] Places =
    [
        "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/snap/bin/chromium",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium",
    ];

    private readonly Lazy<Task<(IPlaywright Driver, IBrowser Browser)>> started = new(StartAsync);

    /// <summary>A profile of its own: cookies, cache and focus are nobody else's.</summary>
    public async Task<IBrowserContext> OpenAsync(BrowserNewContextOptions options)
    {
        var (_, browser) = await started.Value;
        return await browser.NewContextAsync(options);
    }

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
