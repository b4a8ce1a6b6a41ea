using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tinedy.ChatOps.Application.Conversations;
using Tinedy.ChatOps.Chat.Endpoints;
using Tinedy.ChatOps.Slack.BlockKit;
using Tinedy.ChatOps.Slack.Interactions;

namespace Tinedy.ChatOps.Slack.Endpoints;

/// <summary>
/// Where Slack comes in by HTTP. In this order: the body, bounded; its signature; whether it came before; only then what it says. What is
/// refused leaves a reason in the log and no effect.
/// </summary>
internal sealed class SlackEndpoints(Signature signature, ReplayGuard replays, InteractionHandler handler, RefusalLog<SlackEndpoints> refusals)
{
    /// <summary>A view with all its fields is a few hundred kilobytes; nothing that Slack sends is larger.</summary>
    private const int LongestBody = 1024 * 1024;

    public void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/slack/commands", context => EnterAsync(context, body => Command(Forms.Read(body.Span)))).DisableAntiforgery();
        app.MapPost("/slack/interactions", context => EnterAsync(context, body => Interaction(Forms.Read(body.Span)))).DisableAntiforgery();
        app.MapPost("/slack/events", context => EnterAsync(context, body => Event(Forms.Utf8(body.Span)))).DisableAntiforgery();
    }

    private static Heard Command(IReadOnlyDictionary<string, string> fields) =>
        // Slack looks now and then whether the address is alive.
        fields.GetValueOrDefault("ssl_check") == "1" ? new Heard(null, null) : new(PayloadParser.Command(fields), null);

    private static Heard Interaction(IReadOnlyDictionary<string, string> fields) =>
        new(PayloadParser.Interaction(Payloads.Read<InteractionPayload>(fields.GetValueOrDefault("payload") ?? throw new FormatException("it has no payload"))), null);

    private static Heard Event(string json)
    {
        var payload = Payloads.Read<EventPayload>(json);
        return payload is { Type: "url_verification", Challenge: { } challenge }
            ? new(null, new JsonObject { ["challenge"] = challenge })
            : new(PayloadParser.Event(payload), null);
    }

    private async Task EnterAsync(HttpContext context, Func<ReadOnlyMemory<byte>, Heard> understand)
    {
        if (await ReadAsync(context.Request) is not { } body)
        {
            Refuse(context, StatusCodes.Status413PayloadTooLarge, "the body is larger than 1 MiB");
            return;
        }
        var given = context.Request.Headers[Signature.Header].ToString();
        if (signature.Refuse(context.Request.Headers[Signature.TimestampHeader].ToString(), given, body.Span) is { } forged)
        {
            Refuse(context, StatusCodes.Status401Unauthorized, forged);
            return;
        }
        if (!replays.TryUse(given))
        {
            Replayed(context);
            return;
        }
        await AnswerAsync(context, given, body, understand);
    }

    private async Task AnswerAsync(HttpContext context, string given, ReadOnlyMemory<byte> body, Func<ReadOnlyMemory<byte>, Heard> understand)
    {
        Heard heard;
        try
        {
            heard = understand(body);
        }
        catch (Exception malformed) when (malformed is FormatException or JsonException)
        {
            Refuse(context, StatusCodes.Status400BadRequest, malformed is JsonException ? "the payload is not what Slack sends" : malformed.Message);
            return;
        }
        try
        {
            var answer = heard.Answer ?? (heard.Incoming is { } incoming ? await handler.HandleAsync(incoming) : null);
            if (answer is not null) await context.Response.WriteAsJsonAsync(answer, SlackJson.Options, context.RequestAborted);
        }
        catch (Exception) when (!context.Response.HasStarted)
        {
            replays.GiveBack(given);
            throw;
        }
    }

    /// <summary>
    /// The same signature again. Slack itself repeats an event that it thinks got lost, and says so; such a one was answered before and
    /// is received once more, without effect. Everything else is somebody else's copy.
    /// </summary>
    private void Replayed(HttpContext context)
    {
        if (context.Request.Path == "/slack/events" && context.Request.Headers.ContainsKey("X-Slack-Retry-Num")) return;
        Refuse(context, StatusCodes.Status401Unauthorized, "this very request came before");
    }

    private void Refuse(HttpContext context, int status, string why)
    {
        context.Response.StatusCode = status;
        refusals.Write($"at {context.Request.Path}", "requests", status, why);
    }

    /// <summary>Null when it is longer than anything Slack sends.</summary>
    private static Task<ReadOnlyMemory<byte>?> ReadAsync(HttpRequest request) =>
        BoundedBody.ReadAsync(request.Body, request.ContentLength, LongestBody, request.HttpContext.RequestAborted);

    /// <param name="Incoming">What is to be handled; null when there is nothing.</param>
    /// <param name="Answer">An answer that needs no handling.</param>
    private sealed record Heard(IncomingAction? Incoming, JsonNode? Answer);
}
