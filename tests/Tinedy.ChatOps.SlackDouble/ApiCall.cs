using System.Text.Json;
using Tinedy.ChatOps.SlackDouble.Failing;

namespace Tinedy.ChatOps.SlackDouble;

/// <summary>One call of the Web API, of a response address or of an upload address, from the moment it arrived.</summary>
/// <param name="Arguments">As they were understood; structured ones in a form are still text.</param>
public sealed record ApiCall(string Method, JsonElement Arguments, DateTimeOffset At)
{
    /// <summary>What was planned to go wrong with it.</summary>
    public Fault? Fault { get; init; }

    /// <summary>Null while it is not answered, and for ever when it was dropped or never answered.</summary>
    public int? Status { get; init; }

    /// <summary>What was answered; for one that was done and never answered, what would have been.</summary>
    public JsonElement? Answer { get; init; }

    public DateTimeOffset? AnsweredAt { get; init; }

    public bool IsOk => Answer is { } answer && answer.Flag("ok");

    public string? Error => Answer?.Text("error");

    public string? Argument(string name) => Arguments.TryMember(name, out var value)
        ? value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText()
        : null;
}
