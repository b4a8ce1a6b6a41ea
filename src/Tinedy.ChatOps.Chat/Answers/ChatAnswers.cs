using Microsoft.Extensions.Logging;
using Tinedy.ChatOps.Application.Conversations;
using Tinedy.ChatOps.Application.Ports;

namespace Tinedy.ChatOps.Chat.Answers;

/// <summary>
/// How a platform's handler asks the conversation: the answer comes in time or is announced, a failure becomes a sentence, and what leads to
/// the board has its address.
/// </summary>
/// <typeparam name="THandler">What asks, and has the log.</typeparam>
/// <param name="platform">As people know it: "Slack".</param>
public sealed partial class ChatAnswers<THandler>(string platform, BackgroundReplies replies, BoardLinks boards, ILogger<THandler> logger)
{
    /// <summary>The answer, or what it waits for while it follows through <paramref name="late"/>. No cancellation: whoever pressed has pressed.</summary>
    public Task<Reply> InTimeAsync(Func<Task<Reply>> ask, Action<Reply> late) => replies.InTimeAsync(awaited => SafelyAsync(ask, awaited), late);

    /// <summary>The answer, however long it takes; what is broken with us is said as such.</summary>
    public Task<Reply> SafelyAsync(Func<Task<Reply>> ask) => WaitTracker.NotedAsync(awaited => SafelyAsync(ask, awaited));

    /// <summary>The reply with the address of the board that it speaks of, where it leads there.</summary>
    /// <param name="near">The channel in which it is said.</param>
    public async Task<Reply> WithBoardAsync(Reply reply, Place? near, CancellationToken ct) =>
        reply is Reply.Tell { LeadsToBoard: true, Run: { } run } tell ? tell with { Board = await boards.OfAsync(run, near, ct) } : reply;

    /// <summary>What is broken with us is said as such: nothing was recorded, and pressing again is safe.</summary>
    private async Task<Reply> SafelyAsync(Func<Task<Reply>> ask, WaitTracker awaited)
    {
        try
        {
            return await ask();
        }
        catch (UnknownMemberException unknown)
        {
            LogUnknown(unknown.Message);
            return new Reply.Tell([unknown.Text]);
        }
        catch (Exception failure)
        {
            LogNotRecorded(failure, platform);
            return new Reply.Tell([SystemMessages.NotRecorded(failure, awaited.Last)]);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Why}")]
    private partial void LogUnknown(string why);

    [LoggerMessage(Level = LogLevel.Error, Message = "What was asked in {Platform} was not recorded.")]
    private partial void LogNotRecorded(Exception failure, string platform);
}
