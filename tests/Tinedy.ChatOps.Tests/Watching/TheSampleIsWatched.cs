using System.Data.Common;
using Dapper;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Measurements;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Testing;
using Tinedy.ChatOps.Tests.Scenes;

namespace Tinedy.ChatOps.Tests.Watching;

/// <summary>The checklist that comes with the product, on the sample CRM: its watchers can look at what it makes.</summary>
public sealed class TheSampleIsWatched(PostgresServer server)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_baseline_is_taken_before_the_migration_and_behind_it_every_watcher_can_judge()
    {
        await using var scene = await Scene.CreateAsync(server, await File.ReadAllTextAsync(Checklist.Ready, Ct));
        await using var crm = await CrmProject.PrepareAsync(server, scene);
        var service = await scene.HostAsync();

        var run = await Checklist.WorkAsync(scene, service, until: "2.2.3");

        // How a query of some milliseconds compares on a busy machine is not for this test to say; that it can be compared is.
        await Poll.UntilAsync(async () => (await LooksAsync(scene, run)) is { Count: 2 } looks && looks.All(look => look.State is not null), "Not every watcher has looked.");
        var corruption = (await scene.RunAsync(run))!.Runbook.Criteria.First(item => item.Text.StartsWith("Data", StringComparison.Ordinal));
        var events = await scene.EventsAsync(run);
        events.OfType<RunEvent.WatcherChanged>().ShouldContain(changed => changed.Criterion == corruption.Key && changed.Result == WatchState.Ok);
        events.OfType<RunEvent.BaselineTaken>().First().Samples.ShouldBe(20);
        (await LooksAsync(scene, run)).Select(look => look.State).ShouldNotContain("error");
    }

    private static async Task<List<(string Criterion, string? State)>> LooksAsync(Scene scene, long run)
    {
        await using var connection = await scene.Get<DbDataSource>().OpenConnectionAsync(Ct);
        return (await connection.QueryAsync<(string, string?)>("select criterion, state from chatops.watch where run_id = @run", new { run })).AsList();
    }
}
