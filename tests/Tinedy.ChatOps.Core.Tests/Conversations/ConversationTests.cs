using Tinedy.ChatOps.Application.Conversations;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Core.Tests.RunServices;
using Tinedy.ChatOps.Domain.Access;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.People;

namespace Tinedy.ChatOps.Core.Tests.Conversations;

public sealed class ConversationTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private readonly ReplicaSet replicas = new();

    [Fact]
    public async Task A_whole_exchange_from_start_to_tick()
    {
        (await SayAsync(Crew.Dba, "/migrate start")).ShouldBeOfType<Reply.Done>().Text.ToString().ShouldBe("Started run 1 on prod.");
        (await SayAsync(Crew.Sam, "/migrate done 1.1.1")).ShouldBeOfType<Reply.Done>().Text.ToString().ShouldBe("Recorded: @sam marked 1.1.1 Plan reviewed done.");
        (await SayAsync(Crew.Po, "done 1.1.1")).ShouldBeOfType<Reply.Refused>().Why.Reason.ShouldBe(RefusalReason.AlreadyDone);
    }

    [Theory]
    [InlineData("hurrah", "Not understood: there is no verb \"hurrah\". help lists what you can type.")]
    [InlineData("dnoe 1.1", "Not understood: there is no verb \"dnoe\". Did you mean done? help lists what you can type.")]
    [InlineData("stauts", "Not understood: there is no verb \"stauts\". Did you mean status? help lists what you can type.")]
    [InlineData("help frob", "Not understood: there is no verb \"frob\". help lists what you can type.")]
    [InlineData("help stauts", "Not understood: there is no verb \"stauts\". Did you mean status? help lists what you can type.")]
    [InlineData("help 1.1.1", "Not understood: there is no verb \"1.1.1\". help lists what you can type.")]
    [InlineData("done", "Not understood: write done ITEM [NOTE].")]
    [InlineData("start a b c", "Not understood: start takes a runbook and an environment, nothing more, and \"c\" stands behind them.")]
    [InlineData("prod-99 done 1.1.1", "Not done: there is no run \"prod-99\". history lists the runs.")]
    [InlineData("prod-99 status", "Not done: there is no run \"prod-99\". history lists the runs.")]
    public async Task What_is_not_understood_is_answered_with_what_to_write(string typed, string words)
    {
        await SayAsync(Crew.Dba, "start");
        var refused = (await SayAsync(Crew.Dba, typed)).ShouldBeOfType<Reply.Refused>();
        refused.Why.Text.ToString().ShouldBe(words);
        SentenceRules.OfRefusal(refused.Why.Text);
    }

    [Theory]
    [InlineData("help done", "done ITEM [NOTE]: mark an item done. The same: check.")]
    [InlineData("help check", "done ITEM [NOTE]: mark an item done. The same: check.")]
    [InlineData("help /status", "status: where the run is.")]
    public async Task Help_for_a_verb_says_how_that_one_is_written(string typed, string words) =>
        (await SayAsync(Crew.Dba, typed)).ShouldBeOfType<Reply.Tell>().Lines[0].ToString().ShouldBe(words);

    [Fact]
    public async Task Help_names_everything_that_would_be_accepted_now_as_completions_do()
    {
        await SayAsync(Crew.Dba, "start");
        (await FirstOfHelpAsync(Crew.Sam)).ShouldEndWith(" Now you can: done 1.1.1 or 1.1.2.");
        (await FirstOfHelpAsync(Crew.Dba)).ShouldEndWith(" Now you can: run 1.2.1; done 1.1.1 or 1.1.2.");
        var offered = (await OffersAsync(Crew.Dba, "done ")).Concat(await OffersAsync(Crew.Dba, "run ")).Select(line => line.Split(' ')[^1]);
        foreach (var item in offered) (await FirstOfHelpAsync(Crew.Dba)).ShouldContain(item);
        await SayAsync(Crew.Sam, "done 1.1.1, 1.1.2");
        (await FirstOfHelpAsync(Crew.Sam)).ShouldNotContain("Now you can");
    }

    private async Task<string> FirstOfHelpAsync(Person who) => (await SayAsync(who, "help")).ShouldBeOfType<Reply.Tell>().Lines[0].ToString();

    [Fact]
    public async Task Of_two_live_runs_it_asks_which_and_the_id_in_front_answers()
    {
        var access = new AccessDirectory(Crew.Access.People, [Crew.Prod, Crew.Environment("staging")]);
        var conversation = replicas.Conversation(access);
        await conversation.SayAsync(Crew.Dba.Here(), "start prod", "1", Ct);
        await conversation.SayAsync(Crew.Dba.Here(), "start staging", "2", Ct);

        foreach (var typed in new[] { "done 1.1.1", "status" })
            (await conversation.SayAsync(Crew.Sam.Here(), typed, "3", Ct)).ShouldBeOfType<Reply.Refused>()
                .Why.Text.ToString().ShouldBe("Not done: 2 runs go on here: staging-2 and prod-1. Put the id in front: staging-2 status.");
        (await conversation.SayAsync(Crew.Sam.Here(), "PROD-1 done 1.1.1", "4", Ct)).ShouldBeOfType<Reply.Done>().Run.ShouldBe(new RunId(1));
        (await conversation.CompleteAsync(Crew.Sam.Here(), "prod-1 done 1.1.", Ct)).Select(offer => offer.Text).ShouldBe(["/migrate prod-1 done 1.1.2"]);
    }

    [Fact]
    public async Task Without_a_run_status_says_so()
    {
        (await SayAsync(Crew.Sam, "status")).ShouldBeOfType<Reply.Tell>().Lines.Single().ToString().ShouldBe("There is no run yet. An operator can start one with start.");
        (await SayAsync(Crew.Sam, "done 1.1.1")).ShouldBeOfType<Reply.Refused>();
    }

    [Fact]
    public async Task A_stranger_gets_help_and_one_sentence_on_how_to_be_added()
    {
        var conversation = replicas.Conversation();
        (await conversation.SayAsync(new Speaker(Crew.Stranger, Place.Local), "help", "1", Ct)).ShouldBeOfType<Reply.Tell>();
        (await conversation.SayAsync(new Speaker(Crew.Stranger, Place.Local), "start", "2", Ct)).ShouldBeOfType<Reply.Refused>().Why.Reason.ShouldBe(RefusalReason.NotOnPeopleList);
        (await conversation.CompleteAsync(new Speaker(Crew.Stranger, Place.Local), "", Ct)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Completion_offers_only_what_would_be_accepted_now_from_this_person()
    {
        await SayAsync(Crew.Dba, "start");
        (await OffersAsync(Crew.Dba, "run ")).ShouldBe(["/migrate run 1.2.1"]);
        (await OffersAsync(Crew.Sam, "run ")).ShouldBeEmpty();
        (await OffersAsync(Crew.Sam, "done ")).ShouldBe(["/migrate done 1.1.1", "/migrate done 1.1.2"]);
        (await OffersAsync(Crew.Dba, "r")).ShouldBe(["/migrate run", "/migrate rehearse", "/migrate report", "/migrate rollback"], ignoreOrder: true);
        (await OffersAsync(Crew.Po, "s")).ShouldNotContain("/migrate sign");
        (await OffersAsync(Crew.Dba, "start m")).ShouldBe(["/migrate start migration.md prod"]);
    }

    private Task<Reply> SayAsync(Person who, string typed) => replicas.Conversation().SayAsync(who.Here(), typed, Guid.NewGuid().ToString(), Ct);

    private async Task<IEnumerable<string>> OffersAsync(Person who, string typed) =>
        (await replicas.Conversation().CompleteAsync(who.Here(), typed, Ct)).Select(offer => offer.Text);
}
