using Tinedy.ChatOps.Tests.Scenes;

namespace Tinedy.ChatOps.Browser.Tests.Stage;

/// <summary>The service inside this process: enough for everything but its death.</summary>
internal sealed class HostedBot : Bot
{
    private readonly ServiceInProcess service;

    private HostedBot(ServiceInProcess service) => (this.service, Address) = (service, service.Address);

    public override string Printed => service.Everything;

    /// <param name="settings">As environment variables: <c>Environments__prod__Workspace</c>.</param>
    public static async Task<HostedBot> StartAsync(IReadOnlyDictionary<string, string> settings) => new(await ServiceInProcess.StartAsync(
        settings.Append(new("Urls", "http://127.0.0.1:0")).ToDictionary(one => one.Key.Replace("__", ":", StringComparison.Ordinal), one => one.Value)));

    public override ValueTask DisposeAsync() => service.DisposeAsync();
}
