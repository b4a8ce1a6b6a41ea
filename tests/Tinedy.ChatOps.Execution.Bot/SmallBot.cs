using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Application.Watching;
using Tinedy.ChatOps.Execution.Options;

namespace Tinedy.ChatOps.Execution.Bot;

/// <summary>The smallest host there can be around the runner.</summary>
public static class SmallBot
{
    public static IHost Build(GatewayOnDisk gateway, string attempts, SupervisorCommand supervisor)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<IAttemptQueue>(gateway);
        builder.Services.AddSingleton<IRunnerGateway>(gateway);
        builder.Services.AddSingleton<IRunnerHosts, OneHost>();
        builder.Services.AddSingleton<IWatchQueue, NoWatches>();
        builder.Services.AddSingleton<IWatchService, NoWatches>();
        builder.Services.AddChatOpsExecution(supervisor);
        builder.Services.PostConfigure<ExecutionOptions>(options =>
        {
            options.Directory = attempts;
            options.Poll = TimeSpan.FromMilliseconds(50);
            options.Grace = TimeSpan.FromSeconds(1);
            options.Lease = TimeSpan.FromSeconds(5);
            options.OutputCap = 256 * 1024;
        });
        return builder.Build();
    }
}
