using FsCheck;
using FsCheck.Fluent;
using Tinedy.ChatOps.Slack.Drawing;
using Tinedy.ChatOps.Slack.Interactions;
using Tinedy.ChatOps.SlackDouble.People;

namespace Tinedy.ChatOps.Slack.Tests.Drawing;

/// <summary>What Slack sends is taken back to what was typed, and what was typed never comes alive.</summary>
public sealed class TypedTextTests
{
    private static readonly Dictionary<string, string> Names = new() { ["@U0DBA"] = "dba", ["#C024BE91L"] = "releases" };

    [Theory]
    [InlineData("List&lt;int&gt; a&lt;b&gt;c", "List<int> a<b>c")]
    [InlineData("List<int> a<b>c", "List<int> a<b>c")]
    [InlineData("&amp;lt; and &amp;amp;", "&lt; and &amp;")]
    [InlineData("ask <@U0DBA> or <@U0G9QF9C6|peter>", "ask @dba or @peter")]
    [InlineData("ask <@U0GONE>", "ask @U0GONE")]
    [InlineData("see <#C024BE91L> and <#C1|alerts>", "see #releases and #alerts")]
    [InlineData("<!here> <!channel> <!subteam^S012|@dbas>", "@here @channel @dbas")]
    [InlineData("<https://crm.example.org/a?b=1&amp;c=2>", "https://crm.example.org/a?b=1&c=2")]
    [InlineData("<http://crm.example.org|crm.example.org>", "crm.example.org")]
    [InlineData("<mailto:dba@example.org|dba@example.org>", "dba@example.org")]
    [InlineData("<https://crm.example.org/17|the ticket>", "the ticket (https://crm.example.org/17)")]
    public void It_reads_as_it_was_typed(string sent, string typed) => new TypedText(sent).Read(Names).ShouldBe(typed);

    [Theory]
    [InlineData("<@UBOT> done 1.1.1", "done 1.1.1")]
    [InlineData("done 1.1.1 <@UBOT>", "done 1.1.1")]
    [InlineData("note told <@UBOT> twice", "note told @UBOT twice")]
    [InlineData("page <@U0DBA> the disk is full <@UBOT>", "page @dba the disk is full")]
    public void The_bots_own_name_is_left_out_where_it_only_calls_the_bot(string sent, string typed) => new TypedText(sent).WithoutUs("UBOT").Read(Names).ShouldBe(typed);

    [Fact]
    public void Whatever_is_typed_is_read_as_it_was_typed_and_drawn_without_coming_alive() => Prop.ForAll(
        Gen.Elements("<", ">", "&", "lt;", "amp;", "@", "U0DBA", "#", "!channel", "!here", "|", "https://x.org", "*", "_", "~", "`", " ", "\n", "a", "é", "😀", "List<int>", "<@U0DBA>").ArrayOf(30).ToArbitrary(),
        pieces =>
        {
            var typed = string.Concat(pieces).Trim();
            var read = new TypedText(Typing.Escaped(typed)).Read(Names);
            read.ShouldBe(typed);
            var drawn = new Markup("T1").Write($"{read}");
            drawn.IndexOfAny(['<', '>']).ShouldBe(-1, drawn);
            // Between letters such a mark formats nothing.
            System.Text.RegularExpressions.Regex.IsMatch(drawn, @"(?<![\p{L}\p{N}])[*`~]|[*`~](?![\p{L}\p{N}])").ShouldBeFalse(drawn);
        }).QuickCheckThrowOnFailure();
}
