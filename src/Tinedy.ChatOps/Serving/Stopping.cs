using Microsoft.Extensions.Hosting;

namespace Tinedy.ChatOps.Serving;

/// <summary>
/// A stop is over within five seconds, whatever is connected: what is under way gets <see cref="Patience"/> to come to its end, and then
/// is cut off. What was answered is in the journal by then, and what was not is tried again by whoever asked.
/// </summary>
internal static class Stopping
{
    /// <summary>Half of the five seconds; the other half is the embedded server's.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2.5);

    /// <summary>Beyond its patience the host itself has little left to do; something that does not heed it never ends.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(0.5);

    /// <summary>Less is not worth a word.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);

    public static IServiceCollection AddBoundedStop(this IServiceCollection services) => services
        .AddSingleton<OpenRequests>()
        .Configure<HostOptions>(options =>
        {
            options.ShutdownTimeout = Patience;
            // One after the other, the first that waits would leave nothing for the others.
            options.ServicesStopConcurrently = true;
        });

    /// <summary>Waits until the service is told to stop, and stops it.</summary>
    /// <param name="error">Hears that it stops, and what it waits for.</param>
    /// <param name="stop">The signal.</param>
    public static async Task RunToTheEndAsync(this IHost host, TextWriter error, CancellationToken stop)
    {
        var lifetime = host.Services.GetRequiredService<IHostApplicationLifetime>();
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var reminder = TimeProvider.System.CreateTimer(_ => SayWhatIsLeft(host, error), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        using var asking = lifetime.ApplicationStopping.Register(() =>
        {
            asked.SetResult();
            reminder.Change(Quiet, Timeout.InfiniteTimeSpan);
            error.WriteLine("Stopping.");
        });
        var whole = host.WaitForShutdownAsync(stop);
        await Task.WhenAny(whole, asked.Task);
        await CutOffAsync(whole, Patience + Grace, error);
    }

    /// <summary>Lets go of what the service is made of. What waits for something that does not answer, such as its database, is left behind.</summary>
    public static Task LetGoAsync(this IAsyncDisposable app, TextWriter error) => CutOffAsync(app.DisposeAsync().AsTask(), Grace, error);

    private static async Task CutOffAsync(Task ending, TimeSpan most, TextWriter error)
    {
        try
        {
            await ending.WaitAsync(most, TimeProvider.System);
        }
        catch (TimeoutException) when (!ending.IsCompleted)
        {
            await error.WriteLineAsync("Not everything came to its end in time; it is cut off. Nothing that was answered is lost.");
        }
    }

    private static void SayWhatIsLeft(IHost host, TextWriter error)
    {
        var workers = host.Services.GetServices<IHostedService>().OfType<BackgroundService>()
            .Where(worker => worker.ExecuteTask is { IsCompleted: false }).Select(worker => WorkerNames.Of(worker.GetType())).Distinct();
        string[] left = [.. host.Services.GetRequiredService<OpenRequests>().Names(), .. workers];
        var waitedFor = left.Length == 0 ? "connections to close" : string.Join(", ", left);
        error.WriteLine(FormattableString.Invariant($"The stop waits for {waitedFor}, until {Patience.TotalSeconds:0.0} s are over."));
    }
}
