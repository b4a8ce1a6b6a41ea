using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Tinedy.ChatOps.Application.Announcements;
using Tinedy.ChatOps.Application.Conversations;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Application.Runs;
using Tinedy.ChatOps.Application.Signals;
using Tinedy.ChatOps.Chat.Answers;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Evidence;
using Tinedy.ChatOps.Execution.Folders;
using Tinedy.ChatOps.Files;
using Tinedy.ChatOps.Postgres;
using Tinedy.ChatOps.Presentation.Screens;
using Tinedy.ChatOps.Settings;
using Tinedy.ChatOps.Testing;

namespace Tinedy.ChatOps.Tests.Scenes;

/// <summary>
/// One database, one environment with its workspace, a folder of runbooks and the people of a small team; and a pair of eyes on the
/// database that belongs to no service.
/// </summary>
internal sealed class Scene : IAsyncDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("chatops-system-").FullName;
    private readonly List<RunningService> services = [];
    private readonly List<RunnerProcess> runners = [];
    private readonly IAsyncDisposable? database;
    private readonly Lazy<ServiceProvider> eyes;

    private Scene(string connectionString, IAsyncDisposable? database, string runbook)
    {
        this.database = database;
        ConnectionString = connectionString;
        foreach (var folder in new[] { Workspace, Attempts, Runbooks }) Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(Runbooks, "migration.md"), runbook);
        Settings = new Dictionary<string, string>(Team.Settings)
        {
            ["ConnectionStrings:ChatOps"] = connectionString,
            ["Urls"] = "http://127.0.0.1:0",
            ["Runbooks:Directory"] = Runbooks,
            ["Execution:Directory"] = Attempts,
            ["Execution:Poll"] = "00:00:00.100",
            ["Environments:prod:Workspace"] = Workspace,
        };
        eyes = new(See);
    }

    public string ConnectionString { get; }

    public Dictionary<string, string> Settings { get; }

    /// <summary>For a test of what happens when an answer is late; null: no answer is.</summary>
    public AnswerDeadlines? Deadlines { get; set; }

    public string Workspace => Path.Combine(root, "workspace");

    public string Attempts => Path.Combine(root, "attempts");

    public string Runbooks => Path.Combine(root, "runbooks");

    public IJournal Journal => Get<IJournal>();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<Scene> CreateAsync(PostgresServer server, string? runbook = null)
    {
        var database = await server.CreateDatabaseAsync();
        return new(database.ConnectionString, database, runbook ?? SmallRunbook.Text);
    }

    /// <summary>On a server of the test's own.</summary>
    public static Scene On(string connectionString, string? runbook = null) => new(connectionString, null, runbook ?? SmallRunbook.Text);

    public T Get<T>() where T : notnull => eyes.Value.GetRequiredService<T>();

    /// <summary>A service as a process of its own, for a test that needs a process.</summary>
    /// <param name="other">Settings in which this process differs.</param>
    public async Task<ServiceProcess> StartAsync(string? crashAt = null, params (string Key, string Value)[] other)
    {
        var service = await ServiceProcess.StartAsync(With(other), crashAt);
        services.Add(service);
        return service;
    }

    /// <summary>A service inside the test's process, which is enough for everything but its death.</summary>
    /// <param name="other">Settings in which this service differs.</param>
    public async Task<ServiceInProcess> HostAsync(params (string Key, string Value)[] other)
    {
        var service = await ServiceInProcess.StartAsync(With(other), Deadlines);
        services.Add(service);
        return service;
    }

    /// <summary>A runner of a label, with settings of its own: it knows the database and its environment, and nobody's name.</summary>
    public async Task<RunnerProcess> StartRunnerAsync(string label, params (string Key, string Value)[] own)
    {
        var settings = new Dictionary<string, string>
        {
            ["ConnectionStrings:ChatOps"] = ConnectionString,
            ["Execution:Directory"] = AFolder("attempts-of-the-runner"),
            ["Execution:Poll"] = "00:00:00.100",
        };
        foreach (var (key, value) in own) settings[key] = value;
        var runner = await RunnerProcess.StartAsync(settings, label);
        runners.Add(runner);
        return runner;
    }

    /// <summary>Where this host keeps what a start leaves.</summary>
    public async Task<AttemptFolder> FolderOfAsync(AttemptId attempt) => new(Attempts, attempt, (await Get<RunService>().StartOfAsync(attempt, Ct))!);

    public string InWorkspace(string name) => Path.Combine(Workspace, name);

    public string AFolder(string name) => Directory.CreateDirectory(Path.Combine(root, name)).FullName;

    /// <summary>The lines that steps appended to <c>starts</c>: one for each time the step ran.</summary>
    public int Starts() => File.Exists(InWorkspace("starts")) ? File.ReadAllLines(InWorkspace("starts")).Length : 0;

    public async Task<IReadOnlyList<RunEvent>> EventsAsync(long run) =>
        [.. (await Journal.ReadAsync(new RunId(run), 0, Ct)).Select(entry => JournalFormat.Read(entry.Body).Event)];

    /// <summary>The run as the journal has it now; null before it is there.</summary>
    public async Task<Run?> RunAsync(long run) => await Get<RunService>().ReadAsync(new RunId(run), Ct);

    public async Task<Screen> ScreenAsync(long run) => (await Get<ScreenReader>().ReadAsync(new RunId(run), Ct))!;

    /// <summary>Waits for the end of a step's last attempt and answers how it ended.</summary>
    public async Task<Ending> EndingAsync(long run, string item)
    {
        Ending? ending = null;
        await Poll.UntilAsync(async () => (ending = await EndingOrNullAsync(run, item)) is not null, $"{item} did not end.");
        return ending!;
    }

    public async Task<Ending?> EndingOrNullAsync(long run, string item) =>
        await RunAsync(run) is { } now ? now[now.Runbook.Find(item)!].LastAttempt?.Ending : null;

    /// <summary>Ends every service; what they left in the database can still be read.</summary>
    public async Task CurtainAsync()
    {
        await Task.WhenAll(services.Select(service => service.DisposeAsync().AsTask()));
        foreach (var runner in runners) await runner.DisposeAsync();
        services.Clear();
        runners.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await CurtainAsync();
        if (eyes.IsValueCreated) await eyes.Value.DisposeAsync();
        if (database is not null) await database.DisposeAsync();
        await Poll.UntilAsync(() => SupervisorsAreGone() && IsDeleted(), "A step still runs at the end of the test.");
    }

    /// <summary>A step outlives its service, also one that a test has killed: until its supervisor has ended, it writes where we want to delete.</summary>
    private bool SupervisorsAreGone() => !Directory.EnumerateFiles(root, "claim", SearchOption.AllDirectories)
        .Any(claim => new LaunchFolder(Path.GetDirectoryName(claim)!).Claim is { Supervisor.IsAlive: true });

    /// <returns>Whether nothing is left; a supervisor that was starting when its service was killed may yet have made its folder in between.</returns>
    private bool IsDeleted()
    {
        try
        {
            Directory.Delete(root, recursive: true);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private Dictionary<string, string> With((string Key, string Value)[] other)
    {
        var settings = new Dictionary<string, string>(Settings);
        foreach (var (key, value) in other) settings[key] = value;
        return settings;
    }

    private ServiceProvider See()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(Settings!).Build();
        return new ServiceCollection()
            .AddSingleton(TimeProvider.System)
            .AddSingleton(AccessSettingsReader.Read(configuration, localMode: true))
            .AddSingleton<RunFeed>().AddSingleton<RunService>().AddSingleton<ForecastReader>().AddSingleton<ScreenReader>()
            .AddSingleton<IRunbookLibrary>(new RunbookFolder(Runbooks))
            .AddSingleton<RunFiles>()
            .AddChatOpsPostgres(ConnectionString)
            .BuildServiceProvider();
    }
}
