using Tinedy.ChatOps.Application.Conversations;
using Tinedy.ChatOps.Application.Verbs;
using Tinedy.ChatOps.Core.Tests.RunServices;

namespace Tinedy.ChatOps.Core.Tests.Conversations;

/// <summary>A typed line is acted on whole or not at all, whatever its verb: no word is left out, and no name is taken for another.</summary>
public sealed class WholeLineTests
{
    private const string Runbook = """
        # Night
        ## Work
        ### Do
        - [ ] Look
        - [ ] Migrate
          ```bash {name=migrate}
          npx prisma migrate deploy
          ```
        ## Emergency
        ### Rollback Criteria
        - Error rate > 5 %
        - Error rate of orders > 5 %
        - Data loss
        ### Rollback Execution
        - [ ] Restore
        ## Sign-off
        ### Approval
        - [ ] **Lead Developer** - ____ Date: ____
        - [ ] **Product Owner** - ____ Date: ____
        ## Emergency Contacts
        **DBA:** @dba
        **Night Watch:** ____
        ## Migration Information
        **Window:** ____
        """;

    private readonly ReplicaSet replicas = new ReplicaSet().With("migration.md", Runbook);

    private int keys;

    /// <summary>Verbs whose operands end in words of one's own: whatever stands behind the name is that text.</summary>
    private static bool TakesText(TypedVerb verb) => verb.Name is "note" or "cause" or "tell" or "accept-journal" or "abort" or "rollback" or "done" or "skip" or "retry" or "judge" or "break-glass"
        or "page" or "raise" or "false-alarm" or "decline" or "fill";

    public static TheoryData<string> Closed => [.. VerbCatalogue.All.Where(verb => !TakesText(verb) && verb is not HelpVerb).Select(verb => verb.Name)];

    /// <summary>A line that is whole with an extra word behind it.</summary>
    [Theory]
    [MemberData(nameof(Closed))]
    public async Task A_word_too_many_is_refused_by_every_verb_that_takes_no_text(string verb)
    {
        await SayAsync(Crew.Dba, "start");
        var about = VerbCatalogue.Named(verb)!.Operands switch
        {
            "" => "",
            "ITEM" => "1.1.1 ",
            "ROLE" => "Lead Developer ",
            "[ID]" => "prod-1 ",
            "[ALERT]" => await AlertAsync() + " ",
            "[runbook] [environment]" => "migration prod ",
            "WHEN [runbook] [environment]" => "2026-12-01 22:00 UTC migration prod ",
            var other => throw new System.Diagnostics.UnreachableException($"How is {other} written?"),
        };
        var appends = replicas.Journal.Appends.Count;

        var refused = (await SayAsync(Crew.Dba, $"{verb} {about}xylophone")).ShouldBeOfType<Reply.Refused>();

        refused.Why.Text.ToString().ShouldContain("xylophone");
        AllQuoted(refused.Why.Text.ToString(), "xylophone");
        SentenceRules.OfRefusal(refused.Why.Text);
        replicas.Journal.Appends.Count.ShouldBe(appends);
    }

