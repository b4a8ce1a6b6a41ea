using System.Collections.Concurrent;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Testing;

namespace Tinedy.ChatOps.Tests.Crashes;

/// <summary>Each story happens once, and every test that judges it reads the same one.</summary>
public sealed class CrashStories(PostgresServer server) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<Task<CrashStory>>> told = new();

    /// <summary>
    /// Every crash point there is, struck the first time it is reached; and those of every click again in the middle of the run:
    /// the fourth commit is the click that pages somebody, the fifth how the page was delivered, the seventh the click that runs the step,
    /// the eighth the runner's word that it has taken it, the ninth its report of how it ended. Those are struck by <c>.ci/long</c> only.
    /// </summary>
    public static IReadOnlyList<TheoryDataRow<string>> Strikes { get; } = [.. CrashPoints.All.Select(point => new TheoryDataRow<string>(point)), .. Again.Select(strike => new TheoryDataRow<string>(strike) { Explicit = true })];

    private static IEnumerable<string> Again =>
    [
        .. new[] { CrashPoints.BeforeCommit, CrashPoints.AfterCommit }.SelectMany(point => new[] { $"{point}:4", $"{point}:5", $"{point}:7", $"{point}:8", $"{point}:9" }),
        $"{CrashPoints.BeforeAnswer}:7",
        $"{CrashPoints.BeforeAnnounce}:2", $"{CrashPoints.AfterAnnounce}:2", $"{CrashPoints.AttemptClaimed}:2",
    ];

    public async ValueTask DisposeAsync()
    {
        foreach (var story in told.Values.Where(story => story.IsValueCreated && story.Value.IsCompletedSuccessfully)) await (await story.Value).DisposeAsync();
    }

    internal Task<CrashStory> AtAsync(string strike) => told.GetOrAdd(strike, _ => new(() => CrashStory.TellAsync(server, strike))).Value;
}
