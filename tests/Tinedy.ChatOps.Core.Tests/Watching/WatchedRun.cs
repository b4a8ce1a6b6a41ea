using System.Collections.Immutable;
using Tinedy.ChatOps.Core.Tests.Runs;
using Tinedy.ChatOps.Domain.Decisions;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Domain.Runbooks;

namespace Tinedy.ChatOps.Core.Tests.Watching;

/// <summary>A run whose criteria are watched: the run itself, a number, a duration, a rehearsed one, and one that people judge.</summary>
internal static class WatchedRun
{
    public const string Text = """
        # Guarded
        ## Prepare
        - [ ] Agree
        ## Work
        - [ ] Look
        - [ ] Migrate
          ```bash {name=migrate}
          npx prisma migrate deploy
          ```
        - [ ] Look again
        ## Emergency
        ### Rollback Criteria
        - Migration fails with critical errors
        - Data corruption detected
          ```sql {expect="= 0" count=2}
          select count(*) from orphans
          ```
        - Performance degradation > 50%
          ```sql {slower=50% inconclusive=2 errors=2 count=3}
          select * from orders
          ```
        - Errors in the log
          ```bash {expect="< 5" after=1.1.1 count=1 inconclusive=1 dry-run}
          grep -c ERROR app.log
          ```
        - Users complain
        ### Rollback Execution
        - [ ] Restore
        ## Emergency Contacts
        **Database Admin:** ____
        """;

    public static Runbook Runbook { get; } = Paper.Read(Text);

    public static Item Failure => Runbook.Criteria[0];

    public static Item Corruption => Runbook.Criteria[1];

    public static Item Slowness => Runbook.Criteria[2];

    public static Item Errors => Runbook.Criteria[3];

    public const string Migration = "2.1.2";

    public static Story Started() => new(Runbook);

    /// <summary>Right before the migration.</summary>
    public static Story Ready() => Started().Ticked(Crew.Sam, "1.1.1", "2.1.1");

    public static Story Migrated() => Measured(Started()).Ticked(Crew.Sam, "1.1.1", "2.1.1").Ran(Migration);

    public static Story Measured(Story story) =>
        story.Given(Actor.Bot, new RunEvent.BaselineTaken(Slowness.Key, 20, Seconds(0.8), Seconds(0.75), Seconds(0.85), story.Now));

    public static WatchObservation Seen(this Story story) => new(WatchPurpose.Check, story.Now, story.Now.AddSeconds(10));

    public static ImmutableArray<TimeSpan> Around(double seconds, double spread = 0.01, int count = 20) =>
        [.. Enumerable.Range(0, count).Select(at => Seconds(seconds + spread * (at - count / 2.0) / count))];

    public static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
