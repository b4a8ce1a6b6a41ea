using System.Text;
using Tinedy.ChatOps.Application.Conversations;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Application.Runs;
using Tinedy.ChatOps.Application.Signals;
using Tinedy.ChatOps.Domain.Access;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.People;
using Tinedy.ChatOps.Domain.Runs;

namespace Tinedy.ChatOps.Core.Tests.RunServices;

/// <summary>Desks over one journal, as replicas are: each with its own memory, all with one clock that stands still.</summary>
internal sealed class ReplicaSet : TimeProvider, IRunbookLibrary
{
    private readonly Dictionary<string, string> papers = new() { ["migration.md"] = Paper.SmallText };
    private DateTimeOffset now = new(2026, 11, 22, 21, 30, 0, TimeSpan.Zero);

    public InMemoryJournal Journal { get; } = new();

    public RunFeed Feed { get; } = new();

    public override DateTimeOffset GetUtcNow() => now;

    public void Later(int minutes) => now += TimeSpan.FromMinutes(minutes);

    public ReplicaSet With(string name, string text)
    {
        papers[name] = text;
        return this;
    }

    public RunService Service(AccessDirectory? access = null) => new(Journal, this, access ?? Crew.Access, Feed, this);

    public Conversation Conversation(AccessDirectory? access = null) => new(Service(access), Journal, this, new PlacesOnly(Journal), new(Journal, access ?? Crew.Access), this);

    public IReadOnlyList<string> Names() => [.. papers.Keys.Order(StringComparer.Ordinal)];

    public Task<(string Name, ReadOnlyMemory<byte> Bytes)?> TakeAsync(string name, CancellationToken ct)
    {
        var found = papers.Keys.FirstOrDefault(key => key == name || key == name + ".md");
        return Task.FromResult<(string, ReadOnlyMemory<byte>)?>(found is null ? null : (found, Encoding.UTF8.GetBytes(papers[found])));
    }
}

internal static class Asking
{
    /// <summary>The person by their first account, in the channel where everything is told.</summary>
    public static Speaker Here(this Person person) => new(person.Identities[0], Place.Local);

    private static int keys;

    public static async Task<Run> StartedAsync(this RunService runs, string environment = "prod") =>
        (await runs.StartAsync(new($"start {++keys}", Crew.Dba.Identities[0], null, environment) { Place = Place.Local }, TestContext.Current.CancellationToken))
        .ShouldBeOfType<Answer.Accepted>().Run;

    public static Task<Answer> AskAsync(this RunService runs, RunId run, Person by, Command command, string? key = null) =>
        runs.HandleAsync(new(key ?? $"key {++keys}", run, Actor.Of(by), command), TestContext.Current.CancellationToken);
}