    public static TheoryData<string, string> NoNames => new()
    {
        { "raise Error rate of payments: 7 %", "Not raised: there is no criterion \"Error rate of payments\". Did you mean 2.1.1 Error rate > 5 % or 2.1.2 Error rate of orders > 5 %? There is 2.1.1 Error rate > 5 %, 2.1.2 Error rate of orders > 5 % and 2.1.3 Data loss." },
        { "raise Error rate: 7 %", "Not raised: \"Error rate\" may be 2.1.1 Error rate > 5 % or 2.1.2 Error rate of orders > 5 %. There is 2.1.1 Error rate > 5 %, 2.1.2 Error rate of orders > 5 % and 2.1.3 Data loss." },
        { "raise Dat: rows are missing", "Not raised: there is no criterion \"Dat\". There is 2.1.1 Error rate > 5 %, 2.1.2 Error rate of orders > 5 % and 2.1.3 Data loss." },
        { "raise Data rows are missing", "Not raised: there is no criterion \"Data rows are missing\". Did you mean 2.1.3 Data loss? There is 2.1.1 Error rate > 5 %, 2.1.2 Error rate of orders > 5 % and 2.1.3 Data loss." },
        { "page DBA Lead: the disk is full", "Not paged: there is no contact \"DBA Lead\". Did you mean DBA? There is DBA and Night Watch." },
        { "page DBS: the disk is full", "Not paged: there is no contact \"DBS\". Did you mean DBA? There is DBA and Night Watch." },
        { "page Night Watch: the disk is full", "Not paged: Night Watch is nobody yet in run 1. Choose who on the board, or page DBA." },
        { "sign Lead: seen", "Not signed: this run has no role \"Lead\". Did you mean Lead Developer? Its roles are Lead Developer and Product Owner." },
        { "decline Product Owner of sales: not seen yet", "Not signed: this run has no role \"Product Owner of sales\". Did you mean Product Owner? Its roles are Lead Developer and Product Owner." },
        { "fill Window of staging: 2 h", "Not filled in: the runbook has no field \"Window of staging\". Did you mean Window? Its fields are Window, DBA and Night Watch." },
        { "status prod-1", "Not understood: status takes nothing behind it. Put the id in front: prod-1 status." },
        { "status 1", "Not understood: status takes nothing behind it. Put the id in front: prod-1 status." },
        { "report #1", "Not understood: report takes nothing behind it. Put the id in front: prod-1 report." },
        { "status 99", "Not understood: status has no place for \"99\". Write the line without it." },
        { "1 done 1.1.1", "Not understood: \"1\" is no id. Put the whole id in front: prod-1 done 1.1.1." },
        { "1", "Not understood: \"1\" is no id. Put the whole id in front: prod-1 status." },
        { "prod-1 start", "Not understood: start has no place for \"prod-1\". Write the line without it." },
        { "prod-1 schedule 2026-12-01 22:00 UTC migration prod", "Not understood: schedule has no place for \"migration prod\". Write the line without it." },
        { "run 1.1.9", "Not started: this run has no item \"1.1.9\". Its items are 1.1.1 to 1.1.2, its rollback steps 2.2.1; the board shows them." },
        { "skip 1.1.9 not needed today", "Not skipped: this run has no item \"1.1.9\". Its items are 1.1.1 to 1.1.2, its rollback steps 2.2.1; the board shows them." },
        { "cancel 1.1.9", "Not cancelled: this run has no item \"1.1.9\". Its items are 1.1.1 to 1.1.2, its rollback steps 2.2.1; the board shows them." },
        { "undo 1.1.9", "Not undone: this run has no item \"1.1.9\". Its items are 1.1.1 to 1.1.2, its rollback steps 2.2.1; the board shows them." },
        { "retry 1.1.9", "Not started: this run has no item \"1.1.9\". Its items are 1.1.1 to 1.1.2, its rollback steps 2.2.1; the board shows them." },
        { "take 1.1.9", "Not taken: this run has no item \"1.1.9\". Its items are 1.1.1 to 1.1.2, its rollback steps 2.2.1; the board shows them." },
        { "run 1.1.2 now", "Not understood: run takes an item, nothing more, and \"now\" stands behind it." },
        { "rollback prod-1 slow one-after-another", "Not understood: \"one-after-another\" stands in the reason. Write one-after-another directly behind the id." },
        { "rollback prod-1 one-after-anothr slow", "Not understood: \"one-after-anothr\" stands in the reason. Write one-after-another directly behind the id." },
    };

