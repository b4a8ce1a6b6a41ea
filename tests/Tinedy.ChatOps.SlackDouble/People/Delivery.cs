using System.Text.Json;
using Tinedy.ChatOps.SlackDouble.Workspaces;

namespace Tinedy.ChatOps.SlackDouble.People;

/// <summary>Something that Slack brought to the bot, and what came of it.</summary>
public sealed record Delivery
{
    private static readonly IReadOnlyDictionary<string, string> Nothing = new Dictionary<string, string>();

    private readonly Workspace _workspace;
    private readonly Act? _act;

    internal Delivery(Workspace workspace, RawRequest request, Act? act) => (_workspace, Request, _act) = (workspace, request, act);

    /// <summary>The exact request, to send it again or to tamper with it. Through a socket: the payload, without headers.</summary>
    public RawRequest Request { get; }

    /// <summary>The envelope it came in; null over HTTP.</summary>
    public JsonElement? Envelope { get; init; }

    /// <summary>The HTTP status; 200 for an envelope that was acknowledged; 0 when nobody answered.</summary>
    public int Status { get; init; }

    /// <summary>The body of the answer, or the payload of the acknowledgement.</summary>
    public string Body { get; init; } = "";

    public IReadOnlyDictionary<string, string> Headers { get; init; } = Nothing;

    public TimeSpan Took { get; init; }

    /// <summary>The bot had three seconds, and needed more.</summary>
    public bool TimedOut { get; init; }

    /// <summary>What Slack tells the person when it did not go well: <c>operation_timeout</c>, <c>dispatch_failed</c> …; null when it did.</summary>
    public string? Trouble { get; init; }

    /// <summary>What stands under the fields of the modal that was submitted, by <c>block_id</c>.</summary>
    public IReadOnlyDictionary<string, string> Errors { get; init; } = Nothing;

    /// <summary>False when Slack itself refused, before the bot heard of it: a required field was empty.</summary>
    public bool WasSent { get; init; } = true;

    public bool IsOk => Status is >= 200 and < 300;

    public JsonElement? Json => SlackDouble.Json.TryParse(Body, out var json) ? json : null;

    /// <summary>The message that this act was, for a mention.</summary>
    public SlackMessage? Message { get; init; }

    /// <summary>What the person was told for this act alone, by its answer or its response address, until now.</summary>
    public IReadOnlyList<SlackEphemeral> Ephemerals =>
        _act is { } act ? [.. _workspace.Ephemerals.Where(whisper => whisper.ActId == act.Id && !whisper.IsDeleted)] : [];

    /// <summary>The modal that this act opened, as it is now; null when it opened none.</summary>
    public SlackView? View => _act is { } act ? _workspace.Views.LastOrDefault(view => view.ActId == act.Id) : null;

    /// <summary>The modal that this act opens, once it is as wanted: the bot may open a waiting one first and fill it afterwards.</summary>
    public Task<SlackView> ViewAsync(Func<SlackView, bool>? isReady = null, TimeSpan? patience = null) =>
        _workspace.FindAsync(_ => View is { } view && (isReady?.Invoke(view) ?? true) ? view : null, "This act has opened no such modal.", patience);
}
