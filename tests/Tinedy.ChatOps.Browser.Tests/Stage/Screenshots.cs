using System.Globalization;
using Tinedy.ChatOps.Testing;

namespace Tinedy.ChatOps.Browser.Tests.Stage;

/// <summary>
/// Pictures of a moment for people to look at, on a desk and on a phone, by day and by night. They decide nothing and cost a browser without
/// a graphics card its time, so they are taken where <c>CHATOPS_TEST_PICTURES=true</c>, as in <c>.ci/long</c>.
/// </summary>
internal static class Screenshots
{
    private static readonly bool AreWanted = Environment.GetEnvironmentVariable("CHATOPS_TEST_PICTURES") == "true";

    private static readonly (int Width, int Height)[] Sizes = [(1280, 900), (390, 844)];

    /// <summary>Ignored by git; the last run's pictures stay.</summary>
    public static string Folder { get; } = Path.Combine(Repository.Root, "artifacts", "screenshots");

    /// <summary>The whole page, or what is seen of it while a dialog is open.</summary>
    public static async Task TakeAsync(Tab tab, string moment)
    {
        if (!AreWanted) return;
        var page = tab.Page;
        var before = page.ViewportSize!;
        foreach (var (width, height) in Sizes)
        {
            await page.SetViewportSizeAsync(width, height);
            foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
            {
                await page.EmulateMediaAsync(new() { ColorScheme = scheme });
                await page.EvaluateAsync("scrollTo(0, document.documentElement.scrollHeight)");
                var name = string.Create(CultureInfo.InvariantCulture, $"{moment}-{width}-{scheme.ToString().ToLowerInvariant()}.png");
                await page.ScreenshotAsync(new()
                {
                    Path = Path.Combine(Folder, name),
                    FullPage = !await tab.Dialog.IsVisibleAsync(),
                    Animations = ScreenshotAnimations.Disabled,
                });
            }
        }
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        await page.SetViewportSizeAsync(before.Width, before.Height);
        TestContext.Current.TestOutputHelper?.WriteLine($"Pictures of {moment}: {Folder}");
    }
}
