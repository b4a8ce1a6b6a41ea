using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Tinedy.ChatOps.Application.Announcements;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Application.Runs;
using Tinedy.ChatOps.Chat;
using Tinedy.ChatOps.Teams.Client;
using Tinedy.ChatOps.Teams.Connection;
using Tinedy.ChatOps.Teams.Endpoints;
using Tinedy.ChatOps.Teams.Interactions;
using Tinedy.ChatOps.Teams.Rooms;

namespace Tinedy.ChatOps.Teams;

/// <summary>
/// Teams as a room: a verified way in, board and notices out. It needs <see cref="RunService"/>, <see cref="ScreenReader"/>, <c>Conversation</c>,
/// <see cref="IOutbox"/>, <see cref="IAddressBook"/>, <see cref="IRunFiles"/> and a <see cref="TimeProvider"/>.
/// </summary>
public static class TeamsSetup
{
    public static IServiceCollection AddChatOpsTeams(this IServiceCollection services, TeamsSettings settings)
    {
        services.AddSingleton(settings);
        services.AddSingleton<Pace>().AddSingleton<BotToken>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<Connector>(provider, Connector.CreateHttp()));
        services.AddSingleton(provider => new SigningKeys(Connector.CreateHttp(), settings, provider.GetRequiredService<TeamsHealth>(), provider.GetRequiredService<TimeProvider>()));

        services.AddSingleton<ConversationDirectory>().AddSingleton<MemberDirectory>().AddSingleton<RepeatedMessages>().AddSingleton<RefreshHandler>();
        services.AddSingleton<ActivityHandler>().AddSingleton<DialogService>().AddSingleton<FileConsents>().AddSingleton<PrivateAnswers>().AddSingleton<Greetings>();
        services.AddChat<TeamsEndpoint, ActivityHandler, TeamsBackgroundReplies>(TeamsPlatform.Name, TeamsPlatform.Title, _ => TeamsRoom.LinkTo);
        services.AddSingleton<TokenCheck>().AddSingleton<TeamsEndpoint>();

        services.AddSingleton<IChatRoom, TeamsRoom>();
        services.AddSingleton<TeamsHealth>().AddSingleton<IRoomHealth>(provider => provider.GetRequiredService<TeamsHealth>());
        services.AddHostedService<TeamsStartupCheck>();
        return services;
    }

    public static WebApplication MapChatOpsTeams(this WebApplication app)
    {
        app.Services.GetRequiredService<TeamsEndpoint>().Map(app);
        return app;
    }
}
