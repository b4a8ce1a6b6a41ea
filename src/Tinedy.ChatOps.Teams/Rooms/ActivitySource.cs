using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Domain.People;

namespace Tinedy.ChatOps.Teams.Rooms;

/// <summary>Who did it, and where.</summary>
/// <param name="Account">Their id in this conversation: <c>29:…</c>.</param>
/// <param name="Conversation">As it came: in a channel with the root of its thread.</param>
/// <param name="Where">The channel or group chat; null for a personal chat, which is no room.</param>
/// <param name="Message">The message that the pressed card stands in; null without.</param>
internal sealed record ActivitySource(Identity Who, string Account, Uri Service, string Conversation, Place? Where, string? Message);
