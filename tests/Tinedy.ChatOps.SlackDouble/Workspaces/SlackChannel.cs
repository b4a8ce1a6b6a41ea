namespace Tinedy.ChatOps.SlackDouble.Workspaces;

/// <summary>A channel, private or not, or the conversation with one person (<see cref="IsIm"/>).</summary>
public sealed record SlackChannel(string Id, string Name)
{
    public bool IsPrivate { get; init; }

    public bool IsExtShared { get; init; }

    public bool IsPendingExtShared { get; init; }

    public bool IsArchived { get; init; }

    /// <summary>Whether the bot was invited.</summary>
    public bool HasBot { get; init; } = true;

    /// <summary>The people in it; null: everybody.</summary>
    public IReadOnlyCollection<string>? Members { get; init; }

    public bool IsIm { get; init; }

    /// <summary>The other end of a conversation with one person.</summary>
    public string? With { get; init; }

    public bool Has(string user) => IsIm ? With == user : Members?.Contains(user, StringComparer.Ordinal) ?? true;

    /// <summary>Payloads do not give a private channel's name away.</summary>
    internal string NameInPayloads => IsIm ? "directmessage" : IsPrivate ? "privategroup" : Name;
}
