using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Testing;
using Tinedy.ChatOps.Tests.Scenes;

namespace Tinedy.ChatOps.Tests.Migrations;

/// <summary>The sample CRM carried through with real pg_dump, Prisma, Node and psql; the paper checklist forwards is <c>PaperRun</c>.</summary>
public sealed class RealMigrations(PostgresServer server)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_checklist_that_comes_with_the_product_migrates_and_is_signed()
    {
        await using var scene = await Scene.CreateAsync(server, await File.ReadAllTextAsync(Checklist.Ready, Ct));
        await using var crm = await CrmProject.PrepareAsync(server, scene);
        var before = await crm.RowsAsync();
        var service = await scene.HostAsync();

        var run = await Checklist.WorkAsync(scene, service);
        await Checklist.SignAsync(service);

        (await scene.RunAsync(run))!.Status.ShouldBe(RunStatus.Completed);
        var after = await crm.RowsAsync();
        after.Count(row => row.StartsWith("public.customers ", StringComparison.Ordinal)).ShouldBe(before.Count(row => row.StartsWith("legacy.contacts ", StringComparison.Ordinal)));
        after.ShouldNotContain(row => row.StartsWith("legacy.", StringComparison.Ordinal));
        var backup = (await scene.EndingAsync(run, "backup")).Artefacts.ShouldHaveSingleItem();
        backup.Proof.ShouldNotBeNull().ShouldMatch(@"^readable to its end, 2 of 2 tables of test_\d+_\d+ with 1,700 rows, pg_dump 1\d\.\d+ on server 1\d\.\d+");
        (await scene.EndingAsync(run, "migrate")).Known.ShouldBe("The database says: all 1 migrations are applied, names and checksums agree. The probe says done.");
    }

    [Theory]
    [InlineData("the paper", Explicit = true)]
    [InlineData("the one that comes with the product")]
    public async Task Migrated_and_rolled_back_to_the_restored_backup_the_data_is_what_it_was_row_by_row(string which)
    {
        var checklist = which == "the paper" ? Checklist.Paper : Checklist.Ready;
        await using var scene = await Scene.CreateAsync(server);
        File.Copy(checklist, Path.Combine(scene.Runbooks, "migration.md"), overwrite: true);
        await using var crm = await CrmProject.PrepareAsync(server, scene);
        var before = await crm.RowsAsync();
        before.Count.ShouldBe(1_700);
        var service = await scene.HostAsync();

        var run = await Checklist.WorkAsync(scene, service, until: "3.1.1");
        (await crm.RowsAsync()).ShouldNotBe(before);
        await Checklist.RollBackAsync(scene, service, run);

        (await scene.RunAsync(run))!.Status.ShouldBe(RunStatus.RolledBack);
        (await crm.RowsAsync()).ShouldBe(before);
    }
}
