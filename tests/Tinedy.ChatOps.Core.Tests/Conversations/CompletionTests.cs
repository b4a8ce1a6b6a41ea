using Tinedy.ChatOps.Application.Conversations;
using Tinedy.ChatOps.Application.Verbs;
using Tinedy.ChatOps.Core.Tests.RunServices;
using Tinedy.ChatOps.Domain.People;

namespace Tinedy.ChatOps.Core.Tests.Conversations;

/// <summary>How a line goes on that is about a name.</summary>
public sealed class CompletionTests
{
    private const string Runbook = """
        # Night
        ## Work
        - [ ] Look
        ## Emergency
        ### Rollback Criteria
        - Error rate > 5 %
        - Data loss
        ### Rollback Execution
        - [ ] Restore
        ## Sign-off
        - [ ] **Product Owner** - ____ Date: ____
        ## Emergency Contacts
        **DBA Lead:** @dba
        ## Migration Information
        **Window:** ____
        """;

    private readonly ReplicaSet replicas = new ReplicaSet().With("migration.md", Runbook);
    private int keys;

    [Theory]
    [InlineData("start")]
    [InlineData("schedule 2026-12-01 22:00 UTC migration prod")]
    public async Task What_a_verb_can_be_about_is_offered_in_a_run_that_goes_on_and_in_a_scheduled_one(string begin)
    {
        await SayAsync(Crew.Dba, begin);

        (await OffersAsync("raise ")).ShouldBe(["/migrate raise Error rate > 5 %:", "/migrate raise Data loss:"]);
        (await OffersAsync("raise data l")).ShouldBe(["/migrate raise Data loss:"]);
        (await OffersAsync("page ")).ShouldBe(["/migrate page DBA Lead:"]);
        (await OffersAsync("page dba l")).ShouldBe(["/migrate page DBA Lead:"]);
        (await OffersAsync("fill ")).ShouldBe(["/migrate fill Window:", "/migrate fill DBA Lead:"]);
        (await OffersAsync("false-alarm ")).ShouldBeEmpty("there is no alert");
        (await SayAsync(Crew.Dba, "raise Data loss: rows are missing")).ShouldBeOfType<Reply.Done>();
        (await OffersAsync("false-alarm ")).ShouldBe(["/migrate false-alarm 1"]);
        (await OffersAsync("ack ")).ShouldBe(["/migrate ack 1"]);
        (await OffersAsync("raise ")).ShouldBe(["/migrate raise Error rate > 5 %:"]);
    }

    [Fact]
    public async Task A_role_is_offered_as_soon_as_its_signature_would_be_taken()
    {
        await SayAsync(Crew.Dba, "start");
        (await OffersAsync("sign ", Crew.Po)).ShouldBeEmpty("1.1.1 is open");
        await SayAsync(Crew.Dba, "done 1.1.1");
        (await OffersAsync("sign ", Crew.Po)).ShouldBe(["/migrate sign Product Owner"]);
    }

    /// <summary>Free text, and the id that a person types to confirm.</summary>
    [Fact]
    public void Every_verb_about_something_of_the_run_names_what_it_can_be_about() =>
        RunVerbs.All.Where(verb => verb.Operands.Length > 0 && !verb.Operands.StartsWith("ID ", StringComparison.Ordinal) && verb.Name is not ("note" or "tell" or "cause" or "accept-journal"))
            .Where(verb => verb.GetType().GetMethod(nameof(RunVerb.Operable))!.DeclaringType == typeof(RunVerb)).Select(verb => verb.Name).ShouldBeEmpty();

    [Fact]
    public async Task What_is_offered_is_understood_when_a_text_follows()
    {
        await SayAsync(Crew.Dba, "start");
        foreach (var line in (await OffersAsync("raise ")).Concat(await OffersAsync("page ")))
            (await SayAsync(Crew.Dba, line + " since 22:30")).ShouldBeOfType<Reply.Done>(line);
        (await SayAsync(Crew.Dba, (await OffersAsync("fill W")).Single() + " 22:00 to 23:00")).ShouldBeOfType<Reply.Done>();
    }

    private Task<Reply> SayAsync(Person who, string text) => replicas.Conversation().SayAsync(who.Here(), text, $"key {++keys}", TestContext.Current.CancellationToken);

    private async Task<IEnumerable<string>> OffersAsync(string typed, Person? who = null) =>
        (await replicas.Conversation().CompleteAsync((who ?? Crew.Dba).Here(), typed, TestContext.Current.CancellationToken)).Select(offer => offer.Text);
}
