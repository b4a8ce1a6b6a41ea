namespace Tinedy.ChatOps.Testing.Surfaces;

/// <summary>The board, and what is said beside it.</summary>
public abstract class BoardContract(Func<string, Task<ISurface>> open) : SurfaceContract(open)
{
    [Fact]
    public async Task A_started_run_has_one_pinned_board_with_state_place_number_and_what_is_next()
    {
        await StartAsync();

        var seen = await As("dba").BoardAsync("Running · prod · 0 of 4 done");
        seen.Words.ShouldMatch(@"Move the customers · run 1 · since \d\d:\d\d · @devops");
        seen.Words.ShouldContain("Now: 2 items are open in phase 1. Anyone on the People list can mark them done.");
        seen.Words.ShouldContain("1 Preparation · 0 of 2 · open");
        seen.Words.ShouldContain("2 Change · 0 of 2 · after phase 1");
        seen.Words.ShouldContain("Rollback: not ready, no backup yet");
        seen.Has("Mark done 1.1.1").ShouldBeTrue();
        seen.Has("Run 2.1.1").ShouldBeFalse("It cannot work now.");

        await As("dba").TypeAsync("start");
        await As("dba").ToldAsync("@devops, who started run 1, can finish or abort it.");
        await As("dba").BoardAsync("run 1");
    }

    [Fact]
    public async Task A_tick_shows_to_all_with_who_and_the_newest_can_be_undone()
    {
        await StartAsync();
        await As("po").PressAsync("Mark done 1.1.1");

        foreach (var name in new[] { "po", "devops" })
        {
            var seen = await As(name).BoardAsync("Running · prod · 1 of 4 done");
            seen.Words.ShouldMatch(@"1\.1\.1 Plan reviewed · done \d\d:\d\d by @po");
            seen.Has("Mark done 1.1.1").ShouldBeFalse();
        }

        await As("po").PressAsync("Undo 1.1.1");
        (await As("po").DialogAsync()).Words.ShouldContain("1.1.1 Plan reviewed will be open again.");
        await As("po").SendAsync();
        (await As("devops").BoardAsync("0 of 4 done")).Has("Mark done 1.1.1").ShouldBeTrue();
    }

