using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Domain.People;

namespace Tinedy.ChatOps.Application.Conversations;

/// <summary>Whose words these are, and where they were said.</summary>
/// <param name="Where">The channel; null for a page or a private line, where every run can be meant.</param>
public sealed record Speaker(Identity Who, Place? Where = null)
{
    /// <summary>What the platform says of the account at this moment.</summary>
    public Membership Membership { get; init; } = Membership.Member;

    /// <summary>The e-mail that the platform knows for the account; null where it does not say. Shown in the evidence, never a right.</summary>
    public string? Email { get; init; }

    /// <summary>What the platform says of the channel at this moment.</summary>
    public ChannelState Channel { get; init; } = ChannelState.Own;
}

/// <summary>Whether a channel is a place for a run.</summary>
public enum ChannelState
{
    Own,

    /// <summary>People of another organisation are in it, or soon will be.</summary>
    Shared,

    /// <summary>The bot is not in it and could not post a board.</summary>
    NotInvited,
}
