using System.Collections.Concurrent;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Text;
using Tinedy.ChatOps.Presentation.Posts;

namespace Tinedy.ChatOps.Console.Local;

/// <summary>The local channel: what was said in it, and a word to every open page when something new is.</summary>
public sealed class LocalChat(IChatLog log, TimeProvider time)
{
    private readonly ConcurrentDictionary<object, Action> listeners = new();

    public const int Shown = 200;

    public Task<IReadOnlyList<ChatLine>> ReadAsync(string reader, CancellationToken ct) => log.ReadAsync(reader, Shown, ct);

    /// <summary>What a person typed, as everybody sees it.</summary>
    public Task<long> TypedAsync(string author, string text, string key, CancellationToken ct) =>
        SayAsync(new ChatLine(0, key, "typed", author, null, null, ProseJson.Write($"{text}"), time.GetUtcNow()), ct);

    /// <summary>What the bot says to one person.</summary>
    /// <param name="about">The run whose board can be opened from there; null: none.</param>
    public Task<long> PrivatelyAsync(string reader, Prose text, string key, RunId? about, CancellationToken ct) =>
        SayAsync(new ChatLine(0, key, "private", null, reader, about, ProseJson.Write(text), time.GetUtcNow()), ct);

    /// <summary>What the bot says to all: a board (drawn from its run) or a notice.</summary>
    public Task<long> PostedAsync(RunId run, string key, string kind, Prose? text, CancellationToken ct) =>
        SayAsync(new ChatLine(0, $"run/{run}/{key}", kind, null, null, run, text is null ? null : ProseJson.Write(text), time.GetUtcNow()), ct);

    /// <summary>What the bot says to one person who must act, with what they can press.</summary>
    public Task<long> LetterAsync(string reader, Post.OfPerson letter, CancellationToken ct) =>
        SayAsync(new ChatLine(0, $"run/{letter.Run}/{letter.Key}", "private", null, reader, letter.Run, ProseJson.Write(letter.Text), time.GetUtcNow()) { Buttons = StoredButtons.Write(letter.Buttons) }, ct);

    /// <summary>Makes a letter say what it should say now.</summary>
    public async Task ChangeAsync(long id, Post.OfPerson letter, CancellationToken ct)
    {
        await log.ChangeAsync(id, ProseJson.Write(letter.Text), StoredButtons.Write(letter.Buttons), ct);
        Changed();
    }

    /// <summary>Makes a notice say what it should say now.</summary>
    public async Task ChangeAsync(long id, Prose text, CancellationToken ct)
    {
        await log.ChangeAsync(id, ProseJson.Write(text), null, ct);
        Changed();
    }

    public IDisposable Listen(Action onChange)
    {
        var key = new object();
        listeners[key] = onChange;
        return new Listening(() => listeners.TryRemove(key, out _));
    }

    public void Changed()
    {
        foreach (var listener in listeners.Values) listener();
    }

    private async Task<long> SayAsync(ChatLine line, CancellationToken ct)
    {
        var id = await log.SayAsync(line, ct);
        Changed();
        return id;
    }

    private sealed class Listening(Action stop) : IDisposable
    {
        public void Dispose() => stop();
    }
}