    [Fact]
    public async Task Of_two_presses_in_the_same_instant_one_counts_and_the_other_reads_who_was_first()
    {
        await StartAsync();
        await As("po").BoardAsync("0 of 4 done");
        await As("devops").BoardAsync("0 of 4 done");

        await Surface.PressTogetherAsync("Mark done 1.1.1", "po", "devops");

        var seen = await As("devops").BoardAsync("1 of 4 done");
        var (first, second) = seen.Words.Contains("by @po", StringComparison.Ordinal) ? ("po", "devops") : ("devops", "po");
        (await As(second).ToldAsync("Already done")).ShouldMatch($@"^Already done: 1\.1\.1 was marked done by @{first} at \d\d:\d\d\. Nothing changed\.$");
        (await As(first).AllToldAsync()).ShouldNotContain(told => told.StartsWith("Already", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Somebody_unknown_sees_the_board_and_reads_alone_how_to_be_added()
    {
        const string howToBeAdded = @"^Not done: this \S+ account is not on the People list\. Whoever runs this service can add \S+visitor\.$";
        await OpenAsync();
        await As("visitor").TypeAsync("start");
        (await As("visitor").ToldAsync("Not done")).ShouldMatch("(?i)" + howToBeAdded);

        await As("devops").TypeAsync("start");
        await As("visitor").BoardAsync("Running · prod · 0 of 4 done");
        await As("visitor").PressAsync("Mark done 1.1.1");

        await As("devops").PressAsync("Mark done 1.1.2");
        var seen = await As("visitor").BoardAsync("Running · prod · 1 of 4 done");
        seen.Words.ShouldContain("run 1");
        seen.Has("Mark done 1.1.1").ShouldBeTrue();
        var told = await As("visitor").AllToldAsync();
        told.Count.ShouldBe(2);
        told.ShouldAllBe(line => System.Text.RegularExpressions.Regex.IsMatch(line, "(?i)" + howToBeAdded));
        (await As("devops").AllToldAsync()).ShouldNotContain(line => line.Contains("People list", StringComparison.Ordinal));
    }

    [Fact]
    public async Task All_phases_open_privately_with_the_buttons_of_each_item()
    {
        await StartAsync();
        var devops = As("devops");
        var later = await devops.PhaseAsync("2 Change");
        later.Words.ShouldContain("2.1.1 Backup made · runs a command · after phase 1");
        later.Has("Skip 2.1.1").ShouldBeTrue();
        later.Has("Run 2.1.1").ShouldBeFalse();
        (await devops.PhaseAsync("Rollback")).Words.ShouldContain("3.1.2 Backup put back");

        var first = await devops.PhaseAsync("1 Preparation");
        first.Has("Mark done 1.1.2").ShouldBeTrue();
        await devops.PressAsync("Mark done 1.1.1");
        var seen = await As("po").BoardAsync("1 of 4 done");
        seen.Words.ShouldContain("by @devops");
        seen.Has("Skip 1.1.2").ShouldBeFalse("What only one person opened is not on the board.");
    }

    [Fact]
    public async Task A_skip_says_under_its_field_that_the_reason_is_too_short_and_keeps_what_was_typed()
    {
        await StartAsync();
        var devops = As("devops");
        await devops.PhaseAsync("1 Preparation");
        await devops.PressAsync("Skip 1.1.2");
        (await devops.DialogAsync()).Words.ShouldContain("Your name and reason are shown to everyone who signs.");
        await devops.FillInAsync("Reason", "no time");

        var refused = await devops.SendInVainAsync();
        refused["Reason"].ShouldBe(new("Reason", "no time", "Not skipped: the reason needs 10 letters or more."));

        await devops.FillInAsync("Reason", "no time, and nobody asked for it");
        await devops.SendAsync();
        await As("po").BoardAsync("1 of 4, 1 skipped");
        (await As("po").ThreadAsync("1.1.2 Team told")).Words.ShouldMatch(@"1\.1\.2 Team told · skipped \d\d:\d\d by @devops: ""no time, and nobody asked for it""");

        await devops.TypeAsync("undo #1.1.2.");
        (await As("po").ThreadAsync("undone")).Words.ShouldMatch(@"undone \d\d:\d\d by @devops");
    }

    [Fact]
    public async Task Several_items_are_marked_by_one_line_and_each_is_said()
    {
        await StartAsync();
        await As("po").TypeAsync("done 1.1.1 1.1.2");
        await As("devops").BoardAsync("2 of 4 done");
        await As("po").TypeAsync("done 1.1.1 1.1.2 as agreed");
        await As("po").ToldAsync("Not understood: \"1.1.2\" is an item, or begins your text.");
    }

    [Fact]
    public async Task Help_status_and_the_like_are_read_by_the_asker_alone()
    {
        await StartAsync();
        var devops = As("devops");
        await devops.TypeAsync("help");
        (await devops.ToldAsync("status · history · report · whoami")).ShouldStartWith("You hold DevOps Engineer");
        await devops.TypeAsync("status");
        (await devops.ToldAsync("· run 1")).ShouldContain("Now: 2 items are open in phase 1.");
        await devops.TypeAsync("whoami");
        (await devops.ToldAsync("You are @devops")).ShouldContain("You operate prod.");
        await devops.TypeAsync("history");
        (await devops.ToldAsync("prod-1: Running · prod · 0 of 4 done")).ShouldContain("by @devops");
        await devops.TypeAsync("done 9.9.9");
        await devops.ToldAsync("this run has no item \"9.9.9\"");

        (await As("po").AllToldAsync()).ShouldBeEmpty();
        (await As("po").BoardAsync("0 of 4 done")).Words.ShouldNotContain("9.9.9");
    }

    [Fact]
    public async Task What_somebody_typed_never_comes_alive()
    {
        const string typed = "List<int> a<b>c <!channel> <@U0DBA> @dba *bold* _slanted_ ~gone~ `code` ```fence``` <https://evil.example|click> [click](https://evil.example) :tada: <b>x</b> &lt;i&gt; ${HOME}";
        await StartAsync();
        await TypeAllAsync("devops", "note " + typed, "skip 1.1.1 " + typed);

        (await As("dba").BoardAsync("1 of 4, 1 skipped")).Words.ShouldContain($"by @devops: \"{typed}\"");
        (await As("dba").ThreadAsync("Note · @devops")).Words.ShouldContain($": \"{typed}\"");
        await As("dba").ThreadAsync($"by @devops: \"{typed}\"");

        await TypeAllAsync("devops", "done 1.1.2", "done 2.1.1 I made it by hand", "done 2.1.2 I copied them by hand");
        await As("dba").BoardAsync("Waiting for sign-off");
        await As("dba").PressAsync("Sign off");
        (await As("dba").DialogAsync()).Words.ShouldContain($"(@devops: \"{typed}\")");
    }
}
