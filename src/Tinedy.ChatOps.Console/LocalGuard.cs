using System.Net;
using Microsoft.AspNetCore.Http;

namespace Tinedy.ChatOps.Console;

/// <summary>
/// In local mode a page lets its reader choose who they are, so nothing but this computer may reach it: not another machine, not
/// a foreign name that resolves to this one (DNS rebinding), and not a foreign page in the same browser (cross-site requests and
/// websockets, which carry an Origin).
/// </summary>
internal sealed class LocalGuard(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context) => Refuse(context) is { } refusal ? AnswerAsync(context, refusal) : next(context);

    private static (int Status, string Sentence)? Refuse(HttpContext context)
    {
        // No address: an in-process test server or a Unix socket, which is this computer.
        if (context.Connection.RemoteIpAddress is { } remote && !IsLoopback(remote))
            return (StatusCodes.Status403Forbidden, "Not shown: in local mode only this computer can open this page. Open it on the computer that runs the service.");
        if (!IsLoopback(context.Request.Host.Host))
            return (StatusCodes.Status421MisdirectedRequest, "Not shown: in local mode this page answers only to localhost, 127.0.0.1 and [::1]. Open it under one of these names.");
        if (context.Request.Headers.Origin is { Count: > 0 } origin && !IsOwn(origin.ToString(), context.Request))
            return (StatusCodes.Status403Forbidden, "Not done: in local mode another site cannot act here. Open the page itself.");
        return null;
    }

    private static bool IsLoopback(IPAddress address) =>
        IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || host is "127.0.0.1" or "[::1]" or "::1";

    private static bool IsOwn(string origin, HttpRequest request) =>
        origin.Equals($"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);

    private static Task AnswerAsync(HttpContext context, (int Status, string Sentence) refusal)
    {
        context.Response.StatusCode = refusal.Status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(refusal.Sentence, context.RequestAborted);
    }
}
