using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Tinedy.ChatOps.Tests.Scenes;

namespace Tinedy.ChatOps.Tests.Doors;

/// <summary>A port that somebody else has is the first trouble that newcomers meet.</summary>
public sealed class PortInUse
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    public async Task It_is_one_line_that_names_the_setting_and_another_port_and_nothing_is_made(string host)
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        var folder = Path.Combine(Path.GetTempPath(), $"chatops-never-{Guid.NewGuid():N}");
        var verdict = await Product.RunAsync(new Dictionary<string, string>
        {
            ["Urls"] = string.Create(CultureInfo.InvariantCulture, $"http://{host}:{port}"),
            ["Embedded:DataDirectory"] = folder,
        });
        (verdict.Code, verdict.Said).ShouldBe((1, ""));
        verdict.Complained.ShouldMatch($@"^Urls: port {port} of {host} is taken by another program, or by this one running already\. Choose another port: --Urls=http://{host}:\d+\n$");
        Directory.Exists(folder).ShouldBeFalse();
    }
}
