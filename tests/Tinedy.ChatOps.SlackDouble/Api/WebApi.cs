using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;
using Tinedy.ChatOps.SlackDouble.Failing;
using Tinedy.ChatOps.SlackDouble.Workspaces;

namespace Tinedy.ChatOps.SlackDouble.Api;

/// <summary><c>/api/{method}</c>: who calls, whether they may, and then the method itself, as one act.</summary>
internal sealed class WebApi(Workspace workspace, IEnumerable<ApiMethod> methods, Faults faults, RateLimiter limiter, FailingDoor door)
{
    private readonly FrozenDictionary<string, ApiMethod> _methods = methods.ToFrozenDictionary(method => method.Name, StringComparer.Ordinal);

    public async Task ServeAsync(HttpContext http, string method)
    {
        var request = await ApiRequest.ReadAsync(http.Request, http.RequestAborted);
        var authorization = http.Request.Headers.Authorization.ToString();
        await door.ServeAsync(http, method, request.Arguments, () => Run(method, request, authorization));
    }

    private ApiAnswer Run(string name, ApiRequest request, string authorization)
    {
        if (!_methods.TryGetValue(name, out var method)) return ApiAnswer.Error("unknown_method");
        if (RefuseToken(method, authorization) is { } code) return ApiAnswer.Error(code);
        if (faults.RateLimits && Throttle(method, request) is { } seconds) return ApiAnswer.Throttled(seconds);
        if (method.Scope is { } scope && !workspace.App.Has(scope)) return ApiAnswer.MissingScope(scope, workspace.App);
        if (request.IsJson && method.DropsJson)
        {
            if (request.Arguments.EnumerateObject().Any()) workspace.Warn($"{name} was called with JSON, and Slack has dropped it.");
            request = request.Emptied();
        }
        ApiAnswer answer;
        lock (workspace.Gate) answer = method.Run(request);
        return request.LacksCharset ? answer.WithWarning("missing_charset") : answer;
    }

    private string? RefuseToken(ApiMethod method, string authorization)
    {
        var app = workspace.App;
        if (authorization.Length == 0) return "not_authed";
        if (!authorization.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)) return "invalid_auth";
        var token = authorization["Bearer ".Length..].Trim();
        if (token != app.BotToken && token != app.AppToken) return "invalid_auth";
        if (token == app.AppToken != method.IsOfTheApp) return "not_allowed_token_type";
        return app.IsInstalled ? null : "token_revoked";
    }

    private int? Throttle(ApiMethod method, ApiRequest request) =>
        limiter.Refuse(method.Name, method.PerMinute)
        ?? (method.Name == "chat.postMessage" ? limiter.RefuseMessage(request.Text("channel") ?? "") : null);
}
