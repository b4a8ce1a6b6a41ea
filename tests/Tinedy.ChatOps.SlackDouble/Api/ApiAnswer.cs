using System.Text.Json.Nodes;

namespace Tinedy.ChatOps.SlackDouble.Api;

/// <summary>What the Web API says.</summary>
internal sealed record ApiAnswer(int Status, JsonObject Body)
{
    /// <summary>As the header has it.</summary>
    public string? RetryAfter { get; init; }

    /// <summary>Said instead of the JSON, at the addresses that are no methods.</summary>
    public string? Text { get; init; }

    public string ContentType { get; init; } = "application/json; charset=utf-8";

    public bool IsOk => (bool?)Body["ok"] == true;

    public static ApiAnswer Ok(JsonObject? more = null)
    {
        var body = more ?? [];
        body.Insert(0, "ok", true);
        return new(200, body);
    }

    /// <summary>A refusal is HTTP 200 as well: only <c>ok</c> tells.</summary>
    public static ApiAnswer Error(string code, params IReadOnlyList<string> messages)
    {
        var body = new JsonObject { ["ok"] = false, ["error"] = code };
        if (messages.Count > 0)
            body["response_metadata"] = new JsonObject { ["messages"] = new JsonArray([.. messages.Select(message => $"[ERROR] {message}")]) };
        return new(200, body);
    }

    /// <summary>Blocks of a message are refused twice in the same answer, with and without the level.</summary>
    public static ApiAnswer InvalidBlocks(IReadOnlyList<string> errors)
    {
        var answer = Error("invalid_blocks", errors);
        answer.Body["errors"] = new JsonArray([.. errors.Select(error => (JsonNode)error)]);
        return answer;
    }

    public static ApiAnswer Missing(string argument) => Error("invalid_arguments", $"missing required field: {argument}");

    public static ApiAnswer MissingScope(string needed, SlackApp app)
    {
        var answer = Error("missing_scope");
        answer.Body["needed"] = needed;
        answer.Body["provided"] = string.Join(',', app.Scopes);
        return answer;
    }

    public static ApiAnswer Plain(int status, string text) =>
        new(status, new() { ["ok"] = status == 200 }) { Text = text, ContentType = "text/plain; charset=utf-8" };

    public static ApiAnswer Throttled(int seconds) => Throttled(seconds.ToString(System.Globalization.CultureInfo.InvariantCulture));

    public static ApiAnswer Throttled(string wait) => new(429, new() { ["ok"] = false, ["error"] = "ratelimited" }) { RetryAfter = wait };

    public ApiAnswer WithWarning(string warning)
    {
        Body["warning"] = warning;
        if (Body["response_metadata"] is not JsonObject metadata) Body["response_metadata"] = metadata = [];
        metadata["warnings"] = new JsonArray(warning);
        return this;
    }
}
