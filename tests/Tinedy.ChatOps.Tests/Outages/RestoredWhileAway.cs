using Dapper;
using Npgsql;
using Tinedy.ChatOps.Domain.Commands;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Evidence;
using Tinedy.ChatOps.Testing;
using Tinedy.ChatOps.Tests.Host;
using Tinedy.ChatOps.Tests.Scenes;

namespace Tinedy.ChatOps.Tests.Outages;

/// <summary>
/// The service is killed, its database is restored to an older state as a whole, and the service starts again: nobody remembers in memory, and all
/// tables agree with each other. What the host keeps outside the database is all that speaks for a start that they do not know.
/// </summary>
public sealed class RestoredWhileAway(PostgresServer server)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("before the step", "has ended", "nothing")]
    [InlineData("before the step", "still runs", "nothing", Explicit = true)]
    [InlineData("before the step", "still runs", "the file", Explicit = true)]
    [InlineData("before the step", "still runs", "the folder")]
    [InlineData("while it ran", "has ended", "nothing", Explicit = true)]
    public async Task What_only_the_host_knows_of_a_start_stops_the_run_and_is_then_for_people_to_judge(string backupOf, string step, string lost)
    {
        await using var scene = await Scene.CreateAsync(server, SmallRunbook.Waiting);
        var (service, run, backup) = await RunningAsync(scene, backupOf == "before the step");
        if (step == "has ended") await EndedAndForgottenAsync(scene, backup, run);
        await service.KillAsync();
        if (lost == "the file") File.Delete(Directory.GetFiles(scene.Attempts, "run-*.json").Single());
        if (lost == "the folder") Directory.Move(Path.GetDirectoryName(Launch(scene))!, Path.Combine(scene.AFolder("trash"), "lost"));
        await backup.RestoreAsync();

        service = await scene.StartAsync();

        await Poll.UntilAsync(async () => (await service.BoardAsync(run)).Lines.Any(line => line.Contains("Nothing is written to run", StringComparison.Ordinal)), () => service.Everything);
        (await service.SayAsync("dba", $"/migrate run {SmallRunbook.Step}")).Reason.ShouldBe(nameof(RefusalReason.JournalDiverged));
        using (var ready = await service.GetAsync("/health/ready")) (await ready.Content.ReadAsStringAsync(Ct)).ShouldContain($"run {run}: its journal is not the one that was known");
        service.Everything.ShouldContain($"This host has run steps of run {run}");
        Done(await service.SayAsync("dba", "/migrate accept-journal restored from the backup on purpose"));
        (await service.SayAsync("dba", $"/migrate run {SmallRunbook.Step}")).Reason.ShouldBe(nameof(RefusalReason.OutcomeUnknown));
        (await service.SayAsync("dba", $"/migrate retry {SmallRunbook.Step} nothing is there")).Reason.ShouldBe(nameof(RefusalReason.OutcomeUnknown));
        var kinds = (await backup.EntriesAsync(run)).Select(entry => entry.Kind).SkipWhile(kind => kind != "journal-accepted");
        kinds.ShouldBe(["journal-accepted", backupOf == "before the step" ? "step-found" : "step-ended"]);
        scene.Starts().ShouldBe(1);
        ChainVerifier.Verify(new RunId(run), await backup.EntriesAsync(run)).ShouldBeEmpty();

        // Two people say that it was not done: the second start is theirs, and what ends first is not taken for it.
        Done(await service.SayAsync("dba", $"/migrate judge {SmallRunbook.Step} not-done nothing is in the table"));
        Done(await service.SayAsync("devops", $"/migrate judge {SmallRunbook.Step} not-done nothing is there"));
        Done(await service.SayAsync("dba", $"/migrate retry {SmallRunbook.Step} nothing is in the table"));
        await Poll.UntilAsync(() => scene.Starts() == 2, "The step that people decided on did not start.");
        await EndsAsync(scene, backup, run, attempt: 2);
        (await backup.EventsAsync(run)).OfType<RunEvent.StepEnded>().Last().Ending.Outcome.ShouldBe(Outcome.Succeeded);
    }

    [Theory]
    [InlineData("empty")]
    [InlineData("half of it")]
    [InlineData("a folder", Explicit = true)]
    [InlineData("a link to nothing", Explicit = true)]
    public async Task What_the_host_remembers_and_cannot_read_stops_the_run_and_is_not_taken_for_nothing(string damage)
    {
        await using var scene = await Scene.CreateAsync(server, SmallRunbook.Waiting);
        var (service, run, backup) = await RunningAsync(scene, isBefore: true);
        await EndedAndForgottenAsync(scene, backup, run);
        await service.KillAsync();
        var memory = Directory.GetFiles(scene.Attempts, "run-*.json").Single();
        Damage(memory, damage);
        await backup.RestoreAsync();

        service = await scene.StartAsync();

        await Poll.UntilAsync(
            async () => (await service.BoardAsync(run)).Lines.Any(line => line.Contains($"cannot be read ({Path.GetFileName(memory)})", StringComparison.Ordinal)), () => service.Everything);
        (await service.SayAsync("dba", $"/migrate run {SmallRunbook.Step}")).Reason.ShouldBe(nameof(RefusalReason.JournalDiverged));
        using (var ready = await service.GetAsync("/health/ready")) (await ready.Content.ReadAsStringAsync(Ct)).ShouldContain($"run {run}: ");
        // It is kept for people to look at, and what is in its place remembers again: an acceptance is not asked for twice.
        await Poll.UntilAsync(() => Path.Exists(memory + ".damaged") || new FileInfo(memory + ".damaged").LinkTarget is not null, "It was not put aside.");
        File.Exists(memory).ShouldBeTrue();
        Done(await service.SayAsync("dba", "/migrate accept-journal I have looked at the table"));
        await service.KillAsync();
        service = await scene.StartAsync();
        await Poll.UntilAsync(async () => (await service.SayAsync("dba", "/migrate note it goes on")).Kind == "Done", () => service.Everything);
        scene.Starts().ShouldBe(1);
    }

    [Fact]
    public async Task That_a_memory_could_not_be_read_is_remembered_until_somebody_accepts_it_whatever_is_restored_meanwhile()
    {
        await using var scene = await Scene.CreateAsync(server, SmallRunbook.Waiting);
        var (service, run, backup) = await RunningAsync(scene, isBefore: true);
        await EndedAndForgottenAsync(scene, backup, run);
        await service.KillAsync();
        var memory = Directory.GetFiles(scene.Attempts, "run-*.json").Single();
        Damage(memory, "empty");
        for (var restored = 1; restored <= 2; restored++)
        {
            await backup.RestoreAsync();
            service = await scene.StartAsync();
            await Poll.UntilAsync(
                async () => (await service.BoardAsync(run)).Lines.Any(line => line.Contains($"cannot be read ({Path.GetFileName(memory)})", StringComparison.Ordinal)), () => service.Everything);
            (await service.SayAsync("dba", $"/migrate run {SmallRunbook.Step}")).Reason.ShouldBe(nameof(RefusalReason.JournalDiverged));
            await Poll.UntilAsync(() => new FileInfo(memory) is { Exists: true, Length: > 0 }, "Nothing is in its place.");
            await service.KillAsync();
        }

        service = await scene.StartAsync();
        Done(await service.SayAsync("dba", "/migrate accept-journal I have looked at the table"));
        await service.KillAsync();
        service = await scene.StartAsync();

        await Poll.UntilAsync(async () => (await service.SayAsync("dba", "/migrate note it goes on")).Kind == "Done", () => service.Everything);
        scene.Starts().ShouldBe(1);
    }

    [Fact]
    public async Task A_database_that_was_made_anew_in_place_of_a_lost_one_is_named()
    {
        await using var scene = await Scene.CreateAsync(server, SmallRunbook.Waiting);
        var service = await scene.StartAsync();
        await EndsAsync(scene, await Backup.TakeAsync(server, scene), await StartedAsync(scene, service));
        await service.KillAsync();
        await using var empty = await server.CreateDatabaseAsync();
        // Copies of one template are one installation; a database that was made anew is another.
        await using (var owner = new NpgsqlConnection(empty.ConnectionString))
        {
            await owner.OpenAsync(Ct);
            await owner.ExecuteAsync("update chatops.installation set id = gen_random_uuid()");
        }

        service = await scene.StartAsync(null, ("ConnectionStrings:ChatOps", empty.ConnectionString));

        await Poll.UntilAsync(async () =>
        {
            using var ready = await service.GetAsync("/health/ready");
            return (await ready.Content.ReadAsStringAsync(Ct)).Contains("this host has run steps of 1 run of another database", StringComparison.Ordinal);
        }, () => service.Everything);
        service.Everything.ShouldContain("If that one was lost, restore it");
    }

    private static void Damage(string memory, string damage)
    {
        var content = File.ReadAllBytes(memory);
        File.Delete(memory);
        switch (damage)
        {
            case "a folder": Directory.CreateDirectory(memory); break;
            case "a link to nothing": File.CreateSymbolicLink(memory, "/nowhere"); break;
            default: File.WriteAllBytes(memory, damage == "empty" ? [] : content[..(content.Length / 2)]); break;
        }
    }

    [Fact]
    public async Task With_the_file_and_the_folder_lost_a_start_that_the_database_was_told_of_is_unknown_all_the_same()
    {
        await using var scene = await Scene.CreateAsync(server, SmallRunbook.Waiting);
        var (service, run, backup) = await RunningAsync(scene, isBefore: false);
        await EndedAndForgottenAsync(scene, backup, run);
        await service.KillAsync();
        File.Delete(Directory.GetFiles(scene.Attempts, "run-*.json").Single());
        await backup.RestoreAsync();

        service = await scene.StartAsync();

        await Poll.UntilAsync(async () => (await backup.EventsAsync(run)).Any(one => one is RunEvent.StepEnded { Ending.Outcome: Outcome.Unknown }), () => service.Everything);
        scene.Starts().ShouldBe(1);
    }

    [Fact]
    public async Task A_step_that_the_database_was_told_of_and_that_still_runs_is_followed_to_its_end()
    {
        await using var scene = await Scene.CreateAsync(server, SmallRunbook.Waiting);
        var (service, run, backup) = await RunningAsync(scene, isBefore: false);
        await service.KillAsync();
        await backup.RestoreAsync();

        service = await scene.StartAsync();
        await EndsAsync(scene, backup, run);

        (await backup.EventsAsync(run)).OfType<RunEvent.StepEnded>().ShouldHaveSingleItem().Ending.Outcome.ShouldBe(Outcome.Succeeded);
        (await service.BoardAsync(run)).Lines.ShouldNotContain(line => line.Contains("Nothing is written", StringComparison.Ordinal));
        scene.Starts().ShouldBe(1);
    }

    [Fact]
    public async Task A_run_that_the_database_does_not_have_any_more_is_named_by_health_and_its_number_is_not_given_again()
    {
        await using var scene = await Scene.CreateAsync(server, SmallRunbook.Waiting);
        var service = await scene.StartAsync();
        var backup = await Backup.TakeAsync(server, scene);
        var run = await StartedAsync(scene, service);
        await EndsAsync(scene, backup, run);
        await service.KillAsync();
        await backup.RestoreAsync();

        service = await scene.StartAsync();

        await Poll.UntilAsync(async () =>
        {
            using var ready = await service.GetAsync("/health/ready");
            return (await ready.Content.ReadAsStringAsync(Ct)).Contains("this host has run steps of 1 run that the database does not have", StringComparison.Ordinal);
        }, () => service.Everything);
        service.Everything.ShouldContain($"the database does not have that run");
        (await service.SayAsync("devops", "/migrate start")).Run!.Value.ShouldBeGreaterThan(run);
    }

    private async Task<(ServiceProcess Service, long Run, Backup Backup)> RunningAsync(Scene scene, bool isBefore)
    {
        var service = await scene.StartAsync();
        if (!isBefore)
        {
            var running = await StartedAsync(scene, service);
            return (service, running, await Backup.TakeAsync(server, scene));
        }
        var run = await AgreedAsync(service);
        var backup = await Backup.TakeAsync(server, scene);
        await StepAsync(scene, service);
        return (service, run, backup);
    }

    private static async Task<long> StartedAsync(Scene scene, ServiceProcess service)
    {
        var run = await AgreedAsync(service);
        await StepAsync(scene, service);
        return run;
    }

    private static async Task<long> AgreedAsync(ServiceProcess service)
    {
        var run = (await service.SayAsync("devops", "/migrate start")).Run!.Value;
        Done(await service.SayAsync("po", "/migrate done 1.1.1"));
        return run;
    }

    private static async Task StepAsync(Scene scene, ServiceProcess service)
    {
        Done(await service.SayAsync("dba", $"/migrate run {SmallRunbook.Step}"));
        await Poll.UntilAsync(() => scene.Starts() == 1, "The step did not start.");
    }

    private static async Task EndsAsync(Scene scene, Backup backup, long run, int attempt = 1)
    {
        await File.WriteAllTextAsync(scene.InWorkspace("go"), "", Ct);
        await Poll.UntilAsync(async () => (await backup.EventsAsync(run)).Any(one => one is RunEvent.StepEnded ended && ended.Attempt == attempt), "The step did not end.");
    }

    /// <summary>Its folder goes last: killed before that, the service would find its ending there again.</summary>
    private static async Task EndedAndForgottenAsync(Scene scene, Backup backup, long run)
    {
        await EndsAsync(scene, backup, run);
        await Poll.UntilAsync(() => Directory.GetDirectories(scene.Attempts, "launch-*", SearchOption.AllDirectories).Length == 0, "Its folder stays.");
    }

    private static string Launch(Scene scene) => Directory.GetDirectories(scene.Attempts, "launch-*", SearchOption.AllDirectories).Single();

    private static void Done(Host.TestReply answer) => answer.Kind.ShouldBe("Done", answer.Text);
}
