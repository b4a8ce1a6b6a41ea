using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Application.Runs;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Serving;
using Tinedy.ChatOps.Settings;

namespace Tinedy.ChatOps.Benchmarks.Stage;

/// <summary>The whole service in this process, with all its workers, in local mode; one person on call, by webhook; a run in each environment.</summary>
internal sealed class AlarmStage : IAsyncDisposable
{
    /// <summary>Who start the runs, side by side.</summary>
    private const int Starters = 8;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly byte[] Checklist = Encoding.UTF8.GetBytes("""
        # Alarm

        ## Work

        ### Now

        - [ ] Tell the team

        ## Emergency

        ### Rollback Criteria

        - Data corruption detected
        - Performance degradation
        - Errors in the log

        ## Emergency Contacts

        **DBA:** ____
        """);

    private readonly string home = Directory.CreateTempSubdirectory("chatops-bench-").FullName;
    private readonly PageReceiver provider;
    private Database database = null!;
    private WebApplication service = null!;
    private RunId[] runs = [];
    private int keys;

    private AlarmStage(PageReceiver provider) => this.provider = provider;

    public static async Task<AlarmStage> OpenAsync(string address, int count)
    {
        var stage = new AlarmStage(await PageReceiver.StartAsync());
        await File.WriteAllBytesAsync(Path.Combine(stage.home, "alarm.md"), Checklist);
        var builder = Service.Configure(["--applicationName=Tinedy.ChatOps"]);
        builder.Configuration.AddInMemoryCollection(stage.Settings(address, count));
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        var (settings, access) = AllSettings.Read(builder.Configuration);
        stage.database = await Database.OpenAsync(settings, _ => { }, CancellationToken.None);
        stage.service = Service.Build(builder, settings, stage.database, access, new());
        await stage.service.StartAsync();
        stage.runs = [.. (await Task.WhenAll(Enumerable.Range(0, count).Chunk(count / Starters).Select(stage.StartAsync))).SelectMany(started => started)];
        return stage;
    }

    /// <summary>Seconds from the commit of an alert to the provider's acceptance of its first page.</summary>
    /// <param name="criterion">Another one each time: an alert about one that is open already stays one.</param>
    public async Task<double> RaiseAsync(int run, int criterion)
    {
        var answer = await Runs.HandleAsync(new(NewKey(), runs[run], Caller, new Command.Raise(criterion.ToString(CultureInfo.InvariantCulture), "rows are missing")), CancellationToken.None);
        var committed = Stopwatch.GetTimestamp();
        if (answer is not Answer.Accepted { Run.Alerts: var alerts }) throw new InvalidOperationException(answer.ToString());
        var accepted = await provider.AcceptedAsync($"run-{runs[run]}/alert-{alerts.Length}").WaitAsync(Patience);
        // A page may be accepted before its raiser has read that it was committed.
        return Math.Max(0, Stopwatch.GetElapsedTime(committed, accepted).TotalSeconds);
    }

    public async ValueTask DisposeAsync()
    {
        await service.StopAsync();
        await service.DisposeAsync();
        await database.DisposeAsync();
        await provider.DisposeAsync();
        Directory.Delete(home, recursive: true);
    }

    private RunService Runs => service.Services.GetRequiredService<RunService>();

    private Actor Caller => Actor.Of(Runs.Access.People[0]);

    private async Task<List<RunId>> StartAsync(int[] environments)
    {
        var started = new List<RunId>();
        foreach (var environment in environments)
        {
            var request = new StartRequest(NewKey(), Caller.Via!.Value, null, Environment(environment)) { Place = Place.Local };
            started.Add(await Runs.StartAsync(request, CancellationToken.None) is Answer.Accepted accepted ? accepted.Run.Id : throw new InvalidOperationException("A run did not start."));
        }
        return started;
    }

    private string NewKey() => string.Create(CultureInfo.InvariantCulture, $"local/bench/{Interlocked.Increment(ref keys)}");

    private Dictionary<string, string?> Settings(string address, int environments)
    {
        var settings = new Dictionary<string, string?>
        {
            ["ConnectionStrings:ChatOps"] = address,
            ["Execution:Directory"] = Path.Combine(home, "attempts"),
            ["Runbooks:Directory"] = home,
            ["Urls"] = "http://127.0.0.1:0",
            ["Paging:Webhooks:phone:Url"] = provider.Address.ToString(),
            ["People:0:Name"] = "dba",
            ["People:0:Roles:0"] = "DBA",
            ["People:0:Contact"] = "phone",
        };
        for (var environment = 0; environment < environments; environment++) settings[$"Environments:{Environment(environment)}:Operators:0"] = "DBA";
        return settings;
    }

    private static string Environment(int number) => string.Create(CultureInfo.InvariantCulture, $"prod{number}");
}
