using Microsoft.Extensions.DependencyInjection;
using Tinedy.ChatOps.Application.Paging;
using Tinedy.ChatOps.Application.Ports;

namespace Tinedy.ChatOps.Paging;

/// <summary>What this project gives to the host.</summary>
public static class ChatOpsPaging
{
    /// <summary>Every means outside chat that the settings name.</summary>
    public static IServiceCollection AddChatOpsPaging(this IServiceCollection services, PagingSettings settings) => services
        .AddSingleton(settings)
        .AddSingleton<IPager>(provider => new WebhookPager(settings, Client()))
        .AddSingleton<IPager, MailPager>();

    /// <summary>A redirect could carry the key elsewhere, so none is followed.</summary>
    private static HttpClient Client() => new(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(2), UseCookies = false })
    {
        Timeout = Pager.Patience,
    };
}
