using System.Globalization;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Presentation.Posts;

namespace Tinedy.ChatOps.Console.Local;

/// <summary>
/// The chat room of local mode. A board and its thread are drawn from the journal whenever somebody looks, so the room keeps only
/// that they were posted; there is nothing to send again.
/// </summary>
public sealed class LocalRoom(LocalChat chat) : IChatRoom
{
    public string Platform => Place.Local.Platform;

    public TimeSpan Rest => TimeSpan.Zero;

    /// <summary>The same key twice is one line.</summary>
    public async Task<string> PostAsync(Place place, Post post, Sending how, CancellationToken ct) => post switch
    {
        Post.OfBoard => Reference(await chat.PostedAsync(post.Run, post.Key, "board", null, ct)),
        Post.OfChannel notice => Reference(await chat.PostedAsync(post.Run, post.Key, "notice", notice.Text, ct)),
        Post.OfPerson { To: var to } letter when to.Identities.FirstOrDefault(account => account.Platform == Platform) is { User: { } user } =>
            Reference(await chat.LetterAsync(user, letter, ct)),
        _ => $"drawn/{post.Run}/{post.Key}",
    };

    /// <summary>Posting again is harmless here.</summary>
    public Task<string?> FindAsync(Place place, Post post, Sending how, CancellationToken ct) => Task.FromResult<string?>(null);

    public async Task<bool> UpdateAsync(Place place, string message, Post post, Sending how, CancellationToken ct)
    {
        var isLine = long.TryParse(message, CultureInfo.InvariantCulture, out var line);
        switch (post)
        {
            case Post.OfPerson letter when isLine:
                await chat.ChangeAsync(line, letter, ct);
                break;
            case Post.OfChannel notice when isLine:
                await chat.ChangeAsync(line, notice.Text, ct);
                break;
            default:
                chat.Changed();
                break;
        }
        return true;
    }

    private static string Reference(long line) => line.ToString(CultureInfo.InvariantCulture);
}
