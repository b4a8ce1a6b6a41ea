using Tinedy.ChatOps.Core.Boards;
using Tinedy.ChatOps.Core.Desk;
using Tinedy.ChatOps.Core.People;
using Tinedy.ChatOps.Core.Runs;

namespace Tinedy.ChatOps.Core.Conversations;

/// <summary>
/// What people type and press, the same for every platform: a surface passes on the account, the words and a key that makes a
/// repeat harmless, and draws the reply.
/// </summary>
public sealed class Conversation(RunDesk desk)
{
    /// <summary>A typed line, with or without the command's name in front: "/migrate done 1.2.3", "done 1.2.3".</summary>
    public Task<Reply> SayAsync(Identity who, string text, string key, CancellationToken ct) => throw new NotImplementedException(desk.ToString());

    /// <summary>A pressed button: what it asks for happens, or its dialog comes.</summary>
    public Task<Reply> PressAsync(Identity who, Button button, string key, CancellationToken ct) => throw new NotImplementedException();

    /// <summary>A sent dialog, with its inputs by name.</summary>
    public Task<Reply> SubmitAsync(Identity who, Button about, IReadOnlyDictionary<string, string> inputs, string key, CancellationToken ct) => throw new NotImplementedException();

    /// <summary>How the line may go on, for this person and now: at most eight.</summary>
    public Task<IReadOnlyList<Completion>> CompleteAsync(Identity who, string typed, CancellationToken ct) => throw new NotImplementedException();
}
