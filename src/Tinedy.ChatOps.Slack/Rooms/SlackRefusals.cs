using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Presentation.Posts;
using Tinedy.ChatOps.Slack.Client;

namespace Tinedy.ChatOps.Slack.Rooms;

/// <summary>What a no of Slack's is about, by its own words (the errors of <c>chat.postMessage</c> and its neighbours).</summary>
internal static class SlackRefusals
{
    private static readonly HashSet<string> OfThisMessage =
    [
        "invalid_blocks", "invalid_blocks_format", "msg_too_long", "msg_blocks_too_long", "no_text", "invalid_arguments", "invalid_arg_name", "cannot_dm_bot",
        "user_not_found", "users_not_found", "user_disabled", "user_not_visible", "messages_tab_disabled", "cannot_message", "restricted_action_thread_locked",
        "file_not_found", "malware_detected", "file_upload_size_restricted", "unknown_subtype", "invalid_user_id",
    ];

    private static readonly HashSet<string> OfTheChannel =
    [
        "channel_not_found", "is_archived", "channel_is_archived", "not_in_channel", "restricted_action", "restricted_action_read_only_channel",
        "restricted_action_non_threadable_channel", "posting_to_general_channel_denied", "channel_type_not_supported", "ekm_access_denied", "is_inactive",
    ];

    private static readonly HashSet<string> OfTheApp =
    [
        "account_inactive", "invalid_auth", "not_authed", "token_revoked", "token_expired", "no_permission", "org_login_required", "missing_scope",
        "not_allowed_token_type", "team_access_not_granted", "access_denied", "enterprise_is_restricted", "team_not_found",
    ];

    /// <summary>Null for an answer that says nothing about the next try.</summary>
    public static ChatRefusedException? Meaning(SlackRefusedException refusal, Post post) => refusal.Error switch
    {
        var error when OfThisMessage.Contains(error) => new MessageRefusedException(refusal.Message),
        // A direct message is nobody's channel but this person's.
        var error when OfTheChannel.Contains(error) => post is Post.OfPerson ? new MessageRefusedException(refusal.Message) : new PlaceGoneException(refusal.Message),
        var error when OfTheApp.Contains(error) => new AccessRefusedException(refusal.Message, refusal),
        _ => null,
    };
}
