namespace Tinedy.ChatOps.Testing.Surfaces;

/// <summary>Steps that run a command.</summary>
public abstract class StepContract(Func<string, Task<ISurface>> open) : SurfaceContract(open)
{
    [Fact]
    public async Task A_step_shows_its_command_whole_before_it_runs_and_its_output_and_ending_in_the_thread()
    {
        await StartAsync();
        await TypeAllAsync("devops", "done 1.1.1", "done 1.1.2");
        var dba = As("dba");
        await dba.BoardAsync("2 of 4 done");
        await dba.PressAsync("Run 2.1.1");

        var asked = await dba.DialogAsync();
        asked.Title.ShouldBe("Run 2.1.1");
        asked.Command.ShouldBe(SurfaceRunbooks.Backup);
        asked.Words.ShouldContain("Backup made");
        asked.Words.ShouldMatch(@"Target\s+(database \S+ on \S+, )?prod, in /\S+");
        asked.Words.ShouldMatch(@"Contract\s+once: no second start without a decision");
        asked.Words.ShouldMatch(@"Stopped\s+after 1 min");
        asked.Submit.ShouldBe("Run on prod");
        (await As("devops").BoardAsync("2 of 4 done")).Has("Run 2.1.1").ShouldBeTrue("Looking started nothing.");
        await dba.SendAsync();

        (await As("devops").BoardAsync("3 of 4 done")).Words.ShouldMatch(@"2\.1\.1 Backup made · done \d\d:\d\d by @dba · \d+ bytes");
        var thread = await As("devops").ThreadAsync("2.1.1 Backup made · succeeded in");
        thread.Words.ShouldContain("exit code 0 · 1 line, sha256");
        thread.Words.ShouldContain("200 customers saved");
    }

    [Fact]
    public async Task What_may_not_happen_yet_is_refused_with_what_it_waits_for_and_who_can()
    {
        await StartAsync();
        await As("intern").TypeAsync("run 2.1.1");
        await As("intern").ToldAsync("Not started: only operators of prod can. @devops or @dba can.");
        await As("devops").TypeAsync("run 2.1.1");
        await As("devops").ToldAsync("Not started: 2.1.1 Backup made waits for phase 1, where 1.1.1 and 1.1.2 are open.");

        await TypeAllAsync("devops", "done 1.1.1", "done 1.1.2");
        await As("intern").BoardAsync("2.1.1 Backup made is next. @devops or @dba can run it.");
        await As("intern").PressAsync("Run 2.1.1");
        await As("intern").ToldAsync("Not started: only operators of prod can. @devops or @dba can.");
        (await As("devops").BoardAsync("2 of 4 done")).Has("Run 2.1.1").ShouldBeTrue();
        (await As("devops").AllToldAsync()).ShouldNotContain(told => told.Contains("only operators", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_failed_step_asks_for_a_decision_with_what_is_known_and_can_be_tried_again()
    {
        await StartAsync();
        await TypeAllAsync("devops", "done 1.1.1", "done 1.1.2", "done 2.1.1 I made it by hand", "run 2.1.2");

        var failed = await As("dba").BoardAsync("Needs a decision · prod · 3 of 4 done");
        failed.Words.ShouldMatch(@"Now: 2\.1\.2 failed at \d\d:\d\d and steps are held\. @devops or @dba can decide\. Nobody has taken it\.");
        failed.Words.ShouldContain("· exit code 3 · attempt 1");
        failed.Words.ShouldContain("relation orders is locked");
        failed.Words.ShouldContain("Retry asks what you saw (contract: once). Skip is named to all who sign.");
        new[] { "Retry 2.1.2", "Skip 2.1.2", "Mark done 2.1.2", "Full output 2.1.2", "Roll back" }.ShouldAllBe(button => failed.Has(button));
        await As("devops").ThreadAsync("exit code 3. @devops and @dba: decide on the board.");

        await As("dba").PressAsync("I'm on it");
        (await As("devops").BoardAsync("@dba has been deciding on 2.1.2 since")).Has("I'm on it").ShouldBeFalse();
        await As("dba").PressAsync("Retry 2.1.2");
        (await As("dba").DialogAsync()).Words.ShouldMatch(@"Last time\s+failed");
        await As("dba").FillInAsync("What did you see?", "The lock is gone, nothing was copied");
        await As("dba").SendAsync();

        await As("devops").BoardAsync("Waiting for sign-off · prod · 4 of 4 done");
        (await As("devops").ThreadAsync("2.1.2 Tables copied · succeeded in")).Words.ShouldContain("copied everything");
    }

    [Fact]
    public async Task A_running_step_shows_its_last_lines_to_all_and_can_be_cancelled()
    {
        await StartAsync(SurfaceRunbooks.Slow);
        await As("dba").TypeAsync("done 1.1.1");
        await As("dba").PressAsync("Run 1.1.2");
        (await As("dba").DialogAsync()).Words.ShouldMatch(@"Contract\s+idempotent: may run again");
        await As("dba").SendAsync();

        var seen = await As("devops").BoardAsync("copied 200 orders");
        seen.Words.ShouldMatch(@"Now: 1\.1\.2 is running, started \d\d:\d\d by @dba\. Nothing is needed from you\.");
        seen.Words.ShouldContain("is stopped at 1 min");
        (await As("devops").ThreadAsync("1.1.2 Orders copied · running since")).Words.ShouldContain("· @dba · attempt 1");

        await As("devops").PressAsync("Cancel 1.1.2");
        (await As("devops").DialogAsync()).Words.ShouldContain("is asked to stop, then made to.");
        await As("devops").SendAsync();
        (await As("devops").BoardAsync("Needs a decision")).Has("Retry 1.1.2").ShouldBeTrue();
    }

    [Fact]
    public async Task A_person_can_be_chosen_for_a_contact_that_nobody_is()
    {
        await StartAsync(SurfaceRunbooks.Slow);
        await As("devops").BoardAsync("Gap: no person for contact Database Owner");
        await As("devops").PressAsync("Choose a person for contact Database Owner");
        await As("devops").FillInAsync("Person", "@po");
        await As("devops").SendAsync();

        await As("devops").TypeAsync("status");
        await As("devops").ToldAsync("gaps none");
        await As("devops").TypeAsync("done 1.1.1");
        (await As("devops").BoardAsync("1 of 2 done")).Words.ShouldNotContain("Gap");
    }
}
