using FsCheck;
using FsCheck.Fluent;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Teams.Drawing;

namespace Tinedy.ChatOps.Teams.Tests.Drawing;

/// <summary>What somebody typed or a program printed is shown and never comes alive.</summary>
public sealed class HostileTextTests
{
    [Theory]
    [InlineData("*bold* _italic_ ~gone~ `code`", "∗bold∗ ＿italic＿ ∼gone∼ ˋcodeˋ")]
    [InlineData("2*3*4 init_tinedy_crm", "2∗3∗4 init_tinedy_crm")]
    [InlineData("[the board](https://evil.example)", "[the board]\u200b(https:\u200b//evil.example)")]
    [InlineData("<at>dba</at> <b>x</b>", "<\u200bat>dba<\u200b/at> <\u200bb>x<\u200b/b>")]
    [InlineData("&lt;i&gt;", "&\u200blt;i&\u200bgt;")]
    [InlineData("{{TIME(2026-11-22T21:16:00Z)}}", "{\u200b{TIME(2026-11-22T21:16:00Z)}}")]
    [InlineData("\\*not escaped\\*", "⧵∗not escaped⧵∗")]
    [InlineData("Planning & Preparation, 3 < 4, [x] {y}", "Planning & Preparation, 3 < 4, [x] {y}")]
    [InlineData("- a list", "\u200b- a list")]
    [InlineData("# a heading", "\u200b# a heading")]
    [InlineData("1. first", "\u200b1. first")]
    [InlineData("1.2.3 is an item", "1.2.3 is an item")]
    [InlineData("at 22:16:03", "at 22:16:03")]
    [InlineData("rtl\u202egnp.exe\u2066", "rtlgnp.exe")]
    [InlineData("nul\0bell\a", "nulbell")]
    public void Foreign_text_is_shown_and_not_interpreted(string typed, string shown) => new Markup("T1").Write($"{typed}").ShouldBe(shown);

    [Fact]
    public void Half_a_letter_does_not_break_the_card() => new Markup("T1").Write($"{"half \ud83d"}").ShouldBe("half \ufffd");

    [Fact]
    public void Only_our_own_words_are_markup_whatever_is_typed() =>
        Prop.ForAll(Gen.Elements("<", ">", "&", "at", "/", "[", "]", "(", ")", "{", "}", "TIME", "*", "_", "~", "`", "\\", ":", " ", "\n", "-", "#", "1.", "a", "\u202e", "\0").ArrayOf(40).ToArbitrary(), pieces =>
        {
            var shown = new Markup("T1").Write($"{string.Concat(pieces)}");
            new[] { "<at", "</", "](", "{{", "://", "*", "`", "\\", "~", "\0", "\u202e" }.ShouldAllBe(alive => !shown.Contains(alive, StringComparison.Ordinal), shown);
            System.Text.RegularExpressions.Regex.IsMatch(shown, @"(^|[^\p{L}\p{N}])_|_([^\p{L}\p{N}]|$)|^[-+#>]|^\d+[.)] |&[a-z#]", System.Text.RegularExpressions.RegexOptions.Multiline).ShouldBeFalse(shown);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_person_is_called_only_where_our_own_words_call_them()
    {
        var dba = new Person("dba", null, [new("teams", "T1", "object-of-dba")], []);
        var markup = new Markup("T1");

        markup.Write($"{dba} decides; {Actor.Of(dba)} wrote {"<at>dba</at>"}.").ShouldBe("<at>dba</at> decides; @dba wrote <\u200bat>dba<\u200b/at>.");
        markup.Card.Entities!.Value.Single().ShouldBe(new("<at>dba</at>", new("object-of-dba", "dba")));
        Markup.Private().Write($"{dba} decides").ShouldBe("@dba decides");
        new Markup("T-elsewhere").Write($"{dba} decides").ShouldBe("@dba decides");
    }

    [Fact]
    public void A_time_is_the_readers_own() =>
        new Markup("T1").Write($"at {DateTimeOffset.FromUnixTimeSeconds(1_795_641_360)}").ShouldBe("at {{TIME(2026-11-25T21:16:00Z)}}");

    [Fact]
    public void What_is_cut_is_counted()
    {
        var shown = new Markup("T1").Write($"{new string('x', 1_000)}", 300);
        shown.Length.ShouldBeLessThanOrEqualTo(300);
        shown.TrimStart('x').ShouldBe($"… {1_000 - shown.Count(letter => letter == 'x')} more letters");
    }
}
