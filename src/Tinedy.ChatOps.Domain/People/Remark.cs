namespace Tinedy.ChatOps.Domain.People;

/// <summary>Somebody's words at a time: a tick's note, a reason, a note.</summary>
public sealed record Remark(Actor By, DateTimeOffset At, string? Text);
