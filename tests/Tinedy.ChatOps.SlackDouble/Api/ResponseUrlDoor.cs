using Microsoft.AspNetCore.Http;
using Tinedy.ChatOps.SlackDouble.Failing;
using Tinedy.ChatOps.SlackDouble.Workspaces;

namespace Tinedy.ChatOps.SlackDouble.Api;

/// <summary>
/// The address that an act may be answered at: five times, for thirty minutes, without a token. Also what a
/// command's own HTTP answer may say, which follows the same words.
/// </summary>
internal sealed class ResponseUrlDoor(Workspace workspace, FailingDoor door)
{
    private const int LongestText = 40_000;

    public async Task ServeAsync(HttpContext http, string ticket)
    {
        var request = await ApiRequest.ReadAsync(http.Request, http.RequestAborted);
        await door.ServeAsync(http, Faults.ResponseUrl, request.Arguments, () =>
        {
            lock (workspace.Gate) return Respond(ticket, request);
        });
    }

    /// <summary>Says it, in the channel or to the one person. Under the workspace's lock.</summary>
    public ApiAnswer Say(Act act, ApiRequest request, WhisperedBy via)
    {
        if (MessageContent.Refuse(request, LongestText, workspace, out var content) is { } refusal) return refusal;
        // A click in a modal happened in no channel.
        if (act.Channel is not { } channel) return ApiAnswer.Error("channel_not_found");
        var thread = request.Text("thread_ts");
        if (request.Text("response_type") == "in_channel")
        {
            workspace.Keep(new SlackMessage(channel, workspace.Identifiers.Ts(), workspace.App.BotUserId)
            {
                ThreadTs = thread,
                Versions = [new(content.Words, content.Blocks, workspace.Identifiers.Now)],
            });
            return ApiAnswer.Plain(200, "ok");
        }
        workspace.Keep(new SlackEphemeral(channel, workspace.Identifiers.Ts(), act.User, via)
        {
            ThreadTs = thread,
            Text = content.Words,
            Shown = content.Blocks,
            ActId = act.Id,
        });
        return ApiAnswer.Plain(200, "ok");
    }

    private ApiAnswer Respond(string ticket, ApiRequest request)
    {
        if (workspace.ActOfTicket(ticket) is not { } act) return NotFound("no_such_url");
        if (act.RefuseResponse(workspace.Identifiers.Now) is { } code) return NotFound(code);
        if (request.Flag("delete_original")) return Delete(act.Source);
        var answer = request.Flag("replace_original") && act.Source is { } source
            ? Replace(source, request)
            : Say(act, request, WhisperedBy.ResponseUrl);
        return answer.IsOk ? answer : answer with { Status = 400 };
    }

    /// <summary>The original becomes what is said now: a whisper stays a whisper, a message a message.</summary>
    private ApiAnswer Replace(SlackContent source, ApiRequest request)
    {
        if (MessageContent.Refuse(request, LongestText, workspace, out var content) is { } refusal) return refusal;
        switch (source)
        {
            case SlackEphemeral { } seen when Current(seen) is { } whisper:
                workspace.Keep(whisper with { Text = content.Words, Shown = content.Blocks });
                break;
            case SlackMessage { } seen when workspace.FindMessage(seen.Channel, seen.Ts) is { IsDeleted: false } message:
                workspace.Keep(message.With(content.Words, content.Blocks, workspace.Identifiers.Now));
                break;
            default:
                return ApiAnswer.Error("message_not_found");
        }
        return ApiAnswer.Plain(200, "ok");
    }

    private ApiAnswer Delete(SlackContent? source)
    {
        switch (source)
        {
            case SlackEphemeral { } seen when Current(seen) is { } whisper:
                workspace.Keep(whisper with { IsDeleted = true });
                break;
            case SlackMessage { } seen when workspace.FindMessage(seen.Channel, seen.Ts) is { } message:
                workspace.Keep(message with { IsDeleted = true });
                break;
        }
        return ApiAnswer.Plain(200, "ok");
    }

    private SlackEphemeral? Current(SlackEphemeral seen) =>
        workspace.WhispersTo(seen.User).FirstOrDefault(whisper => whisper.Ts == seen.Ts);

    private static ApiAnswer NotFound(string code) => ApiAnswer.Error(code) with { Status = 404 };
}
