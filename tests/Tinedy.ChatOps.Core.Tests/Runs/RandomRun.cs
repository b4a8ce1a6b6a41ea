using System.Collections.Immutable;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Decisions;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Domain.Runs;

namespace Tinedy.ChatOps.Core.Tests.Runs;

/// <summary>One accepted request on the way: the state before, what was asked, what came of it, the state after.</summary>
internal sealed record AcceptedRequest(Run Before, Actor By, Command Asked, ImmutableArray<JournalEntry> Entries, Run After)
{
    public IEnumerable<T> Of<T>() where T : RunEvent => Entries.Select(entry => entry.Event).OfType<T>();
}

/// <summary>A random checklist and random people who ask for anything in any order; runners report endings in between.</summary>
internal sealed class RandomRun
{
    private static readonly Person[] People = [Crew.Dba, Crew.DevOps, Crew.Lead, Crew.Po, Crew.Chief, Crew.Omar, Crew.Sam];
    private const string Words = "as I saw on the screen";

    private RandomRun(Runbook runbook, IReadOnlyList<AcceptedRequest> strides, IReadOnlyList<JournalEntry> journal) =>
        (Runbook, Strides, Journal) = (runbook, strides, journal);

    public Runbook Runbook { get; }

    public IReadOnlyList<AcceptedRequest> Strides { get; }

    public IReadOnlyList<JournalEntry> Journal { get; }

    /// <summary>Holds for every walk that FsCheck thinks of; a failure shows the shortest numbers that lead to it.</summary>
    public static void Always(Action<RandomRun> holds)
    {
        var numbers = Gen.Choose(0, 1_000_000).ArrayOf(160).ToArbitrary();
        Prop.ForAll(numbers, moves => holds(Of(moves))).QuickCheckThrowOnFailure();
    }

    public static RandomRun Of(IReadOnlyList<int> moves)
    {
        var runbook = Checklist(moves[0]);
        var now = new DateTimeOffset(2026, 11, 22, 21, 30, 0, TimeSpan.Zero);
        var journal = new List<JournalEntry> { new(17, 1, now, Actor.Of(Crew.DevOps), new RunEvent.Started("prod", "small.md", runbook.Hash, "target", [])) };
        // Every third walk is towards a moment, some of them with a window, and the clock ticks all the way.
        if (moves[0] % 3 == 0)
        {
            var at = now.AddMinutes(5 + moves[0] % 20);
            journal.Add(new(17, 2, now, Actor.Of(Crew.DevOps), new RunEvent.Scheduled(at, "Europe/Berlin", "soon") { Closes = moves[0] % 2 == 0 ? at.AddMinutes(25) : null }));
        }
        var run = Run.Fold(runbook, journal);
        var strides = new List<AcceptedRequest>();
        foreach (var move in moves.Skip(1))
        {
            now += TimeSpan.FromSeconds(20);
            var (by, asked) = Ask(run, move, now);
            if (Decision.Decide(run, asked, by, Crew.Access, now) is not Verdict.Accepted { Events.IsEmpty: false } accepted) continue;
            var before = run;
            var entries = ImmutableArray.CreateBuilder<JournalEntry>();
            foreach (var happens in accepted.Events)
            {
                entries.Add(new(17, run.Seq + 1, now, by, happens));
                run = run.Apply(entries[^1]);
            }
            journal.AddRange(entries);
            strides.Add(new(before, by, asked, entries.ToImmutable(), run));
        }
        return new(runbook, strides, journal);
    }

    /// <summary>Two phases of up to four items, some with a command, a quorum or a role; a rollback; three roles in two groups.</summary>
    private static Runbook Checklist(int shape)
    {
        var text = new StringBuilder("# Random\n");
        for (var phase = 1; phase <= 2; phase++)
        {
            text.Append("## Phase ").Append(phase).Append('\n');
            for (var item = 0; item <= (shape >> phase) % 4; item++) Item($"Item {phase} {item}", (shape >> (phase * 3 + item)) % 8);
        }
        text.Append("## Emergency\n### Rollback Criteria\n- Data corruption\n### Rollback Execution\n");
        for (var item = 0; item < 2; item++) Item($"Back {item}", (shape >> (12 + item)) % 8);
        text.Append("## Sign-off\n### Technical Approval\n- [ ] **Lead Developer** - ____ Date: ____\n");
        if (shape % 2 == 0) text.Append("### Business Approval\n- [ ] **Product Owner** - ____ Date: ____\n");
        text.Append("### Final Approval\n- [ ] **Technical Lead** - ____ Date: ____\n");
        return Paper.Read(text.ToString());

        void Item(string name, int kind) => text.Append("- [ ] ").Append(name).Append(kind switch
        {
            1 => " <!-- chatops: quorum=2 -->\n",
            2 => " <!-- chatops: role=\"Lead Developer\" -->\n",
            3 or 4 => "\n  ```bash\n  echo once " + name + "\n  ```\n",
            5 => "\n  ```bash {idempotent}\n  echo again " + name + "\n  ```\n",
            6 => "\n  ```page\n  " + name + "\n  ```\n",
            7 => "\n  ```notify\n  " + name + "\n  ```\n",
            _ => "\n",
        });
    }

