namespace Tinedy.ChatOps.Testing.Surfaces;

/// <summary>When something is wrong: who says so, who is called, what is held, and how it ends.</summary>
public abstract class AlertContract(Func<string, Task<ISurface>> open) : SurfaceContract(open)
{
    [Fact]
    public async Task An_alert_holds_steps_calls_the_first_contact_and_is_answered_and_ended_by_button()
    {
        await StartAsync(SurfaceRunbooks.Watched);
        await TypeAllAsync("po", "done 1.1.1", "raise 1 orders are missing");

        var seen = await As("po").BoardAsync("Alert · prod");
        seen.Words.ShouldMatch(@"Now: orders are missing since \d\d:\d\d. Steps are held\. Nobody has answered\. Paged: @dba \d\d:\d\d");
        seen.Words.ShouldContain("Data corruption detected");
        seen.Has("False alarm").ShouldBeTrue();
        await As("dba").ToldAsync("Steps are held");
        await As("dba").TypeAsync("run 1.1.2");
        await As("dba").ToldAsync("Not started: alert 1 is open and steps are held: orders are missing.");

        await As("devops").PressAsync("I'm on it");
        (await As("po").BoardAsync("has been on it since")).Has("I'm on it").ShouldBeFalse();
        (await As("po").ThreadAsync("I'm on it")).Words.ShouldContain("@dba · chat · delivered");
        await As("dba").ToldAsync("@devops has been on it since");

        await As("devops").PressAsync("False alarm");
        await As("devops").FillInAsync("How do you know?", "counted them again, all there");
        await As("devops").SendAsync();
        await As("po").BoardAsync("Running · prod");
        await As("po").ChannelAsync("it was a false alarm");
    }

    [Fact]
    public async Task An_alert_is_raised_by_a_button_in_the_open_and_the_way_back_is_there_from_the_start()
    {
        await StartAsync(SurfaceRunbooks.Watched);
        var seen = await As("intern").BoardAsync("0 of 2 done");
        seen.Has("Raise an alert").ShouldBeTrue();
        seen.Has("Roll back").ShouldBeTrue("A run of manual items can go back as well.");
        await As("intern").PressAsync("Raise an alert");
        await As("intern").FillInAsync("Which criterion is met?", "2.1.1 Data corruption detected");
        await As("intern").FillInAsync("What do you see, in one line?", "orders are missing");
        await As("intern").SendAsync();

        await As("po").BoardAsync("Alert · prod");
        await As("intern").PressAsync("Roll back");
        await As("intern").ToldAsync("Not started: only");
    }

    [Fact]
    public async Task Somebody_is_called_by_name_and_their_answer_ends_it()
    {
        await StartAsync(SurfaceRunbooks.Watched);
        await As("po").PressAsync("Page");
        await As("po").FillInAsync("Who", "Database Owner: @dba");
        await As("po").FillInAsync("What is wrong, in one line?", "the disk is full");
        await As("po").SendAsync();

        await As("po").BoardAsync("the disk is full");
        await As("dba").ToldAsync("the disk is full");
        await As("dba").TypeAsync("ack");
        (await As("po").ThreadAsync("Paging stopped")).Words.ShouldContain("@po: \"the disk is full\"");
    }

    [Fact]
    public async Task A_rehearsal_says_so_everywhere_and_prints_what_would_run()
    {
        await OpenAsync(SurfaceRunbooks.Watched);
        await As("devops").TypeAsync("rehearse");
        await As("devops").BoardAsync("Rehearsal · Running · prod");
        await TypeAllAsync("devops", "done 1.1.1", "run 1.1.2");

        await As("devops").BoardAsync("Rehearsal · Waiting for sign-off");
        (await As("devops").ThreadAsync("succeeded")).Words.ShouldContain("echo \"copied everything\"");
    }
}
