using Tinedy.ChatOps.Application.Conversations;
using Tinedy.ChatOps.Application.Verbs;
using Tinedy.ChatOps.Core.Tests.RunServices;
using Tinedy.ChatOps.Core.Tests.Runs;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Domain.Runs;

namespace Tinedy.ChatOps.Core.Tests.Conversations;

public sealed class SeveralItemsTests
{
    private static readonly Run Run = new Story(Paper.Reference).Run;
    private readonly ReplicaSet replicas = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("done 1.1.4 1.1.5", "1.1.4 1.1.5", null)]
    [InlineData("done 1.1.4, 1.1.5 and 1.1.6", "1.1.4 1.1.5 1.1.6", null)]
    [InlineData("done 1.1.4,1.1.5: both by me", "1.1.4 1.1.5", "both by me")]
    [InlineData("done 1.1.4 1.1.5: both by me", "1.1.4 1.1.5", "both by me")]
    [InlineData("done 1.1.4, 1.1.5 both by me", "1.1.4 1.1.5", "both by me")]
    [InlineData("done 1.1.4: 1.1.5 comes later", "1.1.4", "1.1.5 comes later")]
    [InlineData("done 1.1.4 2 backups were made", "1.1.4", "2 backups were made")]
    [InlineData("done 1.1.4, all good", "1.1.4", "all good")]
    [InlineData("done 1.1.4: 9.9.9 is not an item", "1.1.4", "9.9.9 is not an item")]
    [InlineData("done 1.1.4 2.5 GB were written", "1.1.4", "2.5 GB were written")]
    [InlineData("done 1.1.4 instead of 1.1.5", "1.1.4", "instead of 1.1.5")]
    [InlineData("done 1.1.4 10.0.0.1 is the host", "1.1.4", "10.0.0.1 is the host")]
    public void A_line_about_several_items_marks_each_of_them(string line, string items, string? note) =>
        Ticks(line).ShouldBe(items.Split(' ').Select(item => new Command.Tick(item, note ?? "")));

    [Fact]
    public void Names_behind_a_comma_or_an_and_are_items_too_where_nothing_follows_them()
    {
        var run = new Story().Run;
        CommandParser.ToCommands(TypedLine.Read("skip backup, verify and migrate"), run).Commands
            .ShouldBe([new Command.Skip("backup", ""), new Command.Skip("verify", ""), new Command.Skip("migrate", "")]);
        CommandParser.ToCommands(TypedLine.Read("done 1.1.1, backup comes later"), run).Commands.ShouldBe([new Command.Tick("1.1.1", "backup comes later")]);
    }

    [Theory]
    [InlineData("done 1.1.4.")]
    [InlineData("done #1.1.4")]
    [InlineData("done (1.1.4)")]
    [InlineData("done `1.1.4`,")]
    [InlineData("\u200bdone\u200b \u200b1.1.\u200b4\ufeff")]
    [InlineData("\u2060 done\u00a01.1.4")]
    public void A_number_is_understood_whatever_stands_around_it(string line) => Ticks(line).ShouldBe([new Command.Tick("1.1.4", "")]);

    /// <summary>What has the shape of an item's number behind an item, and everything that is written between two of them.</summary>
    [Theory]
    [InlineData("done 1.1.1 1.1.99", "Not understood: this run has no item \"1.1.99\". If it begins your text, write done 1.1.1: TEXT.")]
    [InlineData("done 1.1.1, 1.1.2 and 1.1.99", "Not understood: this run has no item \"1.1.99\". If it begins your text, write done 1.1.1: TEXT.")]
    [InlineData("done 1.1.1,1.1.99", "Not understood: this run has no item \"1.1.99\". If it begins your text, write done 1.1.1: TEXT.")]
    [InlineData("done 1.1.99 1.1.1", "Not understood: this run has no item \"1.1.99\". Write the line without it, or with the right one.")]
    [InlineData("done 1.1.1, 1.1.99: both by me", "Not understood: this run has no item \"1.1.99\". If it begins your text, write done 1.1.1: TEXT.")]
    [InlineData("done 1.1.4, 9.9.9 is not an item", "Not understood: this run has no item \"9.9.9\". If it begins your text, write done 1.1.4: TEXT.")]
    [InlineData("skip 1.1.1 1.1.99 not needed today", "Not understood: this run has no item \"1.1.99\". If it begins your text, write skip 1.1.1: TEXT.")]
    [InlineData("undo 1.1.1 + 1.1.99", "Not understood: this run has no item \"1.1.99\". Write the line without it, or with the right one.")]
    [InlineData("done 1.1.1 to 1.1.3", "Not understood: \"to\" stands between items. Name each of them, as in done 1.1.1, 1.1.3.")]
    [InlineData("done 1.1.1 - 1.1.3", "Not understood: \"-\" stands between items. Name each of them, as in done 1.1.1, 1.1.3.")]
    [InlineData("done 1.1.1, 1.1.2 or 1.1.3 I think", "Not understood: \"or\" stands between items. Name each of them, as in done 1.1.1, 1.1.2, 1.1.3.")]
    public void A_number_of_an_items_shape_behind_an_item_is_an_item_or_nothing_is_marked(string line, string words)
    {
        var (commands, why) = CommandParser.ToCommands(TypedLine.Read(line), Run);
        commands.ShouldBeEmpty();
        why!.Text.ToString().ShouldBe(words);
        SentenceRules.OfRefusal(why.Text);
    }

    [Fact]
    public void Where_it_is_not_sure_that_a_word_is_an_item_nothing_is_marked()
    {
        var (commands, why) = CommandParser.ToCommands(TypedLine.Read("done 1.1.4 1.1.5 as agreed"), Run);
        commands.ShouldBeEmpty();
        why!.Text.ToString().ShouldBe("Not understood: \"1.1.5\" is an item, or begins your text. Write done 1.1.4, 1.1.5: TEXT or done 1.1.4: TEXT.");
        SentenceRules.OfRefusal(why.Text);
    }

    [Fact]
    public void A_reason_behind_several_skipped_items_is_the_reason_of_each_because_no_skip_is_without_one() =>
        CommandParser.ToCommands(TypedLine.Read("skip 1.1.4 1.1.5 not needed today"), Run).Commands
            .ShouldBe([new Command.Skip("1.1.4", "not needed today"), new Command.Skip("1.1.5", "not needed today")]);

    [Theory]
    [InlineData("run 1.2.1 1.2.2")]
    [InlineData("cancel 1.2.1, 1.2.2")]
    [InlineData("judge 2.2.2 2.2.3 done I looked")]
    public void A_verb_about_one_item_does_not_drop_the_second(string line) =>
        CommandParser.ToCommands(TypedLine.Read(line), Run).Why!.Text.ToString().ShouldEndWith(" takes one item. Write a line for each.");

    [Fact]
    public async Task Each_is_recorded_and_what_cannot_be_is_said_beside_it()
    {
        await SayAsync(Crew.Dba, "start");
        (await SayAsync(Crew.Sam, "done 1.1.1 1.1.2")).ShouldBeOfType<Reply.Done>().Text.ToString()
            .ShouldBe("Recorded: @sam marked 1.1.1 Plan reviewed done.\nRecorded: @sam marked 1.1.2 Stakeholders told done.");
        var told = (await SayAsync(Crew.Sam, "undo 1.1.1, 1.2.1")).ShouldBeOfType<Reply.Tell>();
        told.Lines.Select(line => line.ToString()).ShouldSatisfyAllConditions(
            lines => lines.First().ShouldStartWith("Recorded: @sam undid 1.1.1"), lines => lines.Last().ShouldStartWith("Not undone: 1.2.1"));
    }

    [Fact]
    public async Task Sign_alone_signs_as_the_one_role_that_is_held_and_asks_where_there_are_several()
    {
        await SayAsync(Crew.Dba, "start");
        (await SayAsync(Crew.Po, "sign")).ShouldBeOfType<Reply.Refused>().Why.Reason.ShouldBe(RefusalReason.SignOffNotOpen);
        (await SayAsync(Crew.Sam, "sign")).ShouldBeOfType<Reply.Refused>().Why.Reason.ShouldBe(RefusalReason.NotAHolder);
        await SayAsync(Crew.Dba, "done 1.1.1 1.1.2");
        foreach (var item in Run1Items()) await SayAsync(Crew.Dba, $"skip {item} not needed today");

        (await SayAsync(Crew.Po, "sign")).ShouldSatisfyAllConditions(reply => reply.ShouldBeOfType<Reply.Done>().Text.ToString().ShouldContain("@po signed as Product Owner"));
    }

    private static IEnumerable<string> Run1Items() => new Story().Runbook.Items.Select(item => item.Number).Skip(2);

    private static IEnumerable<Command.Tick> Ticks(string line)
    {
        var (commands, why) = CommandParser.ToCommands(TypedLine.Read(line), Run);
        why.ShouldBeNull(line);
        return commands.Cast<Command.Tick>();
    }

    private Task<Reply> SayAsync(Person who, string text) => replicas.Conversation().SayAsync(who.Here(), text, Guid.NewGuid().ToString(), Ct);
}
