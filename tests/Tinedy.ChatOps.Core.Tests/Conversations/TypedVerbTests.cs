using Tinedy.ChatOps.Application.Verbs;
using Tinedy.ChatOps.Core.Tests.Runs;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Runs;

namespace Tinedy.ChatOps.Core.Tests.Conversations;

public sealed class TypedVerbTests
{
    private static readonly Run Run = new Story().Run;

    public static TheoryData<string, Command> Meanings => new()
    {
        { "done 1.1.1", new Command.Tick("1.1.1", "") },
        { "/migrate done 1.1.1 in staging", new Command.Tick("1.1.1", "in staging") },
        { "@Migrate CHECK 1.1.1", new Command.Tick("1.1.1", "") },
        { "accept-ticks", new Command.AcceptPaper() },
        { "prod-17 undo backup", new Command.Undo("backup") },
        { "done\u00a01.1.1\u202fin staging", new Command.Tick("1.1.1", "in staging") },
        { "skip 1.1.2 in staging on Friday", new Command.Skip("1.1.2", "in staging on Friday") },
        { "run  1.2.1 ", new Command.RunStep("1.2.1") },
        { "cancel 1.2.1", new Command.Cancel("1.2.1") },
        { "retry 1.2.1 the disk was full", new Command.Retry("1.2.1", "the disk was full") },
        { "judge 1.2.1 done I saw the file", new Command.Judge("1.2.1", true, "I saw the file") },
        { "judge 1.2.1 not-done no file", new Command.Judge("1.2.1", false, "no file") },
        { "take 1.2.1", new Command.TakeDecision("1.2.1") },
        { "sign product owner", new Command.Sign("Product Owner") },
        { "sign Product Owner: orders tested", new Command.Sign("Product Owner", null, "orders tested") },
        { "sign Product Ownership", new Command.Sign("Product Ownership") },
        { "decline Product Owner: orders page is empty", new Command.Decline("Product Owner", "orders page is empty") },
        { "note replica is 2 s behind", new Command.WriteNote("replica is 2 s behind") },
        { "fill Rollback Window: 2 h", new Command.Fill("Rollback Window", "2 h") },
        { "rollback prod-17 queries are slow", new Command.RollBack("prod-17", "queries are slow") },
        { "abort prod-17 not tonight", new Command.Abort("prod-17", "not tonight") },
        { "cause a wrong index", new Command.NoteCause("a wrong index") },
        { "unlock", new Command.Unlock() },
        { "accept-journal restored on purpose", new Command.AcceptJournal("restored on purpose") },
        { "begin", new Command.Begin() },
        { "raise 2: orders time out", new Command.Raise("2", "orders time out") },
        { "page dba: the disk is full", new Command.Page("dba", "the disk is full") },
        { "page @dba: the disk is full", new Command.Page("@dba", "the disk is full") },
        { "ack", new Command.Acknowledge() },
        { "ack 2", new Command.Acknowledge(2) },
        { "false-alarm 2 counted again", new Command.FalseAlarm(2, "counted again") },
        { "false-alarm counted again", new Command.FalseAlarm(null, "counted again") },
        { "drill", new Command.Drill() },
        { "tell The upgrade has begun.", new Command.Tell(null, "The upgrade has begun.") },
        { "break-glass 2.1.1 the replica is down", new Command.BreakGlass("2.1.1", "the replica is down") },
        { "approve-rollback Product Owner", new Command.ApproveRollback("Product Owner") },
        { "rollback prod-17 one-after-another slow", new Command.RollBack("prod-17", "slow", true) },
        { "rollback prod-17 despite-unknown slow", new Command.RollBack("prod-17", "slow", DespiteUnknown: true) },
        { "rollback prod-17 despite-unknown One-After-Another slow", new Command.RollBack("prod-17", "slow", true, true) },
    };

    [Theory]
    [MemberData(nameof(Meanings))]
    public void A_typed_line_means_what_its_button_means(string typed, Command command) =>
        CommandParser.ToCommand(TypedLine.Read(typed), Run).ShouldBe(command);

    [Theory]
    [InlineData("done")]
    [InlineData("skip")]
    [InlineData("judge 1.2.1")]
    [InlineData("judge 1.2.1 perhaps")]
    [InlineData("fill Rollback Window")]
    public void Where_a_part_is_missing_there_is_no_command(string typed) => CommandParser.ToCommand(TypedLine.Read(typed), Run).ShouldBeNull();

    [Fact]
    public void Every_verb_that_can_be_typed_has_a_meaning() =>
        RunVerbs.All.SelectMany(verb => verb.Names).ShouldBe(Meanings.Select(row => TypedLine.Read(row.Data.Item1).Verb).Distinct(), ignoreOrder: true);
}
