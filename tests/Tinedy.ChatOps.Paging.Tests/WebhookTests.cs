using System.Collections.Immutable;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Domain.Access;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Paging.Tests.Doubles;

namespace Tinedy.ChatOps.Paging.Tests;

/// <summary>Pages in the shapes that their receivers take, and what is made of what they answer.</summary>
public sealed class WebhookTests : IAsyncLifetime
{
    private AlertProvider provider = null!;
    private HttpClient http = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        provider = await AlertProvider.StartAsync();
        http = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await provider.DisposeAsync();
    }

    [Theory]
    [InlineData(PageKind.Call, "trigger")]
    [InlineData(PageKind.Answered, "acknowledge")]
    [InlineData(PageKind.Over, "resolve")]
    [InlineData(PageKind.News, "trigger")]
    public async Task PagerDuty_takes_the_call_the_answer_the_end_and_news_under_their_key(PageKind kind, string action)
    {
        (await SendAsync(WebhookShape.PagerDuty, "/v2/enqueue", AlertProvider.PagerDutyKey, kind)).Result.ShouldBe(DeliveryResult.Accepted);

        var taken = provider.Taken.Single();
        (taken.Text("event_action"), taken.Text("dedup_key")).ShouldBe((action, "run-17/alert-1"));
    }

    [Theory]
    [InlineData(PageKind.Call, "/v2/alerts")]
    [InlineData(PageKind.Answered, "/v2/alerts/run-17%2Falert-1/acknowledge")]
    [InlineData(PageKind.Over, "/v2/alerts/run-17%2Falert-1/close")]
    public async Task Opsgenie_takes_the_call_the_answer_and_the_end_by_alias(PageKind kind, string path)
    {
        (await SendAsync(WebhookShape.Opsgenie, "/v2/alerts", AlertProvider.OpsgenieKey, kind)).Result.ShouldBe(DeliveryResult.Accepted);

        provider.Taken.Single().Path.ShouldBe(path);
    }

    [Fact]
    public async Task A_receiver_of_ones_own_gets_every_word_and_the_key_as_bearer()
    {
        await SendAsync(WebhookShape.Plain, "/hook", "s3cret", PageKind.Call);

        var taken = provider.Taken.Single();
        taken.Authorization.ShouldBe("Bearer s3cret");
        (taken.Text("summary"), taken.Text("severity"), taken.Text("key"), taken.Text("kind"), taken.Text("to")).ShouldBe(
            (Message(PageKind.Call).Summary, "critical", "run-17/alert-1", "call", "dba"));
    }

    [Fact]
    public async Task The_longest_symptom_still_fits_every_receiver()
    {
        var long1 = new string('x', 5_000);

        (await SendAsync(WebhookShape.PagerDuty, "/v2/enqueue", AlertProvider.PagerDutyKey, PageKind.Call, long1)).Result.ShouldBe(DeliveryResult.Accepted);
        (await SendAsync(WebhookShape.Opsgenie, "/v2/alerts", AlertProvider.OpsgenieKey, PageKind.Call, long1)).Result.ShouldBe(DeliveryResult.Accepted);
    }

    [Fact]
    public async Task What_is_refused_is_given_up_and_says_why_without_the_key()
    {
        var sent = await SendAsync(WebhookShape.PagerDuty, "/v2/enqueue", "wrong", PageKind.Call);

        sent.Result.ShouldBe(DeliveryResult.Refused);
        sent.Proof.ShouldContain("400");
        sent.Proof.ShouldNotContain("wrong");
    }

    [Theory]
    [InlineData(Mood.Broken)]
    [InlineData(Mood.Busy)]
    [InlineData(Mood.Losing)]
    public async Task What_may_work_later_is_tried_again(Mood mood)
    {
        provider.Mood = mood;

        await Should.ThrowAsync<HttpRequestException>(SendAsync(WebhookShape.Plain, "/hook", null, PageKind.Call));
    }

    [Fact]
    public async Task No_key_is_carried_to_where_a_redirect_leads()
    {
        provider.Mood = Mood.Moved;

        (await SendAsync(WebhookShape.Plain, "/hook", "s3cret", PageKind.Call)).Result.ShouldBe(DeliveryResult.Refused);
        provider.Taken.ShouldBeEmpty();
    }

    internal static PageMessage Message(PageKind kind, string? symptom = null, string? email = "dba@example.org") => new(
        new QueuedPage(new RunId(17), 1, 5, kind, 0), "run-17/alert-1", "phone", "dba", email,
        $"[prod] {symptom ?? "Queries are slow"}, run 17: answer now", $"prod: {symptom ?? "queries are slow"} since 22:38 UTC", "prod ALERT run 17: queries are slow.")
    {
        IsUrgent = true,
    };

    private Task<Sent> SendAsync(WebhookShape shape, string path, string? key, PageKind kind, string? symptom = null)
    {
        var hooks = ImmutableSortedDictionary<string, WebhookSettings>.Empty.Add("phone", new(provider.At(path), shape, key));
        return new WebhookPager(new(null, hooks, PagingPolicy.Usual), http).SendAsync(Message(kind, symptom), Ct);
    }
}
