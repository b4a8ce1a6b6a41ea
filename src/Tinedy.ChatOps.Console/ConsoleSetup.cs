using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Application.Runs;
using Tinedy.ChatOps.Application.Signals;
using Tinedy.ChatOps.Console.Components;
using Tinedy.ChatOps.Console.Files;
using Tinedy.ChatOps.Console.Live;
using Tinedy.ChatOps.Console.Local;

namespace Tinedy.ChatOps.Console;

/// <summary>How the console is opened.</summary>
/// <param name="LocalMode">
/// Whoever opens a page says who they are, so only this computer may open one. Without it pages can only be read.
/// </param>
public sealed record ConsoleOptions(bool LocalMode);

/// <summary>
/// The console: <c>/</c> the local chat (or the list), <c>/runs</c> the list, <c>/runs/17</c> one run, and its files. It needs
/// <see cref="RunService"/>, <see cref="RunFeed"/>, <c>ScreenReader</c>, <c>Conversation</c>, <see cref="IJournal"/>, <see cref="IRunFiles"/>,
/// a <see cref="TimeProvider"/> and, in local mode, <see cref="IChatLog"/>.
/// </summary>
public static class ConsoleSetup
{
    public static IServiceCollection AddChatOpsConsole(this IServiceCollection services, ConsoleOptions options)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddSingleton(options).AddSingleton<LocalChat>().AddSingleton<DecisionFeed>().AddScoped<Browser>();
        if (!options.LocalMode) return services;
        services.AddSingleton<LocalRoom>();
        return services.AddSingleton<IChatRoom>(provider => provider.GetRequiredService<LocalRoom>());
    }

    /// <summary>Call it before other endpoints are mapped: in local mode its guard stands in front of all of them.</summary>
    public static WebApplication MapConsole(this WebApplication app)
    {
        if (app.Services.GetRequiredService<ConsoleOptions>().LocalMode) app.UseMiddleware<LocalGuard>();
        app.Use(ConsoleHeaders.AddAsync);
        app.UseAntiforgery();
        app.MapStaticAssets();
        app.MapRunFiles();
        // The console sends its own frame-ancestors; two policies would be two places to look.
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(render => render.ContentSecurityFrameAncestorsPolicy = null);
        return app;
    }
}
