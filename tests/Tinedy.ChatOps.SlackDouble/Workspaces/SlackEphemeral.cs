using System.Text.Json;
using Tinedy.ChatOps.SlackDouble.BlockKit;

namespace Tinedy.ChatOps.SlackDouble.Workspaces;

/// <summary>What one person alone sees. It is in no history, and gone for a client that reloads.</summary>
public sealed record SlackEphemeral(string Channel, string Ts, string User, WhisperedBy Via) : SlackContent
{
    public string? ThreadTs { get; init; }

    public required string Text { get; init; }

    public required JsonElement Shown { get; init; }

    /// <summary>The act that it answers; null for one sent by <c>chat.postEphemeral</c>.</summary>
    public string? ActId { get; init; }

    /// <summary>Taken away by a <c>delete_original</c>.</summary>
    public bool IsDeleted { get; init; }

    public override JsonElement Blocks => Shown;

    public override string Words => string.Join('\n', [.. BlockReader.LinesOf(Shown), .. Shown.GetArrayLength() > 0 ? [] : new[] { Text }]);
}

/// <summary>The way an ephemeral took.</summary>
public enum WhisperedBy
{
    PostEphemeral,
    ResponseUrl,
    CommandAnswer,
}