    private static (Actor By, Command Asked) Ask(Run run, int move, DateTimeOffset now)
    {
        var person = People[move % People.Length];
        var by = move % 2 == 0 ? Actor.Of(person) : Crew.InTeams(person);
        var tickable = run.Runbook.Tickable.ToList();
        var item = tickable[move / 7 % tickable.Count].Number;
        var roles = run.Runbook.SignOffs.ToList();
        var role = roles[move / 7 % roles.Count].Role;
        int? seen = move % 5 == 0 ? run[run.Runbook.Find(item)!].Version : null;
        return (move / 100 % 40) switch
        {
            < 8 => (by, new Command.Tick(item, Words)),
            < 13 => (by, new Command.RunStep(item, seen)),
            < 19 when run.RunningSteps.FirstOrDefault() is { } calling && run.IsSpoken(calling) => (by, new Command.Acknowledge()),
            < 15 when run.RunningSteps.FirstOrDefault(run.WaitsForRunner) is { } waiting => (Actor.Bot, new Command.ReportTaken(waiting.Key, run[waiting].Attempts.Length, "web-1")),
            < 19 when run.RunningSteps.FirstOrDefault(step => !run.WaitsForRunner(step)) is { } running => (Actor.Bot, new Command.ReportEnding(running.Key, run[running].Attempts.Length, Ending(move, now))),
            < 21 => (by, new Command.Retry(item, Words, seen)),
            < 25 => (by, new Command.Judge(item, move % 3 != 0, Words, seen)),
            < 33 => (by, new Command.Sign(role)),
            33 => (by, new Command.Skip(item, Words, seen)),
            34 => (by, new Command.Undo(item)),
            35 when move % 11 == 0 => (by, new Command.ApproveRollback(role)),
            35 => (by, new Command.Cancel(run.RunningSteps.FirstOrDefault()?.Number ?? item, move % 5 == 0 ? 0 : null)),
            36 when move % 4 == 0 => (by, new Command.RollBack("prod-17", Words, OneAfterAnother: move % 8 == 0, DespiteUnknown: move % 3 == 0)),
            36 => (by, new Command.TakeDecision(item)),
            37 when move % 9 == 0 => (by, new Command.Abort("prod-17", Words)),
            37 => (by, new Command.Decline(role, Words)),
            38 when move % 3 == 0 => (Actor.Bot, new Command.ReportTarget("target " + move % 2)),
            38 => (by, new Command.NoteCause(Words)),
            39 when move % 2 == 0 => (by, new Command.Unlock()),
            39 => Paging(run, by, move),
            _ => (by, new Command.WriteNote(Words)),
        };
    }

    private static (Actor By, Command Asked) Paging(Run run, Actor by, int move) => (move / 3 % 9) switch
    {
        0 => (by, new Command.Raise("1", Words)),
        1 => (by, new Command.Page("dba", Words)),
        2 => (by, new Command.Acknowledge()),
        3 => (by, new Command.FalseAlarm(null, Words)),
        4 when move % 2 == 0 => (by, new Command.Drill()),
        4 => (by, new Command.BreakGlass(run.Runbook.Items.Last().Number, Words)),
        5 when run.Alerts.SelectMany(alert => alert.Pages.Select(page => (alert.Number, page.Seq))).LastOrDefault() is { Seq: > 0 } last =>
            (Actor.Bot, new Command.ReportPage(last.Number, last.Seq, (DeliveryResult)(move % 3), "as the provider said")),
        6 when run.Status == RunStatus.Scheduled => (by, move % 2 == 0 ? new Command.Begin() : new Command.Schedule("22:50 Europe/Berlin")),
        _ => (Actor.Bot, new Command.Elapse(move % 10 == 0 ? new RunId(19) : null)),
    };

    private static Ending Ending(int move, DateTimeOffset now) => new(
        (Domain.Events.Outcome)(move / 11 % 8 is var at and < 5 ? at : 0), 0, null, now, now, 0, 0, null, [], [], null);
}