    [Theory]
    [MemberData(nameof(NoNames))]
    public async Task Words_that_are_not_wholly_a_name_are_said_with_what_is_near_and_do_nothing(string typed, string words)
    {
        await SayAsync(Crew.Dba, "start");
        var appends = replicas.Journal.Appends.Count;

        var refused = (await SayAsync(Crew.Dba, typed)).ShouldBeOfType<Reply.Refused>();

        refused.Why.Text.ToString().ShouldBe(words);
        SentenceRules.OfRefusal(refused.Why.Text);
        replicas.Journal.Appends.Count.ShouldBe(appends);
    }

    [Theory]
    [InlineData("raise Data: rows are missing", "Recorded: @dba raised alert 1 on 2.1.3 Data loss: \"rows are missing\".")]
    [InlineData("raise 3 rows are missing: 7 of 9", "Recorded: @dba raised alert 1 on 2.1.3 Data loss: \"rows are missing: 7 of 9\".")]
    [InlineData("raise error rate of orders > 5 % 7 %", "Recorded: @dba raised alert 1 on 2.1.2 Error rate of orders > 5 %: \"7 %\".")]
    [InlineData("page DBA the disk is full since 22:30", "Recorded: @dba raised alert 1: \"the disk is full since 22:30\". Called first: @dba for DBA.")]
    [InlineData("page @devops: the disk is full", "Recorded: @dba raised alert 1: \"the disk is full\". Called first: @devops for devops.")]
    public async Task A_whole_name_does_it_and_the_answer_says_what_was_meant(string typed, string words)
    {
        await SayAsync(Crew.Dba, "start");
        (await SayAsync(Crew.Dba, typed)).ShouldBeOfType<Reply.Done>().Text.ToString().ShouldBe(words);
    }

    [Fact]
    public async Task Whoever_pages_a_contact_reads_that_the_file_names_somebody_else()
    {
        replicas.With("migration.md", Runbook.Replace("**DBA:** @dba", "**DBA:** Mara Lindt, +49 151 1234567", StringComparison.Ordinal));
        await SayAsync(Crew.Dba, "start");
        (await SayAsync(Crew.Dba, "page DBA: the disk is full")).ShouldBeOfType<Reply.Done>().Text.ToString().ShouldBe(
            "Recorded: @dba raised alert 1: \"the disk is full\". Called first: @dba for DBA. The file names Mara Lindt, and nobody on the People list is that.");
    }

    [Theory]
    [InlineData("ack", "Not answered: ")]
    [InlineData("false-alarm the report ran meanwhile", "Not ended: ")]
    public async Task Of_several_alerts_none_is_taken_and_each_is_listed(string typed, string begins)
    {
        await SayAsync(Crew.Dba, "start");
        await SayAsync(Crew.Sam, "raise 1: 7 %");
        await SayAsync(Crew.Sam, "raise Data loss: rows are missing");
        var appends = replicas.Journal.Appends.Count;

        var refused = (await SayAsync(Crew.Dba, typed)).ShouldBeOfType<Reply.Refused>().Why;

        refused.Text.ToString().ShouldBe(begins + "2 alerts can be meant: 1, Error rate > 5 %: 7 %; 2, Data loss: rows are missing. Write which: " + typed.Split(' ')[0] + " 2.");
        SentenceRules.OfRefusal(refused.Text);
        replicas.Journal.Appends.Count.ShouldBe(appends);
    }

    [Theory]
    [InlineData("ack 1")]
    [InlineData("ack alert 1")]
    [InlineData("ack Error rate")]
    [InlineData("ack 7 %")]
    public async Task An_alert_is_answered_by_its_number_or_by_words_that_only_it_has_and_then_the_other_needs_no_name(string typed)
    {
        await SayAsync(Crew.Dba, "start");
        await SayAsync(Crew.Sam, "raise 1: 7 %");
        await SayAsync(Crew.Sam, "raise Data loss: rows are missing");

        (await SayAsync(Crew.Dba, typed)).ShouldBeOfType<Reply.Done>().Text.ToString().ShouldBe("Recorded: @dba is on alert 1.");
        (await SayAsync(Crew.Dba, "ack")).ShouldBeOfType<Reply.Done>().Text.ToString().ShouldBe("Recorded: @dba is on alert 2.");
    }

