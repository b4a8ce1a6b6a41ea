using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Tinedy.ChatOps.SlackDouble.Api;
using Tinedy.ChatOps.SlackDouble.Workspaces;

namespace Tinedy.ChatOps.SlackDouble.Failing;

/// <summary>Every request of the bot passes here: it is written down, it fails as it was told to, or it is answered.</summary>
internal sealed class FailingDoor(Faults faults, CallLog calls, Workspace workspace, TimeProvider time, CancellationToken closing)
{
    private const string Apology = "<!DOCTYPE html><html><head><title>Server Error</title></head><body><h1>Something went wrong</h1></body></html>";

    /// <param name="effect">What the call does, and what it answers.</param>
    public async Task ServeAsync(HttpContext http, string method, JsonElement arguments, Func<ApiAnswer> effect)
    {
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, closing);
        var place = calls.Begin(method, arguments);
        try
        {
            await faults.WhileSilentAsync(gone.Token);
            var fault = faults.Take(method, DestinationOf(arguments));
            if (fault is not null) calls.Strike(place, fault);
            await ServeAsync(http, fault, place, effect, gone.Token);
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            if (calls.All[place].Fault is Fault.Hang) calls.End(place, null, null);
            http.Abort();
        }
    }

    /// <summary>The channel that a call is about, or the person at the other end of a conversation with one.</summary>
    private string DestinationOf(JsonElement arguments)
    {
        var id = arguments.Text("channel") ?? arguments.Text("channel_id") ?? arguments.Text("users") ?? "";
        return workspace.FindChannel(id)?.With ?? id;
    }

    private async Task ServeAsync(HttpContext http, Fault? fault, int place, Func<ApiAnswer> effect, CancellationToken ct)
    {
        switch (fault)
        {
            case null:
                await AnswerAsync(http, place, effect(), ct);
                return;
            case Fault.Delay delay:
                await Task.Delay(delay.Wait, time, ct);
                await AnswerAsync(http, place, effect(), ct);
                return;
            case Fault.Http500:
                await AnswerAsync(http, place, ApiAnswer.Plain(500, "Internal Server Error"), ct);
                return;
            case Fault.Html:
                await AnswerAsync(http, place, ApiAnswer.Plain(200, Apology) with { ContentType = "text/html; charset=utf-8" }, ct);
                return;
            case Fault.Throttle throttle:
                await AnswerAsync(http, place, ApiAnswer.Throttled(throttle.RetryAfter), ct);
                return;
            case Fault.Error error:
                await AnswerAsync(http, place, ApiAnswer.Error(error.Code), ct);
                return;
            case Fault.Hang:
                await Task.Delay(Timeout.InfiniteTimeSpan, time, ct);
                return;
            case Fault.AcceptThenTimeOut:
                calls.End(place, null, effect().Body.Frozen());
                await Task.Delay(Timeout.InfiniteTimeSpan, time, ct);
                return;
            case Fault.AcceptThenDrop:
                calls.End(place, null, effect().Body.Frozen());
                http.Abort();
                return;
            case Fault.Drop:
                calls.End(place, null, null);
                http.Abort();
                return;
            default:
                throw new UnreachableException($"Nobody has taught this door to fail by {fault}.");
        }
    }

    private async Task AnswerAsync(HttpContext http, int place, ApiAnswer answer, CancellationToken ct)
    {
        // Written down before it is sent: a test that has seen the effect of an answer finds the call answered.
        calls.End(place, answer.Status, answer.Body.Frozen());
        http.Response.StatusCode = answer.Status;
        http.Response.ContentType = answer.ContentType;
        http.Response.Headers["X-OAuth-Scopes"] = string.Join(',', workspace.App.Scopes);
        if (answer.RetryAfter is { } wait) http.Response.Headers.RetryAfter = wait;
        await http.Response.WriteAsync(answer.Text ?? answer.Body.ToJsonString(), ct);
    }
}
