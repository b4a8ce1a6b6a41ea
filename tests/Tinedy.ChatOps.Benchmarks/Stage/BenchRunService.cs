using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Tinedy.ChatOps.Application.Announcements;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Application.Runs;
using Tinedy.ChatOps.Application.Scheduling;
using Tinedy.ChatOps.Application.Signals;
using Tinedy.ChatOps.Domain.Access;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Postgres;

namespace Tinedy.ChatOps.Benchmarks.Stage;

/// <summary>The run service as the host puts it together, with a small runbook that six people sign, and as many environments as are asked for.</summary>
internal sealed class BenchRunService : IAsyncDisposable
{
    public const string Item = "1.1.1";

    // Above what is made of it: static members come to life in this order.
    private static readonly ImmutableArray<string> SixRoles =
        ["Lead Developer", "Database Administrator", "DevOps Engineer", "Product Owner", "Operations Manager", "Technical Lead"];

    private static readonly byte[] Checklist = Encoding.UTF8.GetBytes($"""
        # Small migration

        ## Work

        ### Now

        - [ ] Tell the team
        - [ ] Look at the replicas

        ## Sign-off

        ### Everybody

        {string.Join("\n", SixRoles.Select(role => $"- [ ] **{role}** - ____________ Date: ________"))}
        """);

    private readonly ServiceProvider services;
    private int keys;

    private BenchRunService(ServiceProvider services, AccessDirectory access)
    {
        this.services = services;
        Access = access;
        Runs = new(Journal, new OneRunbook(), access, new RunFeed(), TimeProvider.System);
        Screens = new(Runs, Journal, services.GetRequiredService<IAttemptQueue>(), new(services.GetRequiredService<IEarlierRuns>(), access), TimeProvider.System);
    }

    /// <summary>As many as the paper checklist has.</summary>
    public static ImmutableArray<string> Roles => SixRoles;

    public RunService Runs { get; }

    public AccessDirectory Access { get; }

    public ScreenReader Screens { get; }

    public IJournal Journal => services.GetRequiredService<IJournal>();

    public static BenchRunService Open(string address, int environments)
    {
        var people = Roles.Select(role => new Person(role.Replace(' ', '-'), $"{role[0]}@example.org", [new("slack", "T1", role)], [role]));
        var places = Enumerable.Range(0, environments).Select(number => new EnvironmentSettings(
            Environment(number), null, ImmutableSortedDictionary<string, string>.Empty, ImmutableSortedDictionary<string, string>.Empty, Roles, IsDefault: false));
        return new(new ServiceCollection().AddSingleton(TimeProvider.System).AddChatOpsPostgres(address).BuildServiceProvider(), new([.. people], [.. places]));
    }

    public Actor Holder(int role) => Actor.Of(Access.People[role]);

    /// <summary>Asks who is due, as the clock's job does.</summary>
    public DueProcessor Timekeeper => new(services.GetRequiredService<IAgendaQueue>(), Journal, Runs, TimeProvider.System);

    /// <summary>A run for a moment, in an environment of its own.</summary>
    public async Task<RunId> ScheduleAsync(int environment, DateTimeOffset moment)
    {
        var when = moment.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
        var request = new StartRequest(NewKey(), Holder(0).Via!.Value, null, Environment(environment)) { Place = Place.Local, When = when };
        return Accepted(await Runs.StartAsync(request, CancellationToken.None)).Run.Id;
    }

    /// <summary>A run that a room hears of, as every run from a chat.</summary>
    public async Task<RunId> StartAsync(int environment)
    {
        var request = new StartRequest(NewKey(), Holder(0).Via!.Value, null, Environment(environment)) { Place = Place.Local };
        return Accepted(await Runs.StartAsync(request, CancellationToken.None)).Run.Id;
    }

    /// <summary>One click; anything but "accepted" is a mistake of the benchmark.</summary>
    public async Task ClickAsync(RunId run, Command command, int role = 0) =>
        Accepted(await Runs.HandleAsync(new(NewKey(), run, Holder(role), command), CancellationToken.None));

    /// <summary>A run that everybody may sign.</summary>
    public async Task<RunId> StartReadyToSignAsync(int environment)
    {
        var run = await StartAsync(environment);
        await ClickAsync(run, new Command.Tick("1.1.1"));
        await ClickAsync(run, new Command.Tick("1.1.2"));
        return run;
    }

    public ValueTask DisposeAsync() => services.DisposeAsync();

    private static string Environment(int number) => string.Create(CultureInfo.InvariantCulture, $"prod{number}");

    private string NewKey() => string.Create(CultureInfo.InvariantCulture, $"T1/interaction/{System.Environment.ProcessId}.{Interlocked.Increment(ref keys)}");

    private static Answer.Accepted Accepted(Answer answer) => answer switch
    {
        Answer.Accepted { Entries.IsEmpty: false } accepted => accepted,
        Answer.Refused refused => throw new InvalidOperationException(refused.Why.Text.ToString()),
        _ => throw new InvalidOperationException("There was nothing left to do."),
    };

    private sealed class OneRunbook : IRunbookLibrary
    {
        public IReadOnlyList<string> Names() => ["small.md"];

        public Task<(string Name, ReadOnlyMemory<byte> Bytes)?> TakeAsync(string name, CancellationToken ct) =>
            Task.FromResult<(string, ReadOnlyMemory<byte>)?>((name, Checklist));
    }
}
