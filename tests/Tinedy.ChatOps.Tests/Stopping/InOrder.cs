using System.Reflection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tinedy.ChatOps.Application.Signals;
using Tinedy.ChatOps.Console.Live;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Serving;

namespace Tinedy.ChatOps.Tests.Stopping;

/// <summary>Pages end before what they look into is closed, and what a stop waits for is said in words.</summary>
public sealed class InOrder
{
    private readonly Complaints complaints = new();

    [Fact]
    public async Task A_page_that_is_open_when_the_service_stops_reads_no_more_and_complains_of_nothing()
    {
        using var feed = new RunFeed();
        // Nothing is there to be read: a look would be a complaint.
        using var page = new RunWatch(new RunId(1), null!, feed, TimeProvider.System, complaints);
        var following = page.FollowAsync(() => Task.CompletedTask);
        following.IsCompleted.ShouldBeFalse();

        feed.End();
        await following.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        page.ReadingState.ShouldBe(ReadingState.Reading);
        complaints.Said.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_page_that_is_being_read_when_its_database_is_closed_complains_only_while_the_service_goes_on()
    {
        using var feed = new RunFeed();
        using var page = new RunWatch(new RunId(1), null!, feed, TimeProvider.System, complaints);
        await page.ReadAsync();
        complaints.Said.Count.ShouldBe(1);
        feed.End();
        await Should.ThrowAsync<Exception>(page.ReadAsync);
        complaints.Said.Count.ShouldBe(1);
    }

    [Fact]
    public void Every_worker_has_a_word_for_people()
    {
        var workers = Directory.GetFiles(AppContext.BaseDirectory, "Tinedy.ChatOps*.dll").Where(file => !Path.GetFileName(file).Contains("Test") && !Path.GetFileName(file).Contains("Double"))
            .SelectMany(file => Assembly.LoadFrom(file).GetTypes()).Where(type => type.IsSubclassOf(typeof(BackgroundService)) && !type.IsAbstract).ToList();
        workers.Count.ShouldBeGreaterThanOrEqualTo(10);
        workers.Where(worker => !WorkerNames.Knows(worker)).Select(worker => worker.Name).ShouldBeEmpty();
        workers.Select(WorkerNames.Of).ShouldAllBe(words => !words.Contains("Worker"));
    }

    [Theory]
    [InlineData("http://0.0.0.0:5080", "http://127.0.0.1:5080")]
    [InlineData("http://[::]:5080", "http://[::1]:5080")]
    [InlineData("http://+:5080", "http://127.0.0.1:5080")]
    [InlineData("http://127.0.0.1:5080", "http://127.0.0.1:5080")]
    public void An_address_that_means_every_one_is_asked_for_on_this_computer(string listens, string asked) => FirstAnswer.ServedHere(listens).ShouldBe(asked);

    private sealed class Complaints : ILogger
    {
        public List<string> Said { get; } = [];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Said.Add(formatter(state, exception));
    }
}
