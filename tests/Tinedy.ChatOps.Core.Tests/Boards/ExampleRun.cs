using System.Collections.Immutable;
using Tinedy.ChatOps.Core.Tests.Runs;
using Tinedy.ChatOps.Domain.Access;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Decisions;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Presentation.Boards;

namespace Tinedy.ChatOps.Core.Tests.Boards;

/// <summary>The states of the conversation's example night, reached as people reach them: by asking.</summary>
internal static class ExampleRun
{
    private static readonly Progress Printed = new(default, 2, 80,
        ["1 migration found in prisma/migrations", "Applying migration `20241227060000_init_tinedy_crm_schema`"], new(2026, 11, 22, 21, 52, 0, TimeSpan.Zero));

    public const string Moment = "2026-11-24 22:00 Europe/Berlin";

    public static IReadOnlyDictionary<string, Func<Board>> States { get; } = new Dictionary<string, Func<Board>>
    {
        ["A-started-with-gaps"] = () => Draw(new Story(Paper.Reference, Crew.Without(Crew.Ops))),
        ["B-half-done"] = () => Draw(HalfDone().Later(4)),
        ["C-step-running"] = () => Draw(Migrating().Taken("2.2.2").Later(1), ThreeEarlier(), [("Run Prisma migration", Printed)]),
        ["C2-step-that-no-runner-takes"] = () => Draw(Untaken().Later(2)),
        ["D-step-failed"] = () => Draw(Migrating().Ended("2.2.2", Outcome.Failed)),
        ["E-outcome-unknown"] = () => Draw(Migrating().Ended("2.2.2", Outcome.Unknown)),
        ["F-waiting-for-sign-off"] = () => Draw(Signing().Later(20)),
        ["G-alert-raised"] = () => Draw(Alerted().Later(2)),
        ["G2-alert-answered"] = () => Draw(Alerted().Done(Crew.DevOps, new Command.Acknowledge())),
        ["G3-alert-with-a-rehearsed-way-back"] = () => Draw(Alerted().Later(2), Rehearsed(RolledBack())),
        ["H-rolling-back"] = () => Draw(RollingBack().Ran("5.2.2", outcome: null)),
        ["I-rolled-back-and-locked"] = () => Draw(RolledBack()),
        ["I2-rolled-back-cause-noted"] = () => Draw(RolledBack().Done(Crew.Dba, new Command.NoteCause("a wrong index"))),
        ["J-completed"] = () => Draw(Completed()),
        ["L-scheduled"] = () => Draw(Scheduled().Ticked(Crew.Sam, "1.1.1")),
        ["L2-scheduled-and-ready"] = () => Draw(Prepared()),
        ["L3-not-started-at-its-moment"] = () => Draw(AtItsMoment(Scheduled().Ticked(Crew.Sam, "1.1.1"))),
        ["L4-begun-at-its-moment"] = () => Draw(AtItsMoment(Prepared()).Ticked(Crew.Sam, "2.1.1")),
        ["K-aborted"] = () => Draw(HalfDone().Done(Crew.DevOps, new Command.Abort("prod-17", "the window is closed"))),
    };

    public static Board Draw(Story story, params (string Text, Progress Progress)[] running) => Draw(story, RunForecast.None, running);

    public static Board Draw(Story story, RunForecast forecast, params (string Text, Progress Progress)[] running)
    {
        var progress = running.ToDictionary(one => new AttemptId(story.Run.Id, story.Runbook.Tickable.First(item => item.Text == one.Text).Key, 1), one => one.Progress);
        return BoardWriter.Draw(new RunView(story.Run, story.Access, progress, "7c1e90aa" + new string('0', 56), story.Now) { Forecast = forecast, Check = story.Run.IsOver ? new(story.Now, null) : null });
    }

    public static RunView Look(Story story) => new(story.Run, story.Access, ImmutableDictionary<AttemptId, Progress>.Empty, "", story.Now);

    /// <summary>Migrated three times before, in 2 min 10 s, 2 min 40 s and 3 min 5 s.</summary>
    private static RunForecast ThreeEarlier() => RunForecast.From("prod", [.. new[] { 130, 160, 185 }.Select(seconds =>
    {
        var story = Migrating();
        var ending = story.Ending(Outcome.Succeeded);
        return story.Given(Actor.Bot, new RunEvent.StepEnded(story.Key("2.2.2"), 1, ending with { StartedAt = ending.EndedAt.AddSeconds(-seconds) })).Journal;
    })]);

