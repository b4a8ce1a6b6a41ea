using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Tinedy.ChatOps.Teams.AdaptiveCards;
using Tinedy.ChatOps.Teams.Interactions;
using Tinedy.ChatOps.TeamsDouble.People;

namespace Tinedy.ChatOps.Teams.Tests.Drawing;

/// <summary>What Teams sends is taken back to what was typed.</summary>
public sealed class TypedTextTests
{
    private const string Us = """{ "type": "mention", "text": "<at>Migrate</at>", "mentioned": { "id": "28:bot", "name": "Migrate" } }""";
    private const string Dba = """{ "type": "mention", "text": "<at>Dora Admin</at>", "mentioned": { "id": "29:dba", "name": "Dora Admin" } }""";

    [Theory]
    [InlineData("""<p><span itemtype="http://schema.skype.com/Mention" itemscope="" itemid="0">Migrate</span>&nbsp;note List&lt;int&gt; a&lt;b&gt;c</p>""", "note List<int> a<b>c")]
    [InlineData("""<div><div>note ask <span itemscope="" itemtype="http://schema.skype.com/Mention" itemid="1">Dora Admin</span> first</div></div>""", "note ask @Dora Admin first")]
    [InlineData("<p>note one</p>\n<p>two<br>three</p>", "note one\ntwo\nthree")]
    [InlineData("<p>note &amp;lt; and &amp;nbsp;</p>", "note &lt; and &nbsp;")]
    [InlineData("""<p>see <a href="https://x.org/17">the ticket</a>, <a href="http://x.org/" title="x">x.org</a></p>""", "see the ticket (https://x.org/17), x.org")]
    [InlineData("""<p>fine <emoji id="smile" alt="🙂" title="Smile"></emoji></p>""", "fine 🙂")]
    [InlineData("<p>so <strong>bold</strong> and <code>x &lt; y</code></p>", "so bold and x < y")]
    [InlineData("<pre>a\n  b</pre>", "a\n  b")]
    public void Html_reads_as_it_was_typed(string html, string typed) => Read("something else", html).ShouldBe(typed);

    [Theory]
    [InlineData("<at>Migrate</at>\u00a0done\u00a01.1.1\r\n", "done 1.1.1")]
    [InlineData("done 1.1.1 <at>Migrate</at>", "done 1.1.1")]
    [InlineData("<at>Migrate</at> note told <at>Migrate</at> and <at>Dora Admin</at> List<int>", "note told @Migrate and @Dora Admin List<int>")]
    public void A_text_without_its_html_reads_as_it_was_typed(string text, string typed) => Read(text, null).ShouldBe(typed);

    [Fact]
    public void Whatever_is_typed_is_read_as_it_was_typed() => Prop.ForAll(
        Gen.Elements("<", ">", "&", "lt;", "&amp;", "nbsp;", "<at>dba</at>", "<b>", "</p>", "{{", "*", "`", " ", "\n", "a", "é", "😀", "List<int>", "\"", "'").ArrayOf(30).ToArbitrary(),
        pieces =>
        {
            var typed = string.Concat(pieces).Trim();
            Read(typed, TeamsDouble.People.TeamsPerson.HtmlOf(typed)).ShouldBe(typed);
        }).QuickCheckThrowOnFailure();

    private static string Read(string text, string? html)
    {
        var attachments = html is null ? "" : $$""", "attachments": [{ "contentType": "text/html", "content": {{JsonSerializer.Serialize(html)}} }]""";
        var json = $$"""{ "type": "message", "text": {{JsonSerializer.Serialize(text)}}, "textFormat": "plain", "recipient": { "id": "28:bot", "name": "Migrate" }, "entities": [{{Us}}, {{Us}}, {{Dba}}]{{attachments}} }""";
        return TypedText.Of(TeamsJson.Read<Activity>(JsonSerializer.SerializeToElement(JsonDocument.Parse(json).RootElement)));
    }
}
