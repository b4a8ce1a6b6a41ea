using System.Globalization;
using Tinedy.ChatOps.Core.Boards;
using Tinedy.ChatOps.Core.Desk;
using Tinedy.ChatOps.Core.People;
using Tinedy.ChatOps.Core.Words;

namespace Tinedy.ChatOps.Console.Local;

/// <summary>
/// The chat room of local mode. A board and its thread are drawn from the journal whenever somebody looks, so the room keeps only
/// that they were posted; there is nothing to send again.
/// </summary>
public sealed class LocalRoom(LocalChat chat) : IChatRoom
{
    public string Place => "local";

    public async Task<string> PostAsync(Post post, CancellationToken ct) => post switch
    {
        Post.OfBoard board => Reference(await chat.PostedAsync(board.Run, board.Key, "board", null, ct)),
        Post.OfChannel notice => Reference(await chat.PostedAsync(notice.Run, notice.Key, "notice", notice.Text, ct)),
        _ => $"thread/{post.Run}/{post.Key}",
    };

    public Task UpdateAsync(string message, Post post, CancellationToken ct)
    {
        chat.Changed();
        return Task.CompletedTask;
    }

    public Task WhisperAsync(Identity to, Prose text, CancellationToken ct) =>
        chat.PrivatelyAsync(to.User, text, $"whisper/{Guid.NewGuid()}", ct);

    private static string Reference(long line) => line.ToString(CultureInfo.InvariantCulture);
}
