using System.Text.Json;
using Tinedy.ChatOps.SlackDouble.BlockKit;

namespace Tinedy.ChatOps.SlackDouble.Workspaces;

/// <summary>A modal in front of one person.</summary>
/// <param name="RootId">The first view of its stack; its own id when it is that.</param>
/// <param name="PreviousId">The view below it.</param>
public sealed record SlackView(string Id, string RootId, string? PreviousId, string User) : SlackContent
{
    public required string Hash { get; init; }

    /// <summary>The view as the app sent it, ids filled in.</summary>
    public required JsonElement Json { get; init; }

    public bool IsOpen { get; init; } = true;

    /// <summary>What it showed before, the oldest first.</summary>
    public IReadOnlyList<JsonElement> Earlier { get; init; } = [];

    /// <summary>What stands in red under its fields, by <c>block_id</c>.</summary>
    public IReadOnlyDictionary<string, string> Errors { get; init; } = new Dictionary<string, string>();

    /// <summary>The act whose trigger opened it.</summary>
    public string? ActId { get; init; }

    public override JsonElement Blocks => Json.TryMember("blocks", out var blocks) ? blocks : SlackDouble.Json.EmptyArray;

    public string Title => TextOf("title") ?? "";

    public string? Submit => TextOf("submit");

    public string CallbackId => Json.Text("callback_id") ?? "";

    public string PrivateMetadata => Json.Text("private_metadata") ?? "";

    public override string Words => string.Join('\n', [Title, .. BlockReader.LinesOf(Blocks), .. Errors.Values.Select(error => $"! {error}")]);

    private string? TextOf(string name) => Json.TryMember(name, out var text) ? text.Text("text") : null;
}

/// <summary>What the app shows in its own tab to one person.</summary>
public sealed record SlackHome(string User, string Hash, JsonElement Json) : SlackContent
{
    public override JsonElement Blocks => Json.TryMember("blocks", out var blocks) ? blocks : SlackDouble.Json.EmptyArray;

    public override string Words => string.Join('\n', BlockReader.LinesOf(Blocks));
}
