using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Chat.Answers;
using Tinedy.ChatOps.Chat.Client;

namespace Tinedy.ChatOps.Core.Tests.Conversations;

public sealed class BackgroundRepliesTests : IDisposable
{
    private readonly StartedWaits waits = new();
    private readonly ConcurrentQueue<string> said = new();
    private readonly Runner replies;

    public BackgroundRepliesTests() => replies = new(waits);

    public void Dispose() => replies.Dispose();

    [Fact]
    public async Task What_is_for_one_person_goes_one_after_the_other_until_the_platform_takes_it()
    {
        var busy = 5;
        for (var number = 1; number <= 14; number++) Say("po", $"refusal {number}", () => --busy < 0 ? null : new RoomBusyException(TimeSpan.FromSeconds(2), "busy"));
        await replies.StopAsync(said, 14);

        said.ShouldBe(Enumerable.Range(1, 14).Select(number => $"refusal {number}"));
        waits.All.Count.ShouldBe(5, "only the first of them asks again");
        replies.Lost.ShouldBeEmpty();
    }

    [Fact]
    public async Task Whose_chat_hangs_keeps_nobody_else_waiting()
    {
        var hangs = new TaskCompletionSource();
        replies.StartInTurn("private answer", "po", _ => hangs.Task);
        Say("po", "behind it");
        Say("dba", "beside it");
        await replies.UntilAsync(said, 1);
        said.ShouldBe(["beside it"]);

        hangs.SetResult();
        await replies.StopAsync(said, 2);
        said.ShouldBe(["beside it", "behind it"]);
    }

    [Fact]
    public async Task People_who_are_refused_in_one_moment_do_not_come_back_in_one_moment()
    {
        foreach (var person in new[] { "po", "dba", "dev", "ops" })
        {
            var busy = true;
            Say(person, person, () => busy && !(busy = false) ? new RoomBusyException(TimeSpan.FromSeconds(2), "busy") : null);
        }
        await replies.StopAsync(said, 4);
        waits.All.Distinct().Count().ShouldBe(4);
        waits.All.ShouldAllBe(wait => wait >= TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task An_answer_that_was_lost_is_sent_again_a_few_times_and_one_that_was_refused_is_not()
    {
        var sends = 0;
        Say("po", "never", () => ++sends > 0 ? new LostException() : null);
        Say("po", "refused", () => new InvalidOperationException("403"));
        Say("po", "last");
        await replies.StopAsync(said, 1);
        (sends, replies.Lost.Count).ShouldBe((10, 2));
    }

    private void Say(string person, string words, Func<Exception?>? trouble = null) => replies.StartInTurn("private answer", person, _ =>
    {
        if (trouble?.Invoke() is { } failure) throw failure;
        said.Enqueue(words);
        replies.Happened();
        return Task.CompletedTask;
    });

    private sealed class Runner(TimeProvider time) : BackgroundReplies("Slack", time, NullLogger.Instance)
    {
        private readonly SemaphoreSlim happened = new(0);

        public ConcurrentQueue<string> Lost { get; } = new();

        public void Happened() => happened.Release();

        public async Task UntilAsync(ConcurrentQueue<string> said, int count)
        {
            while (said.Count < count) (await happened.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken)).ShouldBeTrue("Nothing more was said.");
        }

        public async Task StopAsync(ConcurrentQueue<string> said, int count)
        {
            await UntilAsync(said, count);
            await StopAsync(TestContext.Current.CancellationToken);
        }

        protected override void Failed(string what, Exception failure) => Lost.Enqueue(failure.Message);
    }

    private sealed class LostException() : ChatUnavailableException("nothing within 5 s");

    /// <summary>A clock on which every wait is over at once, and that remembers how long it would have been.</summary>
    private sealed class StartedWaits : TimeProvider
    {
        public ConcurrentQueue<TimeSpan> All { get; } = new();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime > TimeSpan.Zero && dueTime != TimeSpan.FromSeconds(2)) All.Enqueue(dueTime);
            return TimeProvider.System.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? TimeSpan.FromMilliseconds(1) : dueTime, period);
        }
    }
}
