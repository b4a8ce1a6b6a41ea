using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Access;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Decisions;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Evidence;

namespace Tinedy.ChatOps.Core.Tests.Runs;

/// <summary>Given these events, when a person asks, then exactly these events, or a refusal in these words. Each given event is a minute.</summary>
internal sealed class Story
{
    private readonly List<JournalEntry> journal = [];

    public Story(Runbook? runbook = null, AccessDirectory? access = null, Rehearsal? rehearsal = null)
    {
        Runbook = runbook ?? Paper.Small;
        Access = access ?? Crew.Access;
        var started = new RunEvent.Started("prod", "small.md", Runbook.Hash, Crew.Prod.TargetDigest(), []) { Rehearsal = rehearsal };
        journal.Add(new(17, 1, Now, Actor.Of(Crew.DevOps), started));
        Run = Run.Fold(Runbook, journal);
    }

    public Runbook Runbook { get; }

    public AccessDirectory Access { get; }

    public Run Run { get; private set; }

    public IReadOnlyList<JournalEntry> Journal => journal;

    public DateTimeOffset Now { get; private set; } = new(2026, 11, 22, 21, 30, 0, TimeSpan.Zero);

    public ItemKey Key(string number) => Runbook.Find(number)!.Key;

    public Story Later(int minutes)
    {
        Now += TimeSpan.FromMinutes(minutes);
        return this;
    }

    public Story Given(Person by, params RunEvent[] events) => Given(Actor.Of(by), events);

    public Story Given(Actor by, params RunEvent[] events)
    {
        Later(1);
        foreach (var happens in events)
        {
            journal.Add(new(17, Run.Seq + 1, Now, by, happens));
            Run = Run.Apply(journal[^1]);
        }
        return this;
    }

    public Story Ticked(Person by, params string[] numbers) => Given(by, [.. numbers.Select(number => new RunEvent.ItemTicked(Key(number), null))]);

    public Story Skipped(Person by, string number) => Given(by, new RunEvent.ItemSkipped(Key(number), "not needed today"));

    /// <summary>A step that was started, and how it ended; null while it runs.</summary>
    public Story Ran(string number, Outcome? outcome = Outcome.Succeeded, params Artefact[] made)
    {
        Done(Crew.Dba, Run[Key(number)].Attempts.IsEmpty ? new Command.RunStep(number) : new Command.Retry(number, "the log shows no change"));
        if (outcome is null && Run.WaitsForRunner(Runbook.Find(number)!)) Taken(number);
        if (outcome == Outcome.Succeeded && made.Length == 0 && Runbook.Find(number)!.Command!.Proof == Proof.Backup) made = [Backup()];
        return outcome is { } ended ? Ended(number, ended, made) : this;
    }

    /// <summary>A runner took the step, in the moment in which it was started.</summary>
    public Story Taken(string number) =>
        Done(Actor.Bot, new Command.ReportTaken(Key(number), Run[Key(number)].LastAttempt!.Number, "web-1"));

    public Story Ended(string number, Outcome outcome, params Artefact[] made)
    {
        var attempt = Run[Key(number)].LastAttempt!;
        return Later(1).Done(Actor.Bot, new Command.ReportEnding(Key(number), attempt.Number, Ending(outcome, made)));
    }

    public Ending Ending(Outcome outcome, params Artefact[] made) => new(
        outcome, outcome switch { Outcome.Succeeded => 0, Outcome.Failed => 1, _ => null }, null, Now.AddSeconds(-48), Now, 2, 80,
        new string('5', 64), ["Applying migration", "done"], [.. made], outcome == Outcome.Unknown ? "The process is gone, no exit code." : null);

    public Artefact Backup(string name = "backup_20261122_214103.sql") => new(name, 412_000_000, "9f2c41d7" + new string('0', 56), Now) { Proof = "readable to its end, 12 of 12 tables" };

    /// <summary>Everything of the forward run settled, so that signing is open.</summary>
    public Story Finished()
    {
        foreach (var item in Runbook.Items.Where(item => !Run.IsSettled(item)).ToList())
        {
            if (item.IsStep) Ran(item.Number);
            else
            {
                Ticked(Crew.Dba, item.Number);
                if (item.Quorum > 1) Ticked(Crew.Sam, item.Number);
            }
        }
        return this;
    }

    public Story RollingBack() => Done(Crew.DevOps, new Command.RollBack("prod-17", "queries are slow"));

    /// <summary>Asks, and insists that it is accepted.</summary>
    public Story Done(Person by, Command command) => Later(1).Done(Actor.Of(by), command);

    public Outcomes When(Person by, Command command) => When(Actor.Of(by), command);

    public Outcomes When(Actor by, Command command) => new(Decision.Decide(Run, command, by, Access, Now));

    private Story Done(Actor by, Command command)
    {
        var verdict = Decision.Decide(Run, command, by, Access, Now);
        var accepted = verdict.ShouldBeOfType<Verdict.Accepted>((verdict as Verdict.Refused)?.Why.Text.ToString());
        Now -= TimeSpan.FromMinutes(1);
        return Given(by, [.. accepted.Events]);
    }
}

/// <summary>What a decision came to.</summary>
internal sealed record Outcomes(Verdict Verdict)
{
    public void Then(params RunEvent[] exactly)
    {
        var accepted = Verdict.ShouldBeOfType<Verdict.Accepted>((Verdict as Verdict.Refused)?.Why.Text.ToString());
        accepted.Events.Select(Text).ShouldBe(exactly.Select(Text));
    }

    public ImmutableArray<RunEvent> Events => Verdict.ShouldBeOfType<Verdict.Accepted>().Events;

    /// <summary>Refused for this reason; every sentence keeps the laws of the conversation.</summary>
    public string Refused(RefusalReason reason)
    {
        var why = Verdict.ShouldBeOfType<Verdict.Refused>().Why;
        why.Reason.ShouldBe(reason);
        SentenceRules.OfRefusal(why.Text);
        return why.Text.ToString(TimeZoneInfo.Utc);
    }

    public void Refused(RefusalReason reason, string words) => Refused(reason).ShouldBe(words);

    private static string Text(RunEvent happens) => JournalFormat.Write(new(1, 1, default, Actor.Bot, happens));
}
