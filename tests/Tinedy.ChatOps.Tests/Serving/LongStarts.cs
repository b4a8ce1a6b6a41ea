using Tinedy.ChatOps.Startup;
using Tinedy.ChatOps.Testing;

namespace Tinedy.ChatOps.Tests.Serving;

/// <summary>From the first line on, nothing takes longer than three seconds in silence.</summary>
public sealed class LongStarts : IDisposable
{
    private readonly ManualClock clock = new(new DateTimeOffset(2026, 12, 1, 22, 0, 0, TimeSpan.Zero));
    private readonly StringWriter said = new() { NewLine = "\n" };

    [Fact]
    public void What_takes_longer_than_three_seconds_says_what_it_is_and_how_far()
    {
        var done = 2;
        using var progress = new StartProgress(said, clock, "Starting the database");
        clock.Advance(TimeSpan.FromSeconds(2.9));
        said.ToString().ShouldBe("");
        clock.Advance(TimeSpan.FromSeconds(0.2));
        said.ToString().ShouldBe("Starting the database: 3 s so far.\n");

        progress.Say("Installing packages", () => $"{done} of 52 packages");
        clock.Advance(TimeSpan.FromSeconds(3));
        done = 40;
        clock.Advance(TimeSpan.FromSeconds(10));
        said.ToString().ShouldEndWith("Installing packages.\nInstalling packages: 2 of 52 packages, 3 s so far.\nInstalling packages: 40 of 52 packages, 13 s so far.\n");
    }

    [Fact]
    public void What_is_quick_says_nothing_and_neither_does_a_service_that_serves()
    {
        using (var progress = new StartProgress(said, clock, "Starting the database"))
        {
            for (var step = 0; step < 5; step++)
            {
                clock.Advance(TimeSpan.FromSeconds(2));
                progress.Begin("Another");
            }
        }
        clock.Advance(TimeSpan.FromMinutes(5));
        said.ToString().ShouldBe("");
    }

    public void Dispose() => said.Dispose();
}
