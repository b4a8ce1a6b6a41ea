using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using MimeKit;
using SmtpServer;
using SmtpServer.ComponentModel;
using SmtpServer.Mail;
using SmtpServer.Protocol;
using SmtpServer.Storage;

namespace Tinedy.ChatOps.Paging.Tests.Doubles;

/// <summary>A mail server over loopback that keeps what it takes, and refuses one address.</summary>
public sealed class MailServer : IAsyncDisposable
{
    public const string Unknown = "nobody@example.org";

    private readonly Box box = new();
    private readonly CancellationTokenSource closing = new();
    private readonly Task serving;

    private MailServer()
    {
        Port = FreePort();
        var options = new SmtpServerOptionsBuilder().ServerName("localhost").Endpoint(endpoint => endpoint.Endpoint(new IPEndPoint(IPAddress.Loopback, Port))).Build();
        var services = new ServiceProvider();
        services.Add(box);
        services.Add(new OnlyKnown());
        serving = new SmtpServer.SmtpServer(options, services).StartAsync(closing.Token);
    }

    public int Port { get; }

    public IReadOnlyList<MimeMessage> Taken => [.. box.Taken];

    public static MailServer Start() => new();

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        await serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        closing.Dispose();
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private sealed class Box : MessageStore
    {
        public ConcurrentQueue<MimeMessage> Taken { get; } = new();

        public override async Task<SmtpResponse> SaveAsync(ISessionContext context, IMessageTransaction transaction, ReadOnlySequence<byte> buffer, CancellationToken cancellationToken)
        {
            using var bytes = new MemoryStream(buffer.ToArray());
            Taken.Enqueue(await MimeMessage.LoadAsync(bytes, cancellationToken));
            return SmtpResponse.Ok;
        }
    }

    private sealed class OnlyKnown : MailboxFilter
    {
        public override Task<bool> CanDeliverToAsync(ISessionContext context, IMailbox to, IMailbox from, CancellationToken cancellationToken) =>
            Task.FromResult(to.AsAddress() != Unknown);
    }
}
