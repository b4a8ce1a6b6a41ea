using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runbooks;

namespace Tinedy.ChatOps.Execution.Tests;

public sealed class HttpSteps : IAsyncLifetime
{
    private readonly Scene scene = new();
    private readonly ConcurrentQueue<(string Method, string Path, string? Token, string Body)> asked = new();
    private WebApplication crm = null!;
    private int refusals;
    private int hanging;
    private string? retryAfter;

    private string Host => new Uri(crm.Urls.Single()).Authority;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        crm = builder.Build();
        crm.Urls.Add("http://127.0.0.1:0");
        crm.Run(AnswerAsync);
        await crm.StartAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Method_address_headers_and_body_are_sent_and_the_answer_is_held_against_what_was_expected()
    {
        var launch = Http($"# expect: status = 201\n# expect: text contains \"created\"\n# expect: time < 30s\nPOST http://{Host}/orders HTTP/1.1\nX-Token: {{{{TOKEN}}}}\nContent-Type: application/json\n\n{{\"id\": {{{{ID}}}}}}\n");
        var ending = await scene.RunAsync(launch with { Secrets = launch.Secrets.Add("TOKEN", "planted-token"), Variables = launch.Variables.Add("ID", "7") });
        ending.Outcome.ShouldBe(Outcome.Succeeded, ending.Known);
        asked.ShouldHaveSingleItem().ShouldBe(("POST", "/orders", "planted-token", "{\"id\": 7}"));
        (await scene.OutputAsync(launch.Attempt)).ShouldContain("created for •••");
    }

    [Fact]
    public async Task A_host_that_is_not_allowed_is_not_asked_and_without_a_list_nobody_is()
    {
        var launch = Http($"GET http://{Host}/health") with { Hosts = [] };
        (await scene.RunAsync(launch)).Known!.ShouldBe($"{Host} is not among the hosts that steps of this environment may ask. Whoever runs this service can add it under Hosts. Nothing was sent.");
        asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        var ending = await scene.RunAsync(Http($"GET http://{Host}/elsewhere"));
        (ending.Outcome, ending.Known).ShouldBe((Outcome.Failed, "Expected a status of 200 to 299, found 302."));
        asked.Select(one => one.Path).ShouldBe(["/elsewhere"]);
    }

    [Fact]
    public async Task It_is_asked_again_as_often_as_the_runbook_says()
    {
        refusals = 1;
        (await scene.RunAsync(Http($"GET http://{Host}/warming-up") with { Retries = 1 })).Outcome.ShouldBe(Outcome.Succeeded);
        asked.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_request_that_hangs_leaves_time_for_the_one_behind_it()
    {
        hanging = 1;
        var launch = Http($"GET http://{Host}/hanging") with { Retries = 1, Timeout = TimeSpan.FromSeconds(10) };
        var ending = await scene.RunAsync(launch);
        ending.Outcome.ShouldBe(Outcome.Succeeded, ending.Known);
        asked.Count.ShouldBe(2);
        (await scene.OutputAsync(launch.Attempt)).ShouldContain("No answer within ");
    }

    [Fact]
    public async Task Each_try_has_its_turn_before_the_step_ends_though_every_request_hangs()
    {
        hanging = 3;
        var launch = Http($"GET http://{Host}/hanging") with { Retries = 2, Timeout = TimeSpan.FromSeconds(5) };
        var ending = await scene.RunAsync(launch);
        ending.Outcome.ShouldBe(Outcome.Failed, ending.Known);
        ending.Known!.ShouldStartWith("No answer within ");
        asked.Count.ShouldBe(3);
        (await scene.OutputAsync(launch.Attempt)).ShouldNotContain("Not asked again");
    }

    [Theory]
    [InlineData("2", 2, "Asking again in 2 s, as the host asks, 1 more time.")]
    [InlineData("999999", 1, "Not asked again: the next request may come in 999999 s, and the step ends before.")]
    [InlineData("Tue, 31 Dec 2999 23:59:59 GMT", 1, "Not asked again: the next request may come in ")]
    [InlineData("soon", 2, "Asking again in 1 s, 1 more time.")]
    [InlineData("-5", 2, "Asking again in 1 s, 1 more time.")]
    public async Task The_hosts_own_retry_after_is_kept_or_ends_the_asking(string wanted, int requests, string said)
    {
        (refusals, retryAfter) = (1, wanted);
        var launch = Http($"GET http://{Host}/warming-up") with { Retries = 1 };
        var ending = await scene.RunAsync(launch);
        (asked.Count, ending.Outcome == Outcome.Succeeded).ShouldBe((requests, requests == 2));
        (await scene.OutputAsync(launch.Attempt)).ShouldContain(said);
    }

    [Fact]
    public async Task Nobody_there_is_a_failure_that_says_so()
    {
        await crm.StopAsync(TestContext.Current.CancellationToken);
        (await scene.RunAsync(Http($"GET http://{Host}/health"))).Known!.ShouldStartWith("No answer: Connection refused");
    }

    private Launch Http(string text) => scene.A(text) with { Kind = CommandKind.Http, Hosts = [Host] };

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        string? token = context.Request.Headers["X-Token"];
        asked.Enqueue((context.Request.Method, context.Request.Path, token, await reader.ReadToEndAsync()));
        if (context.Request.Path == "/hanging" && hanging-- > 0) await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        (context.Response.StatusCode, var text) = context.Request.Path.Value switch
        {
            "/orders" => (201, $"created for {token}"),
            "/elsewhere" => (302, ""),
            "/warming-up" when refusals-- > 0 => (503, "not yet"),
            _ => (200, "well"),
        };
        if (context.Response.StatusCode == 503 && retryAfter is { } wanted) context.Response.Headers.RetryAfter = wanted;
        if (context.Response.StatusCode == 302) context.Response.Headers.Location = "http://169.254.169.254/" + 1.ToString(CultureInfo.InvariantCulture);
        await context.Response.WriteAsync(text);
    }

    public async ValueTask DisposeAsync()
    {
        await crm.DisposeAsync();
        await scene.DisposeAsync();
    }
}
