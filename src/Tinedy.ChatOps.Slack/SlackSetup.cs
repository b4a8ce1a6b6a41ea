using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Tinedy.ChatOps.Application.Announcements;
using Tinedy.ChatOps.Application.Conversations;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Application.Runs;
using Tinedy.ChatOps.Slack.Client;
using Tinedy.ChatOps.Slack.Doors;
using Tinedy.ChatOps.Slack.Listening;
using Tinedy.ChatOps.Slack.Rooms;
using Tinedy.ChatOps.Slack.Sockets;

namespace Tinedy.ChatOps.Slack;

/// <summary>
/// Slack as a room: verified ways in, board and notices out. It needs <see cref="RunDesk"/>, <see cref="Screens"/>, <c>Conversation</c>,
/// <see cref="IRunFiles"/> and a <see cref="TimeProvider"/>.
/// </summary>
public static class SlackSetup
{
    public static IServiceCollection AddChatOpsSlack(this IServiceCollection services, SlackSettings settings)
    {
        services.AddSingleton(settings);
        services.AddSingleton<Pace>().AddSingleton<SlackApi>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<SlackClient>(provider, SlackClient.CreateHttp()));

        services.AddSingleton<Workspace>().AddSingleton<Receiver>().AddSingleton<DialogDesk>().AddSingleton<Homes>().AddSingleton<PrivateAnswers>().AddSingleton<BoardLinks>();
        services.AddSingleton<SlackErrands>().AddHostedService(provider => provider.GetRequiredService<SlackErrands>());
        services.AddSingleton<Signature>().AddSingleton<Replays>().AddSingleton<RefusalLog>().AddSingleton<SlackDoors>();

        services.AddSingleton<IChatRoom, SlackRoom>();
        services.AddSingleton<SlackHealth>().AddSingleton<IRoomHealth>(provider => provider.GetRequiredService<SlackHealth>());
        services.AddHostedService<SlackHello>();
        if (settings.AppToken is not null) services.AddHostedService<SocketMode>();
        return services;
    }

    /// <summary>Doors that nobody could verify are not there.</summary>
    public static WebApplication MapChatOpsSlack(this WebApplication app)
    {
        if (app.Services.GetRequiredService<SlackSettings>().SigningSecrets.Count > 0) app.Services.GetRequiredService<SlackDoors>().Map(app);
        return app;
    }
}
