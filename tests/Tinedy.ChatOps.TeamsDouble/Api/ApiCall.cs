namespace Tinedy.ChatOps.TeamsDouble.Api;

/// <summary>What the bot asked for.</summary>
/// <param name="Name"><c>send</c>, <c>update</c>, <c>delete</c>, <c>create</c>, <c>member</c>.</param>
/// <param name="Status">What it was answered; null: nothing.</param>
public sealed record ApiCall(string Name, string Conversation, int? Status);