    /// <summary>The same night as it was rehearsed before, where it went that way.</summary>
    private static RunForecast Rehearsed(Story story)
    {
        var started = (RunEvent.Started)story.Journal[0].Event;
        return RunForecast.From("prod", [[story.Journal[0] with { Event = started with { Environment = "staging", Rehearsal = Rehearsal.Real } }, .. story.Journal.Skip(1)]]);
    }

    /// <summary>Scheduled two days before, by devops; nothing is prepared.</summary>
    public static Story Scheduled(AccessDirectory? access = null)
    {
        var story = new Story(Paper.Night, access);
        return story.Given(Crew.DevOps, CalendarRules.Appoint(Moment, Paper.Night, "prod", Crew.Access, story.Now).Scheduled!);
    }

    public static Story Prepared(AccessDirectory? access = null) => Scheduled(access).Ticked(Crew.Dba, "1.1.1", "1.1.2").Ran("1.1.3");

    /// <summary>Its moment has come, whatever that brings.</summary>
    private static Story AtItsMoment(Story story)
    {
        while (story.Now < story.Run.Appointment!.At) story.Later(1);
        var happens = story.When(Actor.Bot, new Command.Elapse()).Events;
        return story.Later(-1).Given(Actor.Bot, [.. happens]);
    }

    private static Story HalfDone(AccessDirectory? access = null)
    {
        var story = new Story(Paper.Reference, access).Ticked(Crew.Po, "1.1.1", "1.1.2", "1.1.3", "1.1.4", "1.1.5", "1.1.6");
        return story.Ran("1.2.1", Outcome.Succeeded, story.Backup()).Ticked(Crew.DevOps, "1.2.2");
    }

    private static Story Migrating() => Migratable().Done(Crew.Dba, new Command.RunStep("2.2.2"));

    private static Story Untaken() => Migratable(new AccessDirectory(Crew.Access.People, [Crew.Prod with { Runner = "db1" }])).Done(Crew.Dba, new Command.RunStep("2.2.2"));

    private static Story Migratable(AccessDirectory? access = null) => HalfDone(access)
        .Ticked(Crew.Sam, "1.2.3", "1.2.4", "1.3.1").Ran("1.3.2").Ticked(Crew.Sam, "1.3.3", "1.3.4")
        .Done(Crew.Dba, new Command.Skip("1.3.5", "in staging on Friday"))
        .Ticked(Crew.Sam, "2.1.1", "2.1.2", "2.1.3", "2.1.4", "2.2.1");

    private static Story Alerted()
    {
        var story = Migrating().Ended("2.2.2", Outcome.Succeeded);
        return story.Later(1).Given(Actor.Bot, [.. story.When(Actor.Bot, new Command.Trip(
            story.Runbook.Criteria.First(item => item.Text.StartsWith("Performance", StringComparison.Ordinal)).Key,
            "queries have taken 2.4 times as long", "1.9 s, was 0.8 s before 2.2.2, limit 1.2 s · 3 checks in a row", story.Now.AddMinutes(-3))).Events]);
    }

    private static Story Signing() => Migrating().Ended("2.2.2", Outcome.Failed).Ran("2.2.2").Finished()
        .Done(Crew.Dba, new Command.Sign("Database Administrator")).Done(Crew.Lead, new Command.Sign("Lead Developer"))
        .Done(Crew.DevOps, new Command.Sign("DevOps Engineer")).Done(Crew.Ops, new Command.Decline("Operations Manager", "orders page is empty"));

    public static Story Completed() => Signing().Done(Crew.Ops, new Command.Sign("Operations Manager"))
        .Done(Crew.Po, new Command.Sign("Product Owner", null, "Orders and login tested.")).Done(Crew.Chief, new Command.Sign("Technical Lead"));

    /// <summary>The alert was answered, and the rollback ended it.</summary>
    public static Story RolledBackAfterAnAlert() => Alerted().Done(Crew.DevOps, new Command.Acknowledge()).Done(Crew.DevOps, new Command.RollBack("prod-17", "queries are slow"))
        .Ticked(Crew.DevOps, "5.2.1").Ran("5.2.2").Ran("5.2.3").Ticked(Crew.Sam, "5.2.4", "5.2.5").Done(Crew.Sam, new Command.Tick("5.2.6"));

    private static Story RollingBack() => Migrating().Ended("2.2.2", Outcome.Failed)
        .Done(Crew.DevOps, new Command.RollBack("prod-17", "queries take 2.4 times as long")).Ticked(Crew.DevOps, "5.2.1");

    private static Story RolledBack() => RollingBack().Ran("5.2.2").Ran("5.2.3").Ticked(Crew.Sam, "5.2.4", "5.2.5").Done(Crew.Sam, new Command.Tick("5.2.6"));
}
