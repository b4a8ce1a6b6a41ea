using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Chat.Answers;
using Tinedy.ChatOps.Chat.Endpoints;

namespace Tinedy.ChatOps.Chat;

/// <summary>What a chat platform needs beside its own: both may be there at once, so each has its own of everything.</summary>
public static class ChatSetup
{
    /// <typeparam name="TEndpoint">Where requests come in.</typeparam>
    /// <typeparam name="THandler">What handles an act.</typeparam>
    /// <typeparam name="TReplies">What follows an answer.</typeparam>
    /// <param name="platform">As in <see cref="Place.Platform"/>.</param>
    /// <param name="name">As people know it: "Slack".</param>
    /// <param name="linkTo">The address of a message, out of its stored reference and its place.</param>
    public static IServiceCollection AddChat<TEndpoint, THandler, TReplies>(
        this IServiceCollection services, string platform, string name, Func<IServiceProvider, Func<string, Place, string?>> linkTo)
        where TReplies : BackgroundReplies
    {
        services.AddSingleton<TReplies>().AddHostedService(provider => provider.GetRequiredService<TReplies>());
        services.AddSingleton(provider => new ChatAnswers<THandler>(
            name,
            provider.GetRequiredService<TReplies>(),
            new(provider.GetRequiredService<IOutbox>(), platform, linkTo(provider)),
            provider.GetRequiredService<ILogger<THandler>>()));
        return services.AddSingleton<RefusalLog<TEndpoint>>();
    }
}
