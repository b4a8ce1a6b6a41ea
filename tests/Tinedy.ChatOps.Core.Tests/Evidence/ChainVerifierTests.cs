using Tinedy.ChatOps.Evidence;

namespace Tinedy.ChatOps.Core.Tests.Evidence;

/// <summary>Nothing in a journal can be changed without the place being named.</summary>
public sealed class ChainVerifierTests
{
    private readonly List<StoredEntry> chain = Chains.Good();

    [Fact]
    public void An_untouched_journal_has_no_flaw() => ChainVerifier.Verify(Chains.Run, chain).ShouldBeEmpty();

    [Fact]
    public void A_changed_text_is_named()
    {
        chain[1] = chain[1] with { Body = chain[1].Body.Replace("dba", "sam", StringComparison.Ordinal) };
        Flawed().ShouldBe([2]);
    }

    [Fact]
    public void A_changed_hash_is_named_where_it_is_and_where_it_is_built_on()
    {
        chain[1] = chain[1] with { Hash = new byte[32] };
        Flawed().ShouldBe([2, 3]);
    }

    [Fact]
    public void A_column_that_contradicts_the_text_is_named()
    {
        chain[1] = chain[1] with { Kind = "item-skipped" };
        chain[2] = chain[2] with { At = chain[2].At.AddSeconds(1) };
        Flawed().ShouldBe([2, 3]);
    }

    [Fact]
    public void A_deleted_entry_is_named_by_its_number()
    {
        chain.RemoveAt(2);
        ChainVerifier.Verify(Chains.Run, chain)[0].What.ShouldBe("Entry 3 is missing: entry 4 follows 2.");
    }

    [Fact]
    public void A_cut_head_is_named()
    {
        chain.RemoveAt(0);
        ChainVerifier.Verify(Chains.Run, chain)[0].What.ShouldBe("Entry 1 is missing: entry 2 follows 0.");
    }

    [Fact]
    public void Swapped_entries_are_named()
    {
        (chain[1], chain[2]) = (chain[2], chain[1]);
        Flawed().ShouldContain(2);
        Flawed().ShouldContain(3);
    }

    [Fact]
    public void An_added_entry_is_named()
    {
        chain.Insert(2, chain[1]);
        Flawed().ShouldContain(2);
    }

    [Fact]
    public void An_entry_of_another_run_is_named() =>
        ChainVerifier.Verify(new(18), chain)[0].What.ShouldBe("Entry 1 says that it is entry 1 of run 17.");

    [Fact]
    public void A_cut_tail_is_named_by_what_else_knew_of_it()
    {
        var last = chain[^1].Seq;
        chain.RemoveAt(chain.Count - 1);
        ChainVerifier.Verify(Chains.Run, chain).ShouldBeEmpty();
        ChainVerifier.Against(chain, [("sign_off", last), ("request", last - 1)]).ShouldHaveSingleItem()
            .What.ShouldBe($"The journal ends at entry {last - 1}, but sign_off knows entry {last}: the end was cut off.");
    }

    [Fact]
    public void An_empty_journal_is_a_flaw() => ChainVerifier.Verify(Chains.Run, []).ShouldHaveSingleItem();

    [Fact]
    public void Another_runbook_than_the_one_started_with_is_named()
    {
        ChainVerifier.Runbook(Chains.Pin, chain).ShouldBeEmpty();
        ChainVerifier.Runbook(Chains.Pin with { Runbook = "# Other"u8.ToArray() }, chain).ShouldHaveSingleItem().Seq.ShouldBe(1);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("not json")]
    [InlineData("{\"run\":17,\"seq\":2,\"at\":\"2026-11-22T21:31:00+00:00\",\"by\":{\"name\":\"dba\",\"accounts\":[]},\"event\":{}}")]
    [InlineData("{\"run\":17,\"seq\":2,\"at\":\"2026-11-22T21:31:00+00:00\",\"by\":{\"name\":\"dba\",\"accounts\":[]},\"event\":{\"kind\":\"crowned\"}}")]
    public void A_text_that_is_no_entry_is_a_flaw_and_not_a_crash(string body)
    {
        chain[1] = chain[1] with { Body = body };
        ChainVerifier.Verify(Chains.Run, chain).ShouldContain(flaw => flaw.What == "Entry 2 cannot be read.");
    }

    private IEnumerable<int> Flawed() => ChainVerifier.Verify(Chains.Run, chain).Select(flaw => flaw.Seq).Distinct();
}
