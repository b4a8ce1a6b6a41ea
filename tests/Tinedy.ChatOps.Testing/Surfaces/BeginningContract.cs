namespace Tinedy.ChatOps.Testing.Surfaces;

/// <summary>A run that is to begin later: for which moment, and which one instead.</summary>
public abstract class BeginningContract(Func<string, Task<ISurface>> open) : SurfaceContract(open)
{
    [Fact]
    public async Task A_scheduled_run_is_moved_by_button_and_what_is_no_moment_stands_under_its_field()
    {
        await OpenAsync();
        await As("devops").TypeAsync("schedule tomorrow 22:00 UTC");
        await As("po").BoardAsync("Scheduled · prod");
        await As("po").PressAsync("Move");
        await As("po").ToldAsync("Not scheduled: only operators of prod can.");

        await As("devops").BoardAsync("Scheduled · prod");
        await As("devops").PressAsync("Move");
        (await As("devops").DialogAsync()).Words.ShouldContain("Everyone who was told hears of the new moment.");
        await As("devops").FillInAsync("When", "soon");
        var wrong = await As("devops").SendInVainAsync();
        (wrong["When"].Answer, wrong["When"].Error).ShouldBe(("soon", "Not scheduled: \"soon\" is no moment. Write one like 2026-12-01 22:00 Europe/Berlin, tomorrow 22:00, or 22:00."));
        await As("devops").FillInAsync("When", "tomorrow 23:00 UTC");
        await As("devops").SendAsync();

        (await As("po").BoardAsync("23:00 UTC")).Words.ShouldNotContain("22:00 UTC");
    }
}
