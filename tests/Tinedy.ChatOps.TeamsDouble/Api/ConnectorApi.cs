using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Tinedy.ChatOps.TeamsDouble.Failing;
using Tinedy.ChatOps.TeamsDouble.Tenants;

namespace Tinedy.ChatOps.TeamsDouble.Api;

/// <summary>
/// The connector's REST API, which refuses what the real one refuses: a missing or strange token, a message above 100 KB, a conversation
/// that the bot is not in, a message that is not there, too many calls. Creating is not idempotent.
/// </summary>
internal sealed class ConnectorApi(Tenant tenant, TokenIssuer tokens, Faults faults, TimeProvider time)
{
    private const int MostBytes = 100 * 1024;
    private const string Thread = ";messageid=";

    private readonly Lock _gate = new();
    private readonly List<ApiCall> _calls = [];
    private readonly RateLimiter _limiter = new(time);

    public IReadOnlyList<ApiCall> Calls
    {
        get
        {
            lock (_gate) return [.. _calls];
        }
    }

    public void Map(WebApplication web)
    {
        web.MapPost("/{region}/v3/conversations", context => AnswerAsync(context, "create", CreateAsync));
        web.MapPost("/{region}/v3/conversations/{conversation}/activities", context => AnswerAsync(context, "send", SendAsync));
        web.MapPut("/{region}/v3/conversations/{conversation}/activities/{id}", context => AnswerAsync(context, "update", UpdateAsync));
        web.MapDelete("/{region}/v3/conversations/{conversation}/activities/{id}", context => AnswerAsync(context, "delete", DeleteAsync));
        web.MapGet("/{region}/v3/conversations/{conversation}/members/{person}", context => AnswerAsync(context, "member", MemberAsync));
        web.MapPut("/uploads/{id}", UploadAsync);
    }

    private static string Conversation(HttpContext context) => (string?)context.Request.RouteValues["conversation"] ?? "";

