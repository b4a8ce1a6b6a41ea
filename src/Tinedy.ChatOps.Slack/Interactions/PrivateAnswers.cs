using Microsoft.Extensions.Logging;
using Tinedy.ChatOps.Application.Conversations;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Domain.Text;
using Tinedy.ChatOps.Slack.Client;
using Tinedy.ChatOps.Slack.Connection;
using Tinedy.ChatOps.Slack.Drawing;

namespace Tinedy.ChatOps.Slack.Interactions;

/// <summary>
/// What only the one who asked sees: through the address that came with their click, or as an ephemeral message. Slack lets such an
/// address be used five times in thirty minutes; we use it once.
/// </summary>
internal sealed partial class PrivateAnswers(SlackApi slack, SlackSettings settings, IRunFiles files, SlackBackgroundReplies replies, ILogger<PrivateAnswers> logger)
{
    /// <param name="where">The address; null or strange: the channel itself.</param>
    public void Send(Speaker to, Uri? where, string? thread, Message message) => replies.StartInTurn("private answer", to.Who.ToString(), async ct =>
    {
        if (where is not null && !settings.IsSlack(where))
        {
            LogStrangeAddress(where.Host);
            where = null;
        }
        if (where is not null && await RespondAsync(where, message, ct)) return;
        if (to.Where is { } place) await slack.WhisperAsync(place.ChannelId(), to.Who.User, thread, message, ct);
        else await slack.PostAsync(await slack.DirectAsync(to.Who.User, ct), message, "", null, ct);
    });

    /// <summary>False when the address is used up or too old.</summary>
    private async Task<bool> RespondAsync(Uri where, Message message, CancellationToken ct)
    {
        try
        {
            await slack.RespondAsync(where, message, ct);
            return true;
        }
        catch (SlackRefusedException)
        {
            return false;
        }
    }

    /// <summary>Brings a file to one person, in their direct messages with the bot.</summary>
    /// <param name="thread">Where it was asked for, and where it is said that the file has come; null: not in a thread.</param>
    public void Bring(Speaker to, Uri? where, string? thread, Reply.Open open) => replies.Start("file", async ct =>
    {
        var markup = new Markup(to.Who.Tenant);
        if (await files.ReadAsync(open.What, ct) is not { Bytes.Length: > 0 } file)
        {
            Send(to, where, thread, Posts.Private([$"{open.Text}: there is nothing in it yet."], markup));
            return;
        }
        var channel = await slack.DirectAsync(to.Who.User, ct);
        await slack.UploadAsync(channel, null, file.Name, Posts.FileTitle(open.Text), file.Bytes, ct);
        Send(to, where, thread, Posts.Private([$"{open.Text} is in your direct messages with the bot."], markup));
    });

    [LoggerMessage(Level = LogLevel.Warning, Message = "A response_url that is not Slack's was not used: {Host}")]
    private partial void LogStrangeAddress(string host);
}
