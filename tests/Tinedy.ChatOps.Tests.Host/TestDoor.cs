using Tinedy.ChatOps.Application.Announcements;
using Tinedy.ChatOps.Application.Conversations;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Application.Runs;
using Tinedy.ChatOps.Application.Signals;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Presentation.Boards;

namespace Tinedy.ChatOps.Tests.Host;

/// <summary>
/// What a chat platform would send, over loopback and by name: the way a test types, presses and looks. It stands behind the guard of
/// local mode like every other page, and exists in this program alone.
/// </summary>
public static class TestDoor
{
    /// <summary>A step's ending and another replica's click arrive within two seconds; a test waits longer only to fail.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static void Map(WebApplication app)
    {
        app.MapPost("/test/say", async (Said said, Conversation conversation) =>
            TestReply.Of(await conversation.SayAsync(Account(said.As), said.Text, said.Key, CancellationToken.None)));
        app.MapPost("/test/press", async (Pressed pressed, Conversation conversation) => TestReply.Of(pressed.Inputs is { } inputs
            ? await conversation.SubmitAsync(Account(pressed.As), pressed.Button, inputs, pressed.Key, CancellationToken.None)
            : await conversation.PressAsync(Account(pressed.As), pressed.Button, pressed.Key, CancellationToken.None)));
        app.MapGet("/test/board/{run:long}", async (long run, ScreenReader screens, CancellationToken ct) =>
            await screens.ReadAsync(new RunId(run), ct) is { } screen ? Results.Json(BoardText.Of(screen)) : Results.NotFound());
        app.MapGet("/test/changes/{run:long}", async (long run, int after, RunFeed feed, RunService runs, CancellationToken ct) =>
            await NextChangeAsync(new RunId(run), after, feed, runs, ct));
    }

    /// <summary>
    /// Answers when an open page of this replica would show more than the entry <paramref name="after"/>. As a page does, it listens
    /// first and looks then: what happened before it was opened is no hint any more.
    /// </summary>
    private static async Task<IResult> NextChangeAsync(RunId run, int after, RunFeed feed, RunService runs, CancellationToken ct)
    {
        var changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var listening = feed.Listen(which =>
        {
            if (which == run) changed.TrySetResult();
        });
        if (await runs.ReadAsync(run, ct) is { } now && now.Seq > after) return Results.NoContent();
        var told = await Task.WhenAny(changed.Task, Task.Delay(Patience, TimeProvider.System, ct)) == changed.Task;
        return told ? Results.NoContent() : Results.StatusCode(StatusCodes.Status504GatewayTimeout);
    }

    private static Speaker Account(string name) => new(new Identity("local", "local", name), Place.Local);
}

/// <param name="As">The person's name.</param>
public sealed record Said(string As, string Text, string Key);

/// <param name="Inputs">The fields of its dialog; null: the button alone is pressed.</param>
public sealed record Pressed(string As, Button Button, string Key, IReadOnlyDictionary<string, string>? Inputs = null);

/// <summary>A reply, as far as a test asks.</summary>
/// <param name="Kind">The name of the reply: <c>Done</c>, <c>Refused</c>, <c>Ask</c> …</param>
/// <param name="Reason">Why it was refused, by its name; null when it was not.</param>
public sealed record TestReply(string Kind, string Text, long? Run, string? Reason)
{
    internal static TestReply Of(Reply reply) => reply switch
    {
        Reply.Done done => new(nameof(Reply.Done), done.Text.ToString(), done.Run.Number, null),
        Reply.Refused refused => new(nameof(Reply.Refused), refused.Why.Text.ToString(), null, refused.Why.Reason.ToString()),
        Reply.InField wrong => new(nameof(Reply.InField), wrong.Why.Text.ToString(), null, wrong.Why.Reason.ToString()),
        Reply.Tell told => new(nameof(Reply.Tell), string.Join('\n', told.Lines), told.Run?.Number, null),
        _ => new(reply.GetType().Name, "", null, null),
    };
}
