using Microsoft.Extensions.Configuration;

namespace Tinedy.ChatOps.Paging.Tests;

/// <summary>A doubtful setting stops the start with a sentence; it never means that a page goes nowhere.</summary>
public sealed class SettingsTests
{
    [Theory]
    [InlineData("Paging:NextContact", "soon", "Paging:NextContact: \"soon\" is no time from one second to a day. Write 00:05:00 for five minutes.")]
    [InlineData("Paging:NextContact", "-00:05:00", "Paging:NextContact: \"-00:05:00\" is no time from one second to a day. Write 00:05:00 for five minutes.")]
    [InlineData("Paging:Webhooks:phone:Url", "ftp://example.org", "Paging:Webhooks:phone:Url: \"ftp://example.org\" is no address of a webhook.")]
    [InlineData("Paging:Webhooks:phone:Url", "http://example.org/hook", "Paging:Webhooks:phone:Url: example.org would be told in the clear. Use https.")]
    [InlineData("Paging:Webhooks:phone:Shape", "pagerduty", "Paging:Webhooks:phone:Key is missing: PagerDuty takes nothing without one.")]
    [InlineData("Paging:Webhooks:chat:Url", "https://example.org/hook", "Paging:Webhooks:chat: this name is taken. Call the webhook something else.")]
    [InlineData("Paging:Smtp:From", "nobody", "Paging:Smtp:Host is missing: the mail server that takes pages.")]
    public void A_doubtful_setting_is_named(string key, string value, string problem)
    {
        var problems = new List<string>();
        PagingSettings.Read(new ConfigurationBuilder().AddInMemoryCollection([new(key, value)]).Build(), problems);

        problems.ShouldContain(problem);
    }

    [Fact]
    public void Without_settings_there_is_chat_and_the_usual_patience()
    {
        var problems = new List<string>();
        var settings = PagingSettings.Read(new ConfigurationBuilder().Build(), problems);

        problems.ShouldBeEmpty();
        settings.Policy.Means.ShouldBeEmpty();
        settings.Policy.NextContact.ShouldBe(TimeSpan.FromMinutes(5));
    }
}
