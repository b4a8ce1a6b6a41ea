using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Evidence;
using Tinedy.ChatOps.Testing;
using Tinedy.ChatOps.Tests.Host;
using Tinedy.ChatOps.Tests.Scenes;

namespace Tinedy.ChatOps.Tests.Outages;

/// <summary>A backup of the journal's own database is restored under two living replicas.</summary>
public sealed class DatabaseRestored(PostgresServer server)
{
    /// <summary>Entries that the backup has: the start, the tick, and the step's start, its runner and its end.</summary>
    private const int Kept = 5;

    /// <summary>Two notes more.</summary>
    private const int Known = Kept + 2;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Both_replicas_notice_stop_the_run_show_what_the_journal_says_and_go_on_when_an_operator_has_accepted_it()
    {
        await using var scene = await Scene.CreateAsync(server);
        var here = await scene.StartAsync();
        var there = await scene.StartAsync(null, ("Execution:Directory", scene.AFolder("attempts-there")));
        var run = (await here.SayAsync("devops", "/migrate start")).Run!.Value;
        Done(await here.SayAsync("po", "/migrate done 1.1.1"));
        Done(await here.SayAsync("dba", $"/migrate run {SmallRunbook.Step}"));
        await scene.EndingAsync(run, SmallRunbook.Step);
        var backup = await Backup.TakeAsync(server, scene);
        Done(await here.SayAsync("po", "/migrate note lost by both"));
        Done(await there.SayAsync("po", "/migrate note lost as well"));
        foreach (var replica in (ServiceProcess[])[here, there])
            await Poll.UntilAsync(async () => (await replica.BoardAsync(run)).Version == Known, "A replica does not know all of it.");

        await backup.RestoreAsync();

        // Nobody asks for anything: they look by themselves.
        foreach (var replica in (ServiceProcess[])[here, there])
        {
            string[] shown = [];
            await Poll.UntilAsync(async () =>
            {
                shown = [.. (await TryAsync(() => replica.BoardAsync(run)))?.Lines ?? []];
                return shown.Any(line => line.Contains("entries 6 to 7 of the journal are gone", StringComparison.Ordinal));
            }, () => $"The board did not say it, but: {string.Join(" | ", shown)}. {replica.Everything}");
            (await replica.BoardAsync(run)).Version.ShouldBe(Kept);
            (await replica.SayAsync("po", "/migrate note nobody can write")).Reason.ShouldBe(nameof(RefusalReason.JournalDiverged));
            using var ready = await replica.GetAsync("/health/ready");
            (await ready.Content.ReadAsStringAsync(Ct)).ShouldContain($"run {run}: its journal is not the one that was known");
        }
        (here.Said + there.Said).ShouldContain($"The journal of run {run} is not the one that was known: entry {Known} was known, and it ends at entry {Kept}.");
        (await here.SayAsync("po", "/migrate accept-journal the wrong backup")).Reason.ShouldBe(nameof(RefusalReason.NotAnOperator));
        Done(await there.SayAsync("dba", "/migrate accept-journal restored from the backup on purpose"));
        Done(await here.SayAsync("po", "/migrate note here again"));
        Done(await there.SayAsync("po", "/migrate note there again"));

        (await here.BoardAsync(run)).Lines.ShouldBe((await there.BoardAsync(run)).Lines);
        var entries = await backup.EntriesAsync(run);
        ChainVerifier.Verify(new RunId(run), entries).ShouldBeEmpty();
        entries.Skip(Kept).Select(entry => entry.Kind).ShouldBe(["journal-accepted", "note-written", "note-written"]);
        scene.Starts().ShouldBe(1);
    }

    private static void Done(Host.TestReply answer) => answer.Kind.ShouldBe("Done", answer.Text);

    /// <summary>Null while the database is away.</summary>
    private static async Task<T?> TryAsync<T>(Func<Task<T>> ask) where T : class
    {
        try
        {
            return await ask();
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }
}
