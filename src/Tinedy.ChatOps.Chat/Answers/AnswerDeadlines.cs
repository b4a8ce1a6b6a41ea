namespace Tinedy.ChatOps.Chat.Answers;

/// <summary>How soon an answer has to be there, before another way is taken to give it.</summary>
/// <param name="Answer">How long a person waits before they are told that they have to; every platform allows at least 3 s.</param>
/// <param name="Open">How long a dialog may take to be drawn; Slack's triggers live three seconds, and opening takes one call.</param>
public sealed record AnswerDeadlines(TimeSpan Answer, TimeSpan Open)
{
    public static AnswerDeadlines OfThePlatforms { get; } = new(TimeSpan.FromSeconds(2.5), TimeSpan.FromSeconds(1));
}
