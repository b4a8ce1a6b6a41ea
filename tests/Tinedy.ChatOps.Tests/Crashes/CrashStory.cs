using Tinedy.ChatOps.Testing;
using Tinedy.ChatOps.Tests.Host;
using Tinedy.ChatOps.Tests.Scenes;

namespace Tinedy.ChatOps.Tests.Crashes;

/// <summary>
/// A run through a service that dies at a crash point, and through the one that is started after it: everything a person could see
/// of it, for tests to judge.
/// </summary>
internal sealed class CrashStory : IAsyncDisposable
{
    private readonly List<(Click Click, TestReply Answer)> before = [];

    private CrashStory(Scene scene) => Scene = scene;

    public Scene Scene { get; }

    /// <summary>Clicks that had their answer when the service died.</summary>
    public IReadOnlyList<(Click Click, TestReply Answer)> AnsweredBefore => before;

    /// <summary>The click that got none; null when the service died between clicks.</summary>
    public Click? InFlight { get; private set; }

    public TestReply? AnswerToRepeat { get; private set; }

    public long Run { get; private set; }

    /// <summary>How the restarted service draws the run in the end.</summary>
    public BoardText Board { get; private set; } = new(0, [], []);

    public static async Task<CrashStory> TellAsync(PostgresServer server, string strike)
    {
        var story = new CrashStory(await Scene.CreateAsync(server));
        await story.UntilDeathAsync(strike);
        await story.AfterwardsAsync();
        await story.Scene.CurtainAsync();
        return story;
    }

    public ValueTask DisposeAsync() => Scene.DisposeAsync();

    private async Task UntilDeathAsync(string strike)
    {
        var service = await Scene.StartAsync(crashAt: strike);
        foreach (var click in Click.AWholeRun)
        {
            await click.UntilItsTurnAsync(Scene, service);
            if (!await TryAsync(service, click)) break;
        }
        await Poll.UntilAsync(() => service.HasExited, $"Nothing reached {strike}.");
    }

    private async Task<bool> TryAsync(ServiceProcess service, Click click)
    {
        try
        {
            before.Add((click, await service.SayAsync(click.Who, click.Text, click.Key)));
            return true;
        }
        catch (HttpRequestException)
        {
            InFlight = click;
            return false;
        }
    }

    private async Task AfterwardsAsync()
    {
        await Rooms.LetClaimsLapseAsync(Scene);
        var service = await Scene.HostAsync();
        foreach (var click in Click.AWholeRun.Skip(before.Count))
        {
            await click.UntilItsTurnAsync(Scene, service);
            var answer = await service.SayAsync(click.Who, click.Text, click.Key);
            if (click == InFlight) AnswerToRepeat = answer;
            Run = answer.Run ?? Run;
        }
        Run = Run == 0 ? before[0].Answer.Run!.Value : Run;
        await Rooms.UntilAllToldAsync(Scene);
        Board = await service.BoardAsync(Run);
    }
}
