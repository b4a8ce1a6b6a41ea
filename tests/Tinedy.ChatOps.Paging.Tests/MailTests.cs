using System.Collections.Immutable;
using System.Net.Sockets;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Domain.Access;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Paging.Tests.Doubles;

namespace Tinedy.ChatOps.Paging.Tests;

/// <summary>Pages by mail, taken by a real server.</summary>
public sealed class MailTests : IAsyncLifetime
{
    private MailServer server = null!;

    public ValueTask InitializeAsync()
    {
        server = MailServer.Start();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task A_page_arrives_with_its_symptom_first_and_urgent()
    {
        var sent = await SendAsync(WebhookTests.Message(PageKind.Call));

        sent.Result.ShouldBe(DeliveryResult.Accepted, sent.Proof);
        var mail = server.Taken.Single();
        mail.Subject.ShouldBe("[prod] Queries are slow, run 17: answer now");
        mail.TextBody.ShouldStartWith("prod: queries are slow since 22:38 UTC");
        mail.Priority.ShouldBe(MimeKit.MessagePriority.Urgent);
    }

    [Fact]
    public async Task The_same_page_tried_twice_is_the_same_mail_and_its_end_is_in_the_same_thread()
    {
        await SendAsync(WebhookTests.Message(PageKind.Call));
        await SendAsync(WebhookTests.Message(PageKind.Call));
        await SendAsync(WebhookTests.Message(PageKind.Over));

        var mails = server.Taken;
        mails[0].MessageId.ShouldBe(mails[1].MessageId);
        mails[2].MessageId.ShouldNotBe(mails[0].MessageId);
        mails.Select(mail => mail.InReplyTo).Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task News_for_stakeholders_stands_alone_and_asks_for_no_answer()
    {
        await SendAsync(WebhookTests.Message(PageKind.News) with { Subject = "[prod] The upgrade has begun.", Summary = "The upgrade has begun. You need to do nothing.", IsUrgent = false });

        var mail = server.Taken.Single();
        mail.Subject.ShouldBe("[prod] The upgrade has begun.");
        mail.TextBody.ShouldNotBeNull().Trim().ShouldBe("The upgrade has begun. You need to do nothing.");
        mail.Priority.ShouldNotBe(MimeKit.MessagePriority.Urgent);
    }

    [Fact]
    public async Task Somebody_without_an_address_is_passed_over() =>
        (await SendAsync(WebhookTests.Message(PageKind.Call, email: null))).Result.ShouldBe(DeliveryResult.Refused);

    [Fact]
    public async Task An_address_that_the_server_does_not_know_is_given_up() =>
        (await SendAsync(WebhookTests.Message(PageKind.Call, email: MailServer.Unknown))).Result.ShouldBe(DeliveryResult.Refused);

    [Fact]
    public async Task A_server_that_is_not_there_is_tried_again()
    {
        await Should.ThrowAsync<SocketException>(SendAsync(WebhookTests.Message(PageKind.Call), MailServer.FreePort()));
    }

    private Task<Sent> SendAsync(PageMessage message, int? port = null)
    {
        var settings = new PagingSettings(new("127.0.0.1", port ?? server.Port, "chatops@example.org", null, null, Encrypted: false), ImmutableSortedDictionary<string, WebhookSettings>.Empty, PagingPolicy.Usual);
        return new MailPager(settings, TimeProvider.System).SendAsync(message, TestContext.Current.CancellationToken);
    }
}
