using System.Net;
using System.Net.Sockets;

namespace Tinedy.ChatOps.Serving;

/// <summary>Whether the service could listen where it is meant to: asked before anything is made or started for it.</summary>
internal static class PortCheck
{
    /// <exception cref="IOException">With the one sentence that says what to change.</exception>
    public static void Require(IEnumerable<Uri> urls)
    {
        foreach (var url in urls.Where(url => url.Port != 0))
            foreach (var address in AddressesOf(url))
                if (Try(address, url.Port) is { } refused && (url.Host != "localhost" || refused == SocketError.AddressAlreadyInUse))
                    throw new IOException(Sentence(url, refused));
    }

    /// <summary>The same sentence for what the web server met later; null when this is about no port.</summary>
    public static string? Sentence(IEnumerable<Uri> urls, Exception failure) =>
        failure.GetBaseException() is SocketException socket && urls.FirstOrDefault(url => url.Port != 0) is { } first ? Sentence(first, socket.SocketErrorCode) : null;

    private static string Sentence(Uri url, SocketError refused) => refused switch
    {
        SocketError.AddressAlreadyInUse =>
            $"Urls: port {url.Port} of {url.Host} is taken by another program, or by this one running already. Choose another port: --Urls={url.Scheme}://{url.Host}:{FreePort(url.Port)}",
        SocketError.AccessDenied => $"Urls: this user may not listen on port {url.Port}. Choose one above 1023: --Urls={url.Scheme}://{url.Host}:{FreePort(url.Port)}",
        SocketError.AddressNotAvailable => $"Urls: {url.Host} is no address of this computer. Choose one that is: --Urls={url.Scheme}://127.0.0.1:{url.Port}",
        _ => $"Urls: nothing can listen on {url.Host}, port {url.Port} ({refused}). Choose another: --Urls={url.Scheme}://127.0.0.1:{FreePort(url.Port)}",
    };

    /// <summary>As the web server reads a host: a name means every address.</summary>
    private static IPAddress[] AddressesOf(Uri url) =>
        url.Host == "localhost" ? Socket.OSSupportsIPv6 ? [IPAddress.Loopback, IPAddress.IPv6Loopback] : [IPAddress.Loopback]
        : IPAddress.TryParse(url.Host.Trim('[', ']'), out var address) ? [address]
        : [IPAddress.Any];

    private static SocketError? Try(IPAddress address, int port)
    {
        try
        {
            using var listener = new TcpListener(address, port);
            listener.Start();
            return null;
        }
        catch (SocketException refused)
        {
            return refused.SocketErrorCode;
        }
    }

    /// <summary>The next one that nobody listens on.</summary>
    private static int FreePort(int taken)
    {
        const int firstOfUsers = 1024;
        var port = taken is >= firstOfUsers and < IPEndPoint.MaxPort ? taken + 1 : 5080;
        while (port < IPEndPoint.MaxPort && Try(IPAddress.Loopback, port) is not null) port++;
        return port;
    }
}
