using System.ComponentModel;
using System.Data.Common;
using Npgsql;
using Tinedy.ChatOps.Application.Scheduling;
using Tinedy.ChatOps.Postgres;

namespace Tinedy.ChatOps.Clock;

/// <summary>
/// Asks the database for the time before anything else starts, and then each half minute. When the database's own clock was put back, what is
/// due is read off the journal at once: the queue holds moments of the clock as it was.
/// </summary>
[DisplayName("the clock")]
internal sealed partial class DatabaseClockWorker(DatabaseClock clock, DbDataSource database, ILogger<DatabaseClockWorker> logger, DueProcessor? due = null)
    : BackgroundService, IHostedLifecycleService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public Task StartingAsync(CancellationToken cancellationToken) => ReadAsync(cancellationToken);

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken)) await ReadAsync(stoppingToken);
    }

    private async Task ReadAsync(CancellationToken ct)
    {
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(ct);
        bounded.CancelAfter(Patience);
        try
        {
            var moved = await clock.ReadAsync(database, bounded.Token);
            if (moved.Duration() > DatabaseClock.Tolerated) LogMoved(moved);
            if (moved < TimeSpan.Zero && due is not null) await due.AuditAsync(bounded.Token);
            if (clock.MachineIsAhead.Duration() > DatabaseClock.Tolerated) LogDiffers(clock.MachineIsAhead);
        }
        catch (OperationCanceledException late) when (!ct.IsCancellationRequested)
        {
            LogNotRead(new NpgsqlException($"It did not answer within {Patience.TotalSeconds:0} seconds", late));
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            LogNotRead(failure);
        }
    }

    /// <summary>Also for a runner, where nothing is due: its moments are held against those of the service.</summary>
    public static IServiceCollection Add(IServiceCollection services) => services
        .AddSingleton(_ => new DatabaseClock(TimeProvider.System))
        .AddSingleton<TimeProvider>(provider => provider.GetRequiredService<DatabaseClock>())
        .AddHostedService<DatabaseClockWorker>();

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database's clock was moved by {Moved}. What is due follows it.")]
    private partial void LogMoved(TimeSpan moved);

    [LoggerMessage(Level = LogLevel.Warning, Message = "This machine's clock differs from the database's by {Ahead}. The database's counts.")]
    private partial void LogDiffers(TimeSpan ahead);

    [LoggerMessage(Level = LogLevel.Information, Message = "The database was not asked for the time. It goes on as it was known.")]
    private partial void LogNotRead(Exception failure);
}
