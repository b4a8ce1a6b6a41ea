using Tinedy.ChatOps.Application.Conversations;
using Tinedy.ChatOps.Core.Tests.RunServices;
using Tinedy.ChatOps.Domain.Access;
using Tinedy.ChatOps.Domain.Events;

namespace Tinedy.ChatOps.Core.Tests.Calendar;

/// <summary>What is typed behind <c>schedule</c>, and which run is meant.</summary>
public sealed class TypedScheduleTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private readonly ReplicaSet replicas = new();

    private int keys;

    [Fact]
    public async Task A_run_is_scheduled_moved_and_told_of_and_does_not_stand_in_the_way_of_one_of_today()
    {
        (await DoneAsync("schedule 2026-12-01 22:00 Europe/Berlin")).ShouldBe(
            "Scheduled run 1 on prod, Tue 2026-12-01 22:00 Europe/Berlin: @dba scheduled it for Tue 2026-12-01 22:00 Europe/Berlin.");
        (await DoneAsync("schedule tomorrow 22:00 UTC")).ShouldBe("Recorded: @dba scheduled it for Mon 2026-11-23 22:00 UTC.");
        (await DoneAsync("done 1.1.1")).ShouldBe("Recorded: @dba marked 1.1.1 Plan reviewed done.");

        (await DoneAsync("start")).ShouldBe("Started run 2 on prod.");

        (await LinesAsync("prod-1 status"))[0].ShouldBe("Scheduled · prod · Mon 2026-11-23 22:00 UTC · 1 of 10 done · run 1");
        (await LinesAsync("history")).ShouldBe([
            "prod-2: Running · prod · 0 of 10 done · migration.md · started 21:30 UTC by @dba",
            "prod-1: Scheduled · prod · Mon 2026-11-23 22:00 UTC · 1 of 10 done · migration.md · started 21:30 UTC by @dba"]);
        (await LinesAsync("help")).ShouldContain(line => line.Contains("schedule WHEN", StringComparison.Ordinal));
    }

    [Fact]
    public async Task With_an_environment_named_it_is_a_new_run_and_of_two_it_asks_which()
    {
        await DoneAsync("schedule 2026-12-01 22:00 Europe/Berlin prod");
        (await DoneAsync("schedule 2026-12-02 22:00 Europe/Berlin migration prod")).ShouldStartWith("Scheduled run 2 on prod, Wed 2026-12-02 22:00 Europe/Berlin");

        (await RefusedAsync("schedule 2026-12-03 22:00 UTC")).ShouldBe("Not done: 2 runs go on here: prod-2 and prod-1. Put the id in front: prod-2 status.");
        (await DoneAsync("prod-2 schedule 2026-12-03 22:00 UTC")).ShouldBe("Recorded: @dba scheduled it for Thu 2026-12-03 22:00 UTC.");
    }

    [Theory]
    [InlineData("schedule 22:00 Berlin", "Not scheduled: there is no time zone \"Berlin\". Write one like Europe/Berlin or UTC behind the time.")]
    [InlineData("schedule 2026-11-22 22:00 Europe/Berlin", "Not scheduled: Sun 2026-11-22 22:00 Europe/Berlin is in the past. Choose a moment that is still to come.")]
    [InlineData("prod-9 schedule 22:00 UTC", "Not done: there is no run \"prod-9\". history lists the runs.")]
    public async Task What_cannot_be_scheduled_is_refused_and_nothing_is_written(string typed, string words)
    {
        (await RefusedAsync(typed)).ShouldBe(words);
        replicas.Journal.Appends.ShouldBeEmpty();
    }

    [Fact]
    public async Task In_a_freeze_nothing_is_started_either()
    {
        var freeze = new Freeze(replicas.GetUtcNow().AddHours(-1), replicas.GetUtcNow().AddHours(1), TimeZoneInfo.Utc, "audit", null, ["chief"]);
        var access = Crew.Access.With(new CalendarPolicy { Freezes = [freeze] });

        var refused = (await replicas.Conversation(access).SayAsync(Crew.Dba.Here(), "start", "key", Ct)).ShouldBeOfType<Reply.Refused>().Why;

        refused.Text.ToString().ShouldBe("Not started: prod is frozen until Sun 2026-11-22 22:30 UTC: \"audit\". @chief can lift it in the settings.");
        SentenceRules.OfRefusal(refused.Text);
    }

    [Fact]
    public async Task The_same_line_delivered_twice_schedules_once()
    {
        await replicas.Conversation().SayAsync(Crew.Dba.Here(), "schedule 2026-12-01 22:00 UTC prod", "one key", Ct);
        await replicas.Conversation().SayAsync(Crew.Dba.Here(), "schedule 2026-12-01 22:00 UTC prod", "one key", Ct);

        (await replicas.Journal.ListAsync(10, Ct)).ShouldBe([new RunId(1)]);
    }

    private Task<Reply> SayAsync(string line) => replicas.Conversation().SayAsync(Crew.Dba.Here(), line, $"key {++keys}", Ct);

    private async Task<string> DoneAsync(string line)
    {
        var reply = await SayAsync(line);
        return reply.ShouldBeOfType<Reply.Done>((reply as Reply.Refused)?.Why.Text.ToString()).Text.ToString();
    }

    private async Task<string> RefusedAsync(string line) => (await SayAsync(line)).ShouldBeOfType<Reply.Refused>().Why.Text.ToString();

    private async Task<IReadOnlyList<string>> LinesAsync(string line) => [.. (await SayAsync(line)).ShouldBeOfType<Reply.Tell>().Lines.Select(prose => prose.ToString())];
}
