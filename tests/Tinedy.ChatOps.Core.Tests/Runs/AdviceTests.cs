using System.Collections.Immutable;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Decisions;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Domain.Runs;

namespace Tinedy.ChatOps.Core.Tests.Runs;

/// <summary>A refusal that says what to write is the last one: whoever writes that is not refused for something that held all the time.</summary>
public sealed class AdviceTests
{
    private const string Words = "as I saw on the screen";
    private static readonly Person[] People = [Crew.Dba, Crew.Lead, Crew.Po, Crew.Sam];
    private static readonly RefusalReason[] Advises = [RefusalReason.ReasonTooShort, RefusalReason.NeedsANote, RefusalReason.WrongTypedId, RefusalReason.AlreadyTried, RefusalReason.NoCommand];

    [Fact]
    public void Whoever_writes_what_a_refusal_asks_for_is_not_refused_again() => RandomRun.Always(walk =>
    {
        foreach (var run in walk.Strides.Where((_, at) => at % 7 == 0).Select(stride => stride.After))
            foreach (var (asked, followed) in Pairs(run))
                foreach (var person in People)
                    if (Decide(run, asked, person) is Verdict.Refused { Why: var why } && Advises.Contains(why.Reason))
                        (why.Reason == RefusalReason.NoCommand ? People : [person]).ShouldContain(who => Decide(run, followed, who) is Verdict.Accepted, $"{asked}: {why.Text}");
    });

    [Fact]
    public void A_step_that_waits_for_its_phase_says_so_before_it_asks_for_a_note()
    {
        var story = new Story();
        story.When(Crew.Dba, new Command.Tick("2.1.2")).Refused(RefusalReason.WaitsForGate,
            "Not done: 2.1.2 Run the migration waits for phase 1, where 1.1.1, 1.1.2, 1.2.1 and 1.2.2 are open. Operators run steps; anyone on the People list can mark the others done.");
        story.When(Crew.Dba, new Command.RunStep("2.1.1")).Refused(RefusalReason.WaitsForGate,
            "Not started: 2.1.1 Connection verified waits for phase 1, where 1.1.1, 1.1.2, 1.2.1 and 1.2.2 are open. Operators run steps; anyone on the People list can mark the others done.");
    }

    [Fact]
    public void An_item_without_a_command_that_a_role_marks_done_says_who_can()
    {
        var story = new Story(Paper.Read("# A\n## Work\n- [ ] Approved <!-- chatops: role=\"Product Owner\" -->\n"));
        story.When(Crew.Dba, new Command.RunStep("1.1.1")).Refused(RefusalReason.NoCommand, "Not started: 1.1.1 Approved has no command. @po can mark it done.");
    }

    [Fact]
    public void An_abort_beside_a_running_step_says_that_it_runs_before_it_asks_for_an_id_and_a_reason()
    {
        var story = new Story().Ticked(Crew.Dba, "1.1.1", "1.1.2");
        story.Given(Crew.Dba, new RunEvent.StepStarted(story.Key("1.2.1"), 1, "true", "digest", ImmutableSortedDictionary<string, string>.Empty, null), new RunEvent.StepTaken(story.Key("1.2.1"), 1, "host"));
        (Decide(story.Run, new Command.Abort("prod-71", ""), Crew.Dba) as Verdict.Refused)!.Why.Reason.ShouldBe(RefusalReason.IsRunning);
    }

    private static Verdict Decide(Run run, Command command, Person by) => Decision.Decide(run, command, Actor.Of(by), Crew.Access, run.StartedAt.AddHours(2));

    private static IEnumerable<(Command Asked, Command Followed)> Pairs(Run run)
    {
        foreach (var item in run.Runbook.Tickable.Select(item => item.Number))
        {
            yield return (new Command.Tick(item), new Command.Tick(item, Words));
            yield return (new Command.Skip(item, "no"), new Command.Skip(item, Words));
            yield return (new Command.BreakGlass(item, "because"), new Command.BreakGlass(item, Words));
            yield return (new Command.Retry(item, null), new Command.Retry(item, Words));
            yield return (new Command.Judge(item, Done: true, ""), new Command.Judge(item, Done: true, Words));
            yield return (new Command.RunStep(item), run.Runbook.Find(item)!.IsStep ? new Command.Retry(item, Words) : new Command.Tick(item, Words));
        }
        yield return (new Command.Abort("prod-71", ""), new Command.Abort(run.ShortId, Words));
        yield return (new Command.RollBack("prod-71", ""), new Command.RollBack(run.ShortId, Words, DespiteUnknown: true));
        yield return (new Command.Raise("1", ""), new Command.Raise("1", Words));
        yield return (new Command.FalseAlarm(null, ""), new Command.FalseAlarm(null, Words));
        yield return (new Command.NoteCause(""), new Command.NoteCause(Words));
        yield return (new Command.WriteNote(""), new Command.WriteNote(Words));
        foreach (var line in run.Runbook.SignOffs) yield return (new Command.Decline(line.Role, ""), new Command.Decline(line.Role, Words));
    }
}
