using System.Globalization;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using Tinedy.ChatOps.Application.Paging;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.People;

namespace Tinedy.ChatOps.Paging;

/// <summary>Calls people by mail. Links in it only open; they never answer: previews follow links.</summary>
internal sealed class MailPager(PagingSettings settings, TimeProvider time) : IPager
{
    public bool Serves(string means) => means == ContactMeans.Email && settings.Mail is not null;

    /// <exception cref="IOException">The server could not be reached, or broke off; so is every other exception that is worth another try.</exception>
    public async Task<Sent> SendAsync(PageMessage message, CancellationToken ct)
    {
        var mail = settings.Mail!;
        if (message.Email is not { } address || !MailboxAddress.TryParse(address, out var to)) return new(DeliveryResult.Refused, $"{message.To} has no e-mail address in the settings.");
        using var smtp = new SmtpClient { Timeout = (int)Pager.Patience.TotalMilliseconds };
        await smtp.ConnectAsync(mail.Host, mail.Port, mail.Encrypted ? SecureSocketOptions.Auto : SecureSocketOptions.None, ct);
        try
        {
            if (mail.User is { } user) await smtp.AuthenticateAsync(user, mail.Password ?? "", ct);
            var answer = await smtp.SendAsync(Write(mail, message, to), ct);
            // It was taken: that the farewell fails changes nothing.
            await smtp.DisconnectAsync(quit: true, CancellationToken.None);
            return new(DeliveryResult.Accepted, $"{mail.Host} took it: {answer}");
        }
        catch (AuthenticationException unknown)
        {
            return new(DeliveryResult.Refused, $"{mail.Host} does not know this service: {unknown.Message}");
        }
        catch (SmtpCommandException refused) when ((int)refused.StatusCode >= 500)
        {
            return new(DeliveryResult.Refused, $"{mail.Host} refused: {(int)refused.StatusCode} {refused.Message}");
        }
    }

    private MimeMessage Write(MailSettings mail, PageMessage page, MailboxAddress to)
    {
        var from = MailboxAddress.Parse(mail.From);
        var thread = string.Create(CultureInfo.InvariantCulture, $"{page.Key.Replace('/', '.')}@{from.Domain}");
        var message = new MimeMessage
        {
            Subject = page.Page.Kind is PageKind.Answered or PageKind.Over ? $"Re: {page.Subject}" : page.Subject,
            Date = time.GetUtcNow(),
            // The same page tried twice is the same mail.
            MessageId = string.Create(CultureInfo.InvariantCulture, $"{page.Page.Kind.ToString().ToLowerInvariant()}.{page.Page.Seq}.{thread}"),
            InReplyTo = thread,
            Priority = page.IsUrgent ? MessagePriority.Urgent : MessagePriority.Normal,
            Body = new TextPart("plain") { Text = page.Summary + (page.Page.Kind == PageKind.Call ? "\n\nAnswer in the chat of the run, or type /migrate ack there.\n" : "\n") },
        };
        message.From.Add(from);
        message.To.Add(to);
        return message;
    }
}
