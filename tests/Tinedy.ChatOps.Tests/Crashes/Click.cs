using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Tests.Scenes;

namespace Tinedy.ChatOps.Tests.Crashes;

/// <summary>What a person does in the story, and the one effect that it must have.</summary>
/// <param name="Key">Of every try of this click.</param>
internal sealed record Click(string Key, string Who, string Text, Func<RunEvent, bool> Effect)
{
    /// <summary>A whole run, in order. Behind the second click the step ends by itself.</summary>
    public static IReadOnlyList<Click> AWholeRun { get; } =
    [
        new("story/start", "devops", "/migrate start migration prod", happened => happened is RunEvent.Started),
        new("story/agree", "intern", "/migrate done 1.1.1", happened => happened is RunEvent.ItemTicked { Item.Value: var item } && item.Contains("agree", StringComparison.Ordinal)),
        new("story/note", "po", "/migrate note the shop is quiet", happened => happened is RunEvent.NoteWritten { Text: "the shop is quiet" }),
        new("story/page", "po", "/migrate page dba the disk is full", happened => happened is RunEvent.AlertRaised),
        new("story/ack", "dba", "/migrate ack", happened => happened is RunEvent.AlertAnswered),
        new("story/run", "dba", "/migrate run 1.1.2", happened => happened is RunEvent.StepStarted),
        new("story/look", "dev", "/migrate done 1.1.3", happened => happened is RunEvent.ItemTicked { Item.Value: var item } && item.Contains("look", StringComparison.Ordinal)),
        new("story/sign", "dba", "/migrate sign Database Administrator", happened => happened is RunEvent.SignedOff),
    ];

    /// <summary>Waits until what has to come before this click has come; or until the service has ended that would bring it.</summary>
    public Task UntilItsTurnAsync(Scene scene, RunningService service)
    {
        return Key switch
        {
            // Whoever answers before the page is sent takes it away.
            "story/ack" => UntilAsync(async () => (await scene.EventsAsync(await OnlyRunAsync())).OfType<RunEvent.PageTried>().Any(), "The page was not delivered."),
            "story/look" => UntilAsync(async () => await scene.EndingOrNullAsync(await OnlyRunAsync(), SmallRunbook.Step) is not null, "The step did not end."),
            "story/sign" => UntilAsync(() => Rooms.AllToldAsync(scene), "Nobody was asked to sign."),
            _ => Task.CompletedTask,
        };

        Task UntilAsync(Func<Task<bool>> isSo, string otherwise) => Poll.UntilAsync(async () => service.HasExited || await isSo(), otherwise);

        async Task<long> OnlyRunAsync() => (await scene.Journal.ListAsync(1, CancellationToken.None)).Select(run => run.Number).FirstOrDefault();
    }

    /// <summary>What the journal holds in the end, whatever died in between.</summary>
    public static IReadOnlyList<Type> WholeJournal { get; } =
    [
        typeof(RunEvent.Started), typeof(RunEvent.ItemTicked), typeof(RunEvent.NoteWritten),
        typeof(RunEvent.AlertRaised), typeof(RunEvent.Paged), typeof(RunEvent.PageTried), typeof(RunEvent.AlertAnswered), typeof(RunEvent.StepStarted), typeof(RunEvent.StepTaken), typeof(RunEvent.StepEnded),
        typeof(RunEvent.ItemTicked), typeof(RunEvent.SignedOff), typeof(RunEvent.Completed),
    ];
}
