using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tinedy.ChatOps.Application.Conversations;
using Tinedy.ChatOps.Chat.Endpoints;
using Tinedy.ChatOps.Teams.AdaptiveCards;
using Tinedy.ChatOps.Teams.Connection;
using Tinedy.ChatOps.Teams.Interactions;

namespace Tinedy.ChatOps.Teams.Endpoints;

/// <summary>
/// Where Teams comes in. In this order: the token; the body, bounded; that the two belong together and are for us; only then what it says.
/// What is refused leaves a reason in the log and no effect.
/// </summary>
internal sealed class TeamsEndpoint(TokenCheck tokens, ActivityHandler handler, RefusalLog<TeamsEndpoint> refusals, TeamsSettings settings)
{
    /// <summary>An activity of Teams is a few kilobytes; one with every field of a dialog filled to the brim is under a hundred.</summary>
    private const int LongestBody = 256 * 1024;

    public void Map(IEndpointRouteBuilder app) => app.MapPost("/api/messages", EnterAsync).DisableAntiforgery();

    private async Task EnterAsync(HttpContext context)
    {
        if (context.Request.ContentLength > LongestBody)
        {
            await RefuseAsync(context, StatusCodes.Status413PayloadTooLarge, "the body is larger than 256 KiB");
            return;
        }
        TokenCheck.Judged judged;
        try
        {
            judged = await JudgeAsync(context);
        }
        catch (UnknownKeysException)
        {
            await RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, "the keys of the Bot Framework cannot be read");
            return;
        }
        if (judged.Why is { } forged) await RefuseAsync(context, StatusCodes.Status401Unauthorized, forged);
        else if (await ReadAsync(context.Request) is { } body) await AnswerAsync(context, judged, body);
        else await RefuseAsync(context, StatusCodes.Status413PayloadTooLarge, "the body is larger than 256 KiB");
    }

    private async Task<TokenCheck.Judged> JudgeAsync(HttpContext context)
    {
        var given = context.Request.Headers.Authorization.ToString();
        if (settings.Playground && given.Length == 0)
            return context.Connection.RemoteIpAddress is { } from && IPAddress.IsLoopback(from) ? new(null, null) : TokenCheck.Judged.Refused("only this computer is taken without a token");
        return await tokens.JudgeAsync(given, context.RequestAborted);
    }

    private async Task AnswerAsync(HttpContext context, TokenCheck.Judged judged, ReadOnlyMemory<byte> body)
    {
        IncomingAction incoming;
        try
        {
            var activity = TeamsJson.Read<Activity>(body.Span);
            if (ActivityFilter.Refuse(activity, judged.ServiceUrl, settings) is { } notOurs)
            {
                await RefuseAsync(context, StatusCodes.Status403Forbidden, notOurs);
                return;
            }
            incoming = ActivityParser.Of(activity, settings);
        }
        catch (Exception malformed) when (malformed is FormatException or JsonException)
        {
            await RefuseAsync(context, StatusCodes.Status400BadRequest, malformed is JsonException ? "the activity is not what Teams sends" : malformed.Message);
            return;
        }
        if (await handler.HandleAsync(incoming) is { } answer) await context.Response.WriteAsJsonAsync(answer, TeamsJson.Options, context.RequestAborted);
    }

    private async Task RefuseAsync(HttpContext context, int status, string why)
    {
        refusals.Write("an activity", "activities", status, why);
        await TypedResults.Problem(statusCode: status).ExecuteAsync(context);
    }

    /// <summary>Null when it is longer than anything Teams sends.</summary>
    private static Task<ReadOnlyMemory<byte>?> ReadAsync(HttpRequest request) =>
        BoundedBody.ReadAsync(request.Body, request.ContentLength, LongestBody, request.HttpContext.RequestAborted);
}
