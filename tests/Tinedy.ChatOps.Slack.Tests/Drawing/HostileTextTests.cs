using FsCheck;
using FsCheck.Fluent;
using Tinedy.ChatOps.Core.Tests;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Slack.Drawing;

namespace Tinedy.ChatOps.Slack.Tests.Drawing;

/// <summary>What somebody typed or a program printed is shown and never comes alive.</summary>
public sealed class HostileTextTests
{
    [Theory]
    [InlineData("<!channel> <!here> <@U0DBA> <#C1|x>", "&lt;!channel&gt; &lt;!here&gt; &lt;@U0DBA&gt; &lt;#C1|x&gt;")]
    [InlineData("<https://evil.example|the board>", "&lt;https://evil.example|the board&gt;")]
    [InlineData("*bold* _italic_ ~gone~ `code`", "∗bold∗ ＿italic＿ ∼gone∼ ˋcodeˋ")]
    [InlineData("init_tinedy_crm_schema 2*3*4", "init_tinedy_crm_schema 2*3*4")]
    [InlineData(":white_check_mark: 1.1.1 done", "∶white_check_mark∶ 1.1.1 done")]
    [InlineData("at 22:16:03", "at 22:16:03")]
    [InlineData("> quoted", "\u200b&gt; quoted")]
    [InlineData("rtl\u202egnp.exe\u2066", "rtlgnp.exe")]
    [InlineData("nul\0bell\a", "nulbell")]
    public void Foreign_text_is_shown_and_not_interpreted(string typed, string shown) => DrawnBlocks.Markup.Write($"{typed}").ShouldBe(shown);

    [Fact]
    public void Half_a_letter_does_not_break_the_message() => DrawnBlocks.Markup.Write($"{"half \ud83d"}").ShouldBe("half \ufffd");

    [Fact]
    public void Output_cannot_leave_its_code_block()
    {
        var code = Markup.Code(["```", "<!channel>", "````` *x*"], 100, 900);
        code.Split("```").Length.ShouldBe(3);
        code.ShouldContain("&lt;!channel&gt;");
    }

    [Fact]
    public void Only_our_own_words_are_markup_whatever_is_typed() =>
        Prop.ForAll(Gen.Elements("<", ">", "&", "!", "@", "#", "|", "*", "_", "~", "`", ":", " ", "\n", "a", "U0DBA", "channel", "\u202e", "\0").ArrayOf(40).ToArbitrary(), pieces =>
        {
            var typed = string.Concat(pieces);
            var shown = DrawnBlocks.Markup.Write($"{typed}");
            shown.ShouldNotContain('<');
            shown.ShouldNotContain('>');
            shown.ShouldNotContain('\0');
            shown.ShouldNotContain('\u202e');
            System.Text.RegularExpressions.Regex.IsMatch(shown, @"(^|[^\p{L}\p{N}])[*_~`]|[*_~`]([^\p{L}\p{N}]|$)").ShouldBeFalse(shown);
            Markup.Code([typed], 100, 900).Split("```").Length.ShouldBe(3);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_is_cut_is_counted_and_never_cut_in_the_middle_of_an_escape()
    {
        var shown = DrawnBlocks.Markup.Write($"{new string('&', 1_000)}", 300);
        shown.Length.ShouldBeLessThanOrEqualTo(300);
        shown.Replace("&amp;", "", StringComparison.Ordinal).ShouldMatch("^… [0-9]+ more letters$");
    }

    [Fact]
    public void People_who_must_act_are_called_and_those_who_acted_are_only_named()
    {
        var dba = Core.Tests.Crew.Dba;
        DrawnBlocks.Markup.Write($"{dba} decides; {Actor.Of(dba)} started it.").ShouldBe("<@dba> decides; @dba started it.");
        new Markup("T-elsewhere").Write($"{dba} decides").ShouldBe("@dba decides");
    }

    [Fact]
    public void A_time_is_the_readers_own_and_utc_by_name_where_a_client_cannot() =>
        DrawnBlocks.Markup.Write($"at {DateTimeOffset.FromUnixTimeSeconds(1_795_641_360)}").ShouldBe("at <!date^1795641360^{time}|21:16 UTC>");
}
