using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Tinedy.ChatOps.Application.Announcements;
using Tinedy.ChatOps.Application.Conversations;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Application.Runs;
using Tinedy.ChatOps.Chat;
using Tinedy.ChatOps.Chat.Endpoints;
using Tinedy.ChatOps.Slack.Client;
using Tinedy.ChatOps.Slack.Connection;
using Tinedy.ChatOps.Slack.Endpoints;
using Tinedy.ChatOps.Slack.Interactions;
using Tinedy.ChatOps.Slack.Rooms;
using Tinedy.ChatOps.Slack.Sockets;

namespace Tinedy.ChatOps.Slack;

/// <summary>
/// Slack as a room: verified ways in, board and notices out. It needs <see cref="RunService"/>, <see cref="ScreenReader"/>, <c>Conversation</c>,
/// <see cref="IRunFiles"/> and a <see cref="TimeProvider"/>.
/// </summary>
public static class SlackSetup
{
    public static IServiceCollection AddChatOpsSlack(this IServiceCollection services, SlackSettings settings)
    {
        services.AddSingleton(settings);
        services.AddSingleton<Pace>().AddSingleton<SlackApi>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<SlackClient>(provider, SlackClient.CreateHttp()));

        services.AddSingleton<WorkspaceDirectory>().AddSingleton<InteractionHandler>().AddSingleton<DialogService>().AddSingleton<HomeTabs>().AddSingleton<PrivateAnswers>();
        services.AddChat<SlackEndpoints, InteractionHandler, SlackBackgroundReplies>(SlackPlatform.Name, SlackPlatform.Title, provider =>
        {
            var slack = provider.GetRequiredService<SlackApi>();
            return (message, _) => MessageReference.Parse(message) is var (channel, ts) ? slack.LinkTo(channel, ts) : null;
        });
        services.AddSingleton<Signature>().AddSingleton<ReplayGuard>().AddSingleton<SlackEndpoints>();

        services.AddSingleton<IChatRoom, SlackRoom>();
        services.AddSingleton<SlackHealth>().AddSingleton<IRoomHealth>(provider => provider.GetRequiredService<SlackHealth>());
        services.AddHostedService<SlackStartupCheck>();
        if (settings.AppToken is not null) services.AddHostedService<SocketMode>();
        return services;
    }

    /// <summary>Endpoints that nobody could verify are not there.</summary>
    public static WebApplication MapChatOpsSlack(this WebApplication app)
    {
        if (app.Services.GetRequiredService<SlackSettings>().SigningSecrets.Count > 0) app.Services.GetRequiredService<SlackEndpoints>().Map(app);
        return app;
    }
}
