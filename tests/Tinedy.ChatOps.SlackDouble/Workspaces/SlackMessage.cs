using System.Text.Json;
using Tinedy.ChatOps.SlackDouble.BlockKit;

namespace Tinedy.ChatOps.SlackDouble.Workspaces;

/// <summary>A message in a channel, with everything it ever said.</summary>
/// <param name="Author">The user id of who wrote it; the bot's own for ours.</param>
public sealed record SlackMessage(string Channel, string Ts, string Author) : SlackContent
{
    /// <summary>The message it answers; null at the top of the channel.</summary>
    public string? ThreadTs { get; init; }

    public required IReadOnlyList<SlackMessageVersion> Versions { get; init; }

    public JsonElement? Metadata { get; init; }

    public IReadOnlyList<SlackFile> Files { get; init; } = [];

    public bool IsPinned { get; init; }

    public bool IsDeleted { get; init; }

    /// <summary>Whether it asked for the addresses in it to be shown in full; null: Slack's own choice.</summary>
    public bool? UnfurlsLinks { get; init; }

    public bool? UnfurlsMedia { get; init; }

    public string Text => Versions[^1].Text;

    public override JsonElement Blocks => Versions[^1].Blocks;

    public int Edits => Versions.Count - 1;

    /// <summary>Ids that more than one of its versions uses, which Slack asks not to do and does not refuse.</summary>
    public IReadOnlyList<string> ReusedBlockIds =>
        [.. Versions.SelectMany(version => version.BlockIds).CountBy(id => id).Where(uses => uses.Value > 1).Select(uses => uses.Key)];

    public override string Words => string.Join('\n',
        [.. BlockReader.LinesOf(Blocks), .. HasBlocks || Text.Length == 0 ? [] : new[] { Text }, .. Files.Select(file => $"(file {file.Name})")]);

    internal bool HasBlocks => Blocks.GetArrayLength() > 0;

    internal SlackMessage With(string text, JsonElement blocks, DateTimeOffset at) => this with { Versions = [.. Versions, new(text, blocks, at)] };
}

/// <summary>What a message said from one moment on.</summary>
public sealed record SlackMessageVersion(string Text, JsonElement Blocks, DateTimeOffset At)
{
    public IReadOnlyList<string> BlockIds { get; } = [.. Blocks.EnumerateArray().Select(block => block.Text("block_id")).OfType<string>()];
}
