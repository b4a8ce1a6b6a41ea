using Microsoft.Extensions.Logging;
using Tinedy.ChatOps.Chat.Endpoints;
using Tinedy.ChatOps.Slack.Endpoints;
using Tinedy.ChatOps.Testing;

namespace Tinedy.ChatOps.Slack.Tests.Doors;

public sealed class Floods
{
    private readonly ManualClock clock = new(new(2026, 11, 24, 22, 0, 0, TimeSpan.Zero));
    private readonly Lines lines = new();

    [Fact]
    public void A_flood_of_refusals_is_counted_and_the_next_second_says_how_many()
    {
        var log = new RefusalLog<SlackEndpoints>(clock, lines);
        for (var n = 0; n < 5_000; n++) log.Write("at /slack/commands", "requests", 401, "no signature");
        lines.Count.ShouldBe(100);

        clock.Advance(TimeSpan.FromSeconds(1));
        log.Write("at /slack/events", "requests", 413, "the body is larger than 1 MiB");

        lines[^2].ShouldBe("4900 more requests were refused before; too many came to say why each was.");
        lines[^1].ShouldBe("Refused at /slack/events with 413: the body is larger than 1 MiB.");
    }

    private sealed class Lines : List<string>, ILogger<SlackEndpoints>
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Add(formatter(state, exception));
    }
}
