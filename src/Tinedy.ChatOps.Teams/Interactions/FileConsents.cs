using Tinedy.ChatOps.Application.Conversations;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Domain.Text;
using Tinedy.ChatOps.Presentation.Boards;
using Tinedy.ChatOps.Presentation.Posts;
using Tinedy.ChatOps.Teams.AdaptiveCards;
using Tinedy.ChatOps.Teams.Client;
using Tinedy.ChatOps.Teams.Connection;
using Tinedy.ChatOps.Teams.Drawing;
using Tinedy.ChatOps.Teams.Rooms;

namespace Tinedy.ChatOps.Teams.Interactions;

/// <summary>
/// Files for one person. In Teams a bot offers a file in the personal chat, the person agrees, and then it is brought to their own OneDrive
/// (Teams, "Send and receive files"); in a channel a bot cannot put any.
/// </summary>
internal sealed class FileConsents(Connector connector, IRunFiles files, PrivateAnswers answers, TeamsBackgroundReplies replies, TeamsSettings settings)
{
    /// <summary>Where people's files are in the public and the government clouds.</summary>
    private static readonly string[] Hosts = [".sharepoint.com", ".sharepoint.us", ".sharepoint-mil.us"];

    public void Offer(ActivitySource to, Reply.Open open) => replies.Start("file", async ct =>
    {
        if (await files.ReadAsync(open.What, ct) is not { Bytes.Length: > 0 } file)
        {
            answers.Send(to, [$"{open.Text}: there is nothing in it yet."]);
            return;
        }
        var memory = new CardState(CardState.Press) { Code = ButtonCode.Write(FileButtons.Of(open.What)) };
        var consent = new
        {
            description = Legible.Cut(Legible.Visible(open.Text.ToString()), 200),
            sizeInBytes = file.Bytes.Length,
            acceptContext = ButtonWriter.Context(memory),
            declineContext = ButtonWriter.Context(memory),
        };
        answers.Send(to, new OutgoingMessage(Markup.Aloud(open.Text), [new("application/vnd.microsoft.teams.card.file.consent", consent) { Name = file.Name }]));
    });

    /// <summary>They agreed: it is brought to where Teams says, and shown.</summary>
    public void Deliver(ActivitySource to, Reply.Open open, UploadPart upload) => replies.Start("file", async ct =>
    {
        if (!Uri.TryCreate(upload.UploadUrl, UriKind.Absolute, out var where) || !IsTheirs(where)) throw new TeamsRefusedException("bring a file", System.Net.HttpStatusCode.Forbidden, "strange address", where?.Host);
        if (await files.ReadAsync(open.What, ct) is not { Bytes.Length: > 0 } file) return;
        await connector.UploadAsync(where, file.Bytes, ct);
        var info = new { uniqueId = upload.UniqueId, fileType = upload.FileType };
        await connector.SendAsync(to.Service, to.Conversation,
            new OutgoingMessage(file.Name, [new("application/vnd.microsoft.teams.card.file.info", info) { Name = upload.Name ?? file.Name, ContentUrl = upload.ContentUrl }]), ct);
        if (to.Message is { } offer) await connector.DeleteAsync(to.Service, to.Conversation, offer, ct);
    });

    private bool IsTheirs(Uri address) => address.UserInfo.Length == 0
        && ((address.Scheme == Uri.UriSchemeHttps && Hosts.Any(host => address.Host.EndsWith(host, StringComparison.OrdinalIgnoreCase))) || settings.IsService(address));
}
