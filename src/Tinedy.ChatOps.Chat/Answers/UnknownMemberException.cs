using Tinedy.ChatOps.Domain.Text;

namespace Tinedy.ChatOps.Chat.Answers;

/// <summary>A platform does not say who somebody is: nothing can be done for them until it does.</summary>
/// <param name="platform">As people know it: "Slack".</param>
public sealed class UnknownMemberException(string platform, Exception why) : Exception($"{platform} does not say who this is: {why.Message}", why)
{
    /// <summary>What the person is told.</summary>
    public Prose Text { get; } = $"Not done: {(Prose)platform} did not say who you are. Press again.";
}