    [Fact]
    public async Task A_false_alarm_that_names_another_criterion_does_not_end_the_only_alert()
    {
        await SayAsync(Crew.Dba, "start");
        await SayAsync(Crew.Sam, "raise 1: 7 %");

        (await SayAsync(Crew.Dba, "false-alarm Data loss: counted them again")).ShouldBeOfType<Reply.Refused>()
            .Why.Text.ToString().ShouldBe("Not ended: there is no alert \"Data loss\" in this run. Open: 1, Error rate > 5 %: 7 %.");
        (await SayAsync(Crew.Dba, "false-alarm counted: nothing is missing")).ShouldBeOfType<Reply.Done>();
    }

    [Fact]
    public async Task Whoever_is_called_to_one_alert_only_answers_that_one_without_naming_it()
    {
        await SayAsync(Crew.Dba, "start");
        await SayAsync(Crew.Dba, "page @po: look at the orders page");
        await SayAsync(Crew.Sam, "raise 1: 7 %");

        (await SayAsync(Crew.Po, "ack")).ShouldBeOfType<Reply.Done>().Text.ToString().ShouldBe("Recorded: @po is on alert 1.");
    }

    [Fact]
    public async Task A_name_that_a_runbook_and_an_environment_share_is_not_taken_for_one_of_them()
    {
        replicas.With("prod.md", Runbook);

        (await SayAsync(Crew.Dba, "start prod")).ShouldBeOfType<Reply.Refused>().Why.Text.ToString()
            .ShouldBe("Not understood: \"prod\" is a runbook and an environment. Write both, the runbook first.");
        (await SayAsync(Crew.Dba, "start prod prod")).ShouldBeOfType<Reply.Done>();
    }

    /// <summary>Words that are repeated as they were typed would be read as ours: "there is no alert it is fine".</summary>
    [Theory]
    [InlineData("it is fine really")]
    [InlineData("done it is fine really")]
    [InlineData("run it is fine really")]
    [InlineData("ack it is fine really")]
    [InlineData("false-alarm Data loss: it is fine really")]
    [InlineData("page it is fine: really")]
    [InlineData("raise it is fine: really")]
    [InlineData("sign it is fine really")]
    [InlineData("decline it is fine: really")]
    [InlineData("fill it is fine: really")]
    [InlineData("approve-rollback it is fine really")]
    [InlineData("status it is fine really")]
    [InlineData("start it is fine really")]
    [InlineData("schedule it is fine really")]
    [InlineData("it-is-fine-99 status")]
    [InlineData("run 1.1.2 it is fine really")]
    public async Task Typed_words_stand_in_quotation_marks_in_every_refusal_that_repeats_them(string typed)
    {
        await SayAsync(Crew.Dba, "start");
        await SayAsync(Crew.Sam, "raise 1: 7 %");
        var words = (await SayAsync(Crew.Dba, typed)).ShouldBeOfType<Reply.Refused>().Why.Text.ToString();
        words.ShouldContain("\"", customMessage: typed);
        foreach (var word in new[] { "fine", "really" }) AllQuoted(words, word);
    }

    private static void AllQuoted(string text, string word)
    {
        var parts = text.Split('"');
        for (var at = 0; at < parts.Length; at += 2) parts[at].Contains(word, StringComparison.Ordinal).ShouldBeFalse(text);
    }

    private async Task<string> AlertAsync()
    {
        (await SayAsync(Crew.Sam, "raise 3: rows are missing")).ShouldBeOfType<Reply.Done>();
        return "1";
    }

    private Task<Reply> SayAsync(Domain.People.Person who, string text) => replicas.Conversation().SayAsync(who.Here(), text, $"key {++keys}", TestContext.Current.CancellationToken);
}
