namespace Tinedy.ChatOps.Testing.Surfaces;

/// <summary>The ways a run ends: signed, rolled back, and what is left of it.</summary>
public abstract class EndContract(Func<string, Task<ISurface>> open) : SurfaceContract(open)
{
    [Fact]
    public async Task A_signature_is_asked_with_what_is_signed_and_taken_from_the_right_person_only()
    {
        await WithEverythingSettledAsync();
        await As("devops").BoardAsync("Now: Database Administrator has not signed: @dba");
        await As("devops").PressAsync("Sign off");
        await As("devops").ToldAsync("Not signed: Database Administrator is held by @dba. You hold DevOps Engineer");

        await As("dba").BoardAsync("Waiting for sign-off");
        await As("dba").PressAsync("Sign off");
        var asked = await As("dba").DialogAsync();
        asked.Words.ShouldContain("You sign as Database Administrator, run 1, prod.");
        asked.Words.ShouldMatch(@"Content\s+[0-9a-f]{4} [0-9a-f]{4} = runbook, commands and target as they ran");
        asked.Words.ShouldMatch(@"Skipped\s+1\.1\.2 Team told \(@devops: ""Nobody is on call tonight""\)");
        asked.Words.ShouldMatch(@"By hand\s+2\.1\.1 \(@devops: ""I made it by hand""\)");
        asked["Your answer"].Answer.ShouldBe("I sign");
        await As("dba").FillInAsync("Remark", "Restored it once, it is good");
        await As("dba").SendAsync();

        (await As("po").BoardAsync("Now: Product Owner has not signed: @po")).Words.ShouldMatch(@"Database Administrator · signed \d\d:\d\d by @dba");
        (await As("po").ThreadAsync("Database Administrator signed")).Words.ShouldMatch(@"signed · @dba \d\d:\d\d · content [0-9a-f]{4} [0-9a-f]{4} · ""Restored it once, it is good""");
        await As("po").ToldAsync("Run 1 on prod waits for your signature as Product Owner");
    }

    [Fact]
    public async Task Not_yet_is_recorded_with_its_reason_and_can_become_a_signature()
    {
        await WithEverythingSettledAsync();
        await As("dba").PressAsync("Sign off");
        await As("dba").FillInAsync("Your answer", "Not yet, because");
        await As("dba").FillInAsync("Remark", "empty");
        var refused = await As("dba").SendInVainAsync();
        refused["Remark"].Error.ShouldBe("Not recorded: the reason needs 10 letters or more.");
        refused["Remark"].Answer.ShouldBe("empty");
        refused["Your answer"].Answer.ShouldBe("Not yet, because");
        await As("dba").FillInAsync("Remark", "The orders page is empty");
        await As("dba").SendAsync();

        (await As("devops").BoardAsync("Database Administrator · not yet")).Words.ShouldMatch(@"not yet, @dba \d\d:\d\d: ""The orders page is empty""");
        await As("devops").ThreadAsync("The orders page is empty");
        await As("dba").TypeAsync("sign Database Administrator");
        await As("devops").BoardAsync("Database Administrator · signed");
    }

    [Fact]
    public async Task A_rollback_says_what_would_be_lost_and_starts_only_with_the_runs_typed_id()
    {
        const string id = "Type the run's id, prod-1";
        await WithABackupAsync();
        var devops = As("devops");
        await devops.PressAsync("Roll back");
        var asked = await devops.DialogAsync();
        asked.Words.ShouldMatch(@"Stops the forward run at 3 of 4 done\. 2 steps follow\. Entries made after \d\d:\d\d would be lost\.");
        asked.Words.ShouldContain("3.1.2 Backup put back, command");
        await devops.FillInAsync(id, "prod-71");
        (await devops.SendInVainAsync())[id].ShouldBe(new(id, "prod-71", "Not started: the id does not match: you typed prod-71, this run is prod-1."));
        (await As("dba").BoardAsync("Running · prod · 3 of 4 done")).Has("Roll back").ShouldBeTrue();
        await devops.FillInAsync(id, "PROD-1");
        await devops.SendAsync();

        await As("dba").BoardAsync("Rolling back · prod · 0 of 2 steps");
        await As("dba").ChannelAsync("Rolling back prod, run 1: started");
        await As("dba").TypeAsync("run 2.1.2");
        await As("dba").ToldAsync("Not started: run 1 is rolling back; only rollback steps can start. @devops has led it since");
    }

    [Fact]
    public async Task A_rollback_that_was_approved_in_advance_is_carried_through_and_keeps_the_environment_locked_until_its_cause_is_noted()
    {
        await WithABackupAsync();
        var (po, dba) = (As("po"), As("dba"));
        await po.BoardAsync("Running · prod · 3 of 4 done");
        await po.PressAsync("Approve rollback");
        (await po.DialogAsync()).Words.ShouldMatch(@"Without you\s+3\.1\.2 Backup put back");
        await po.SendAsync();
        await dba.BoardAsync("approved in advance by @po (Product Owner)");
        await dba.TypeAsync("rollback");
        var asked = await dba.DialogAsync();
        asked.Title.ShouldBe("Roll back prod");
        asked.Words.ShouldContain("It was approved in advance by @po (Product Owner).");
        await dba.FillInAsync("Type the run's id, prod-1", "prod-1");
        await dba.SendAsync();
        await dba.BoardAsync("Rolling back");
        await dba.PressAsync("Mark done 3.1.1");
        await dba.BoardAsync("Rolling back · prod · 1 of 2 steps");
        await dba.PressAsync("Run 3.1.2");
        (await dba.DialogAsync()).Command.ShouldNotBeNull().ShouldMatch(@"^cat backup_\d{8}_\d{6}\.sql$");
        await dba.SendAsync();

        await dba.BoardAsync("Rolled back · prod is locked · 2 of 2 steps");
        await As("devops").TypeAsync("start");
        await As("devops").ToldAsync("Not started: prod has been locked since");
        await dba.PressAsync("Note the cause");
        await dba.FillInAsync("Cause", "The orders table was locked");
        await dba.SendAsync();
        await dba.BoardAsync("prod is still locked. @devops or @dba can unlock it.");
        await dba.PressAsync("Unlock prod");
        await dba.SendAsync();

        var over = await As("devops").BoardAsync("Rolled back · prod · 2 of 2 steps");
        over.Words.ShouldContain("The orders table was locked");
        over.Buttons.Select(button => button.Label).ShouldBe(["Report", "Evidence"]);
    }

