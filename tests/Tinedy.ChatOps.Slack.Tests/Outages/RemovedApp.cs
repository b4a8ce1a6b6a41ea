using Microsoft.Extensions.Logging.Abstractions;
using Tinedy.ChatOps.Slack.Connection;

namespace Tinedy.ChatOps.Slack.Tests.Outages;

/// <summary>Slack's answers and its events come by different ways, in any order.</summary>
public sealed class RemovedApp
{
    private readonly SlackHealth health = new(new("", [], null, new("https://slack.example/"), "/migrate", 1), TimeProvider.System, NullLogger<SlackHealth>.Instance);

    [Fact]
    public void An_answer_to_what_was_asked_before_the_app_was_removed_does_not_say_that_it_is_back()
    {
        var asked = health.Removals;
        health.Removed("app_uninstalled");
        health.Works(asked);
        health.Trouble.ShouldNotBeNull().ShouldContain("removed");
    }

    [Fact]
    public void An_answer_to_what_was_asked_afterwards_does()
    {
        health.Removed("app_uninstalled");
        health.Works(health.Removals);
        health.Trouble.ShouldBeNull();
    }
}