    private async Task AnswerAsync(HttpContext context, string name, Func<HttpContext, string, Task<Answer>> answer)
    {
        var body = await new StreamReader(context.Request.Body).ReadToEndAsync();
        var fault = faults.Take(name, name == "create" ? ChatToOpen(body) : Root(Conversation(context)));
        if (fault is Fault.Delay delay) await Task.Delay(delay.Wait, time);
        if (fault is Fault.Hang or Fault.Drop)
        {
            if (fault is Fault.Hang) await Task.Delay(Timeout.InfiniteTimeSpan, time, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            lock (_gate) _calls.Add(new(name, Conversation(context), null));
            tenant.Ring();
            context.Abort();
            return;
        }
        var answered = await RefuseAsync(context, body, fault) ?? await answer(context, body);
        lock (_gate) _calls.Add(new(name, Conversation(context), fault is Fault.AcceptThenDrop ? null : answered.Status));
        tenant.Ring();
        if (fault is Fault.AcceptThenDrop)
        {
            context.Abort();
            return;
        }
        context.Response.StatusCode = answered.Status;
        if (answered.RetryAfter is { } wait) context.Response.Headers.RetryAfter = wait;
        await context.Response.WriteAsJsonAsync(answered.Body);
    }

    /// <summary>The chat that a call wants to open, whether it may or not.</summary>
    private string ChatToOpen(string body) => tenant.FindMember(JsonElement.Parse(body).GetProperty("members")[0].GetProperty("id").GetString()!) is { } member ? Tenant.ChatOf(member.ObjectId) : "";

    private async Task<Answer?> RefuseAsync(HttpContext context, string body, Fault? fault)
    {
        const string bearer = "Bearer ";
        var given = context.Request.Headers.Authorization.ToString();
        if (!given.StartsWith(bearer, StringComparison.Ordinal) || !await tokens.IsOursAsync(given[bearer.Length..])) return Answer.Refused(401, "Unauthorized");
        switch (fault)
        {
            case Fault.Http500: return Answer.Refused(500, "ServiceError");
            case Fault.Throttle throttle: return Answer.Throttled(throttle.RetryAfter);
            case Fault.Refuse refuse: return Answer.Refused(refuse.Status, refuse.Code);
        }
        if (Encoding.Unicode.GetByteCount(body) > MostBytes) return Answer.Refused(413, "MessageSizeTooBig");
        return faults.RateLimits && _limiter.Refuse(context.Request.Method == "GET" ? RateLimiter.Looking : RateLimiter.Speaking, Root(Conversation(context))) is { } wait
            ? Answer.Throttled(wait.ToString(System.Globalization.CultureInfo.InvariantCulture))
            : null;
    }

    private Task<Answer> SendAsync(HttpContext context, string body)
    {
        var conversation = Conversation(context);
        var root = conversation.IndexOf(Thread, StringComparison.Ordinal) is var at and >= 0 ? conversation[(at + Thread.Length)..] : null;
        if (!tenant.HasRoom(Root(conversation))) return Done(Answer.Refused(403, "BotNotInConversationRoster"));
        if (root is not null && !tenant.HasRoot(Root(conversation), root)) return Done(Answer.Refused(404, "ActivityNotFoundInConversation"));
        return Done(Wrong(body, out var activity) ?? new(201, new JsonObject { ["id"] = tenant.Add(Root(conversation), root, activity) }));
    }

    private Task<Answer> UpdateAsync(HttpContext context, string body)
    {
        if (tenant.Find(Root(Conversation(context)), (string)context.Request.RouteValues["id"]!) is not { } earlier) return Done(Answer.Refused(404, "ActivityNotFoundInConversation"));
        if (!tenant.HasRoom(earlier.Conversation)) return Done(Answer.Refused(403, "BotNotInConversationRoster"));
        if (Wrong(body, out var activity) is { } wrong) return Done(wrong);
        tenant.Replace(new(earlier.Conversation, earlier.Id, earlier.Root, activity) { Edits = earlier.Edits + 1 });
        return Done(new(200, new JsonObject { ["id"] = earlier.Id }));
    }

    private Task<Answer> DeleteAsync(HttpContext context, string body)
    {
        if (tenant.Find(Root(Conversation(context)), (string)context.Request.RouteValues["id"]!) is not { } earlier) return Done(Answer.Refused(404, "ActivityNotFoundInConversation"));
        tenant.Replace(earlier with { IsDeleted = true });
        return Done(new(200, []));
    }

    private Task<Answer> CreateAsync(HttpContext context, string body)
    {
        var wanted = JsonElement.Parse(body);
        if (wanted.GetProperty("tenantId").GetString() != tenant.TenantId) return Done(Answer.Refused(403, "ForbiddenOperationException"));
        var member = tenant.FindMember(wanted.GetProperty("members")[0].GetProperty("id").GetString()!);
        if (member is null || member.IsGone) return Done(Answer.Refused(404, "UserNotFound"));
        return Done(member.HasApp ? new(201, new JsonObject { ["id"] = Tenant.ChatOf(member.ObjectId) }) : Answer.Refused(403, "ForbiddenOperationException"));
    }

    private Task<Answer> MemberAsync(HttpContext context, string body)
    {
        if (!tenant.HasRoom(Root(Conversation(context)))) return Done(Answer.Refused(403, "BotNotInConversationRoster"));
        if (tenant.FindMember((string)context.Request.RouteValues["person"]!) is not { IsGone: false } member) return Done(Answer.Refused(404, "MemberNotFoundInConversation"));
        return Done(new(200, new JsonObject
        {
            ["id"] = member.Account,
            ["name"] = member.Name,
            ["aadObjectId"] = member.ObjectId,
            ["tenantId"] = member.HomeTenant ?? tenant.TenantId,
            ["userRole"] = member.Role,
            ["email"] = member.Email,
            ["userPrincipalName"] = member.Email,
        }));
    }

    private async Task UploadAsync(HttpContext context)
    {
        using var bytes = new MemoryStream();
        await context.Request.Body.CopyToAsync(bytes);
        var isWhole = context.Request.Headers.ContentRange.ToString() == $"bytes 0-{bytes.Length - 1}/{bytes.Length}";
        // The address carries its own right: whoever sends a token there gives it away.
        context.Response.StatusCode = isWhole && context.Request.Headers.Authorization.Count == 0 ? 201 : 400;
        if (context.Response.StatusCode == 201) tenant.AddFile((string)context.Request.RouteValues["id"]!, bytes.ToArray());
    }

    /// <summary>A card that Teams would not draw is refused here, so that a test sees it.</summary>
    private static Answer? Wrong(string body, out JsonElement activity)
    {
        activity = JsonElement.Parse(body);
        var errors = TeamsCard.Of(activity) is { } card ? CardRules.ErrorsOf(card.Json) : [];
        return errors.Count == 0 ? null : Answer.Refused(400, "BadSyntax", string.Join("; ", errors));
    }

    private static Task<Answer> Done(Answer answer) => Task.FromResult(answer);

    private static string Root(string conversation) => conversation.Split(Thread)[0];

    private sealed record Answer(int Status, JsonObject Body)
    {
        /// <summary>As the header has it.</summary>
        public string? RetryAfter { get; init; }

        public static Answer Refused(int status, string code, string? why = null) =>
            new(status, new JsonObject { ["error"] = new JsonObject { ["code"] = code, ["message"] = why ?? code } });

        public static Answer Throttled(string wait) => Refused(429, "Throttled") with { RetryAfter = wait };
    }
}