    [Fact]
    public async Task Everything_that_a_button_does_a_typed_line_does()
    {
        await StartAsync();
        await TypeAllAsync("po", "done 1.1.1", "undo 1.1.1");
        await As("devops").BoardAsync("0 of 4 done");
        await TypeAllAsync("po", "check 1.1.1", "note The replica is two seconds behind");
        await TypeAllAsync("devops", "skip 1.1.2 Nobody is on call tonight", "run 2.1.1");
        await As("devops").BoardAsync("3 of 4, 1 skipped");
        await As("devops").TypeAsync("run 2.1.2");
        await As("devops").BoardAsync("Needs a decision");
        await TypeAllAsync("dba", "take 2.1.2");
        await As("devops").BoardAsync("@dba has been deciding on 2.1.2");
        await As("dba").TypeAsync("retry 2.1.2 The lock is gone, nothing was copied");
        await As("devops").BoardAsync("Waiting for sign-off · prod · 4 of 4, 1 skipped");
        await As("dba").TypeAsync("decline Database Administrator: The orders page is empty");
        await As("devops").BoardAsync("Database Administrator · not yet");
        await As("dba").TypeAsync("sign Database Administrator");
        await As("po").TypeAsync("sign Product Owner: Orders and login tested");

        await As("devops").BoardAsync("Completed · prod · 4 of 4, 1 skipped · 2 of 2 signed");
        await As("devops").ChannelAsync("Completed on prod, run 1");
        var thread = await As("devops").ThreadAsync("Orders and login tested");
        thread.Words.ShouldMatch(@"Note · @po \d\d:\d\d: ""The replica is two seconds behind""");
        thread.Words.ShouldContain("The orders page is empty");
        (await As("devops").FileAsync(() => As("devops").TypeAsync("report"))).ShouldContain("- [x] Plan reviewed");
    }

    [Fact]
    public async Task A_closed_run_can_only_be_read_and_its_report_can_be_had()
    {
        await WithEverythingSettledAsync();
        await As("dba").TypeAsync("sign Database Administrator");
        await As("po").TypeAsync("sign Product Owner");

        var closed = await As("devops").BoardAsync("Completed · prod · 4 of 4, 1 skipped · 2 of 2 signed");
        closed.Words.ShouldMatch(@"Skipped: 1\.1\.2 Team told \(@devops: ""Nobody is on call tonight""\)");
        closed.Buttons.Select(button => button.Label).ShouldBe(["Report", "Evidence"]);
        await As("devops").TypeAsync("undo 1.1.1");
        (await As("devops").ToldAsync("Not changed")).ShouldMatch(@"^Not changed: run 1 ended at \d\d:\d\d and can only be read\. An operator of prod can start a new one\.$");

        var report = await As("devops").FileAsync(() => As("devops").PressAsync("Report"));
        report.ShouldContain("- [x] Plan reviewed");
        report.ShouldContain("Nobody is on call tonight");
        (await As("devops").FileAsync(() => As("devops").PressAsync("Evidence"))).ShouldContain("Nobody is on call tonight");
    }

    [Fact]
    public async Task An_abort_asks_for_the_runs_typed_id_and_a_reason()
    {
        await StartAsync();
        await As("devops").PressAsync("Abort");
        (await As("devops").DialogAsync()).Words.ShouldContain("Ends run 1 without signatures. Nothing is undone. prod is free afterwards.");
        await As("devops").FillInAsync("Type the run's id, prod-1", "prod-1");
        await As("devops").FillInAsync("Reason", "tomorrow");
        (await As("devops").SendInVainAsync())["Reason"].Error.ShouldBe("Not aborted: the reason needs 10 letters or more.");
        await As("devops").FillInAsync("Reason", "We try again tomorrow");
        await As("devops").SendAsync();

        (await As("dba").BoardAsync("Aborted · prod")).Words.ShouldContain("by @devops: \"We try again tomorrow\"");
        await As("dba").ChannelAsync("Aborted on prod, run 1");
    }

    private async Task WithEverythingSettledAsync()
    {
        await StartAsync();
        await TypeAllAsync("devops", "done 1.1.1", "skip 1.1.2 Nobody is on call tonight", "done 2.1.1 I made it by hand", "done 2.1.2 I copied them by hand");
        await As("dba").BoardAsync("Waiting for sign-off · prod · 4 of 4, 1 skipped");
    }

    private async Task WithABackupAsync()
    {
        await StartAsync();
        await TypeAllAsync("devops", "done 1.1.1", "done 1.1.2", "run 2.1.1");
        foreach (var name in new[] { "devops", "dba" }) (await As(name).BoardAsync("Running · prod · 3 of 4 done")).Words.ShouldContain("Rollback: ready, backup");
    }
}
