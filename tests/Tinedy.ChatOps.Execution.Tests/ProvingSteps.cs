using System.Diagnostics;
using Npgsql;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Testing;

namespace Tinedy.ChatOps.Execution.Tests;

/// <summary>An exit code of 0 is not believed where a look can tell: backups, and Prisma's migrations.</summary>
public sealed class ProvingSteps(PostgresServer server) : IAsyncLifetime
{
    private const string Migration = "1_init";

    private readonly Scene scene = new();
    private TestDatabase database = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        database = await server.CreateEmptyDatabaseAsync();
        await ExecuteAsync(database, "create table customers (id integer primary key, name text); insert into customers select n, 'c' || n from generate_series(1, 300) n; create table empty (id integer)");
    }

    [Theory]
    [InlineData("pg_dump \"$DATABASE_URL\" > backup_1.sql")]
    [InlineData("pg_dump -Fc \"$DATABASE_URL\" > backup_1.dump")]
    [InlineData("pg_dump \"$DATABASE_URL\" | gzip > backup_1.sql.gz")]
    [InlineData("pg_dump --inserts \"$DATABASE_URL\" > backup_1.sql")]
    public async Task A_whole_backup_is_proven_with_its_tables_and_rows(string command)
    {
        var ending = await scene.RunAsync(Backup(command));
        ending.Outcome.ShouldBe(Outcome.Succeeded, ending.Known);
        ending.Artefacts.ShouldHaveSingleItem().Proof.ShouldNotBeNull().ShouldStartWith("readable to its end, 2 of 2 tables of ");
        ending.Artefacts[0].Proof!.ShouldContain(" with 300 rows, pg_dump ");
    }

    [Theory]
    [InlineData("pg_dump \"$DATABASE_URL\" > backup_1.sql")]
    [InlineData("pg_dump -Fc \"$DATABASE_URL\" > backup_1.dump")]
    [InlineData("pg_dump \"$DATABASE_URL\" | gzip > backup_1.sql.gz")]
    public async Task A_backup_that_is_restored_for_a_proof_says_so_and_leaves_no_database_behind(string command)
    {
        var ending = await scene.RunAsync(Backup(command) with { Proof = Proof.Restore });
        ending.Outcome.ShouldBe(Outcome.Succeeded, ending.Known);
        ending.Artefacts.ShouldHaveSingleItem().Proof.ShouldNotBeNull().ShouldEndWith(" restored into a scratch database, 2 tables with 300 rows");
        (await ScratchDatabasesAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_backup_that_reads_well_and_cannot_be_restored_is_found_out()
    {
        var ending = await scene.RunAsync(Backup("pg_dump \"$DATABASE_URL\" | sed 's/ADD CONSTRAINT customers_pkey PRIMARY KEY (id)/ADD CONSTRAINT customers_pkey PRIMARY KEY (gone)/' > backup_1.sql") with { Proof = Proof.Restore });
        (ending.Outcome, ending.ExitCode).ShouldBe((Outcome.Failed, 0));
        ending.Known!.ShouldContain("backup_1.sql cannot be restored: ");
        ending.Known!.ShouldContain("column \"gone\"");
        (await ScratchDatabasesAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_role_that_may_create_no_database_is_told_what_to_do()
    {
        var role = "dumper_" + Guid.NewGuid().ToString("N")[..8];
        await ExecuteAsync(database, $"create role {role} login password 'planted'; grant pg_read_all_data to {role}");
        try
        {
            var launch = Backup("pg_dump \"$DATABASE_URL\" > backup_1.sql") with { Proof = Proof.Restore };
            var at = new NpgsqlConnectionStringBuilder(database.ConnectionString);
            var ending = await scene.RunAsync(launch with { Secrets = launch.Secrets.SetItem("DATABASE_URL", $"postgresql://{role}:planted@{at.Host}:{at.Port}/{at.Database}") });
            ending.Known!.ShouldContain($"backup_1.sql cannot be restored for a proof: {role} may not create databases. Allow it (alter role … createdb), or write proof=backup.");
        }
        finally
        {
            await ExecuteAsync(database, $"drop owned by {role}; drop role {role}");
        }
    }

    [Theory]
    [InlineData(": > backup_1.sql", "backup_1.sql is empty.")]
    [InlineData("true", "The step made no file that is a backup.")]
    [InlineData("pg_dump \"$DATABASE_URL\" > x; head -c 3000 x > backup_1.sql; rm x", "backup_1.sql is cut off: the last line that pg_dump writes is not there.")]
    [InlineData("pg_dump -Fc \"$DATABASE_URL\" > x; head -c 1500 x > backup_1.dump; rm x", "backup_1.dump cannot be read: ")]
    [InlineData("pg_dump \"$DATABASE_URL\" > x; gzip < x | head -c 900 > backup_1.sql.gz; rm x", "backup_1.sql.gz is cut off")]
    [InlineData("pg_dump \"$DATABASE_URL\" > backup_1.sql; touch -d '2 days ago' backup_1.sql", "backup_1.sql is older than this step")]
    [InlineData("pg_dump \"$DATABASE_URL\" > backup_1.sql; cp backup_1.sql backup_2.sql", "The step made 2 backups, and one is needed")]
    [InlineData("pg_dump -T customers \"$DATABASE_URL\" > backup_1.sql", "backup_1.sql is not a backup of this database: table public.customers of ")]
    [InlineData("pg_dump -s \"$DATABASE_URL\" > backup_1.sql", "backup_1.sql is not a backup of this database: 2 tables (public.customers, public.empty) of ")]
    public async Task A_backup_that_is_none_fails_although_the_command_ended_well(string command, string why)
    {
        var ending = await scene.RunAsync(Backup(command));
        (ending.Outcome, ending.ExitCode).ShouldBe((Outcome.Failed, 0), ending.Known);
        ending.Known!.ShouldStartWith($"The backup is not proven: {why}");
        ending.Known!.ShouldEndWith("The exit code was 0.");
        ending.Artefacts.ShouldAllBe(file => file.Proof == null);
    }

    [Fact]
    public async Task A_backup_of_another_database_with_the_same_tables_is_found_out_by_its_rows()
    {
        await using var other = await server.CreateEmptyDatabaseAsync();
        await ExecuteAsync(other, "create table customers (id integer primary key, name text); insert into customers values (1, 'only'); create table empty (id integer)");
        var launch = Backup("pg_dump \"$OTHER\" > backup_1.sql");
        var ending = await scene.RunAsync(launch with { Secrets = launch.Secrets.Add("OTHER", Address(other)) });
        ending.Known!.ShouldStartWith("The backup is not proven: backup_1.sql is not a backup of this database as it is: public.customers has 300 rows here and 1 there.");
    }

    [Fact]
    public async Task A_deployment_that_ends_well_and_applies_nothing_is_a_failure()
    {
        var ending = await scene.RunAsync(await DeployAsync("echo All migrations have been applied"));
        (ending.Outcome, ending.ExitCode).ShouldBe((Outcome.Failed, 0));
        ending.Known.ShouldBe("The database says: migration 1_init is not applied. The exit code was 0.");
    }

    [Fact]
    public async Task What_was_applied_is_told_by_name_and_checksum_whatever_the_exit_code()
    {
        var launch = await DeployAsync("true");
        await RecordAsync(await ChecksumAsync(), finished: true);
        (await scene.RunAsync(launch)).Known.ShouldBe("The database says: all 1 migrations are applied, names and checksums agree.");
        var failed = await scene.RunAsync(launch with { Attempt = scene.A("").Attempt, Command = "exit 1" });
        (failed.Outcome, failed.Known).ShouldBe((Outcome.Failed, "The database says: all 1 migrations are applied, names and checksums agree."));
    }

    [Fact]
    public async Task A_migration_that_was_left_behind_or_applied_with_another_content_stops_the_deployment_before_it_begins()
    {
        var launch = await DeployAsync("touch ran");
        await RecordAsync(await ChecksumAsync(), finished: false);
        const string error = "A migration failed to apply. New migrations cannot be applied before the error is recovered from.\n\nMigration name: 1_init\n\nDatabase error code: 42P07\n\nDatabase error:\nERROR: relation \"a\" already exists\n\nDbError { severity: \"ERROR\" }\n\n   0: backtrace";
        await ExecuteAsync(database, $"update _prisma_migrations set logs = '{error}'; create table a ()");
        (await scene.RunAsync(launch)).Known.ShouldBe("Migration 1_init began and did not finish. Its error: ERROR: relation \"a\" already exists. Of the 1 tables that it creates 1 is there (a). Undo what of it is there, then: npx prisma migrate resolve --rolled-back 1_init. When all of it is there: --applied 1_init. Resolved with half of it in place, the next deployment fails. Nothing was started.");
        await ExecuteAsync(database, "update _prisma_migrations set finished_at = now(), checksum = 'other'");
        (await scene.RunAsync(launch with { Attempt = scene.A("").Attempt })).Known.ShouldBe("The database says: migration 1_init was applied with another content than its file has now. Nothing was started.");
        File.Exists(scene.InWorkspace("ran")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_migration_resolved_as_rolled_back_with_its_tables_still_there_is_not_begun_again()
    {
        var launch = await DeployAsync("touch ran");
        await RecordAsync(await ChecksumAsync(), finished: false);
        await ExecuteAsync(database, "update _prisma_migrations set rolled_back_at = now(); create table a ()");
        (await scene.RunAsync(launch)).Known.ShouldBe("Migration 1_init was resolved as rolled back, and table a that it creates is still there, so it would fail again. Undo what of it is there first. Nothing was started.");
        File.Exists(scene.InWorkspace("ran")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_backup_of_an_empty_database_says_that_it_holds_nothing()
    {
        await ExecuteAsync(database, "drop table customers, empty");
        var ending = await scene.RunAsync(Backup("pg_dump \"$DATABASE_URL\" > backup_1.sql"));
        ending.Outcome.ShouldBe(Outcome.Succeeded, ending.Known);
        ending.Warning.ShouldBe($"{database.Name} is empty, so backup_1.sql holds nothing to go back to. Is it the database that was meant?");
    }

    [Fact]
    public async Task Somebody_who_holds_prismas_lock_is_named()
    {
        var launch = await DeployAsync("touch ran");
        await using var holder = new NpgsqlConnection(database.ConnectionString + ";Pooling=false;Application Name=somebody");
        await holder.OpenAsync(Ct);
        await using var take = new NpgsqlCommand("select pg_advisory_lock(72707369)", holder);
        await take.ExecuteNonQueryAsync(Ct);
        (await scene.RunAsync(launch)).Known!.ShouldMatch(@"^Somebody else is migrating: process \d+ \(somebody\) holds Prisma's lock\. Nothing was started\.$");
        File.Exists(scene.InWorkspace("ran")).ShouldBeFalse();
    }

    private async Task<long> ScratchDatabasesAsync()
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString + ";Pooling=false");
        await connection.OpenAsync(Ct);
        // Other tests prove at the same time: only what nobody works in has been left behind.
        await using var command = new NpgsqlCommand("select count(*) from pg_database d where datname like 'chatops\\_proof\\_%' and not exists (select from pg_stat_activity a where a.datname = d.datname)", connection);
        return (long)(await command.ExecuteScalarAsync(Ct))!;
    }

    private Launch Backup(string command)
    {
        if (!OnPath("pg_dump")) Assert.Skip("pg_dump is not on this machine.");
        return Aimed(command) with { Proof = Proof.Backup };
    }

    private async Task<Launch> DeployAsync(string command)
    {
        Directory.CreateDirectory(scene.InWorkspace($"prisma/migrations/{Migration}"));
        await File.WriteAllTextAsync(scene.InWorkspace($"prisma/migrations/{Migration}/migration.sql"), "create table a ();\n", Ct);
        return Aimed(command) with { Proof = Proof.Prisma };
    }

    private Launch Aimed(string command)
    {
        var launch = scene.A(command);
        return launch with { Secrets = launch.Secrets.Add("DATABASE_URL", Address(database)) };
    }

    private async Task<string> ChecksumAsync() =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(await File.ReadAllBytesAsync(scene.InWorkspace($"prisma/migrations/{Migration}/migration.sql"), Ct)));

    private Task RecordAsync(string checksum, bool finished) => ExecuteAsync(database, $"""
        create table _prisma_migrations (migration_name text, checksum text, started_at timestamptz default now(), finished_at timestamptz, logs text, rolled_back_at timestamptz);
        insert into _prisma_migrations values ('{Migration}', '{checksum}', now(), {(finished ? "now()" : "null")}, null)
        """);

    private static string Address(TestDatabase database)
    {
        var at = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        return $"postgresql://{at.Username}:{Uri.EscapeDataString(at.Password ?? "")}@{at.Host}:{at.Port}/{at.Database}";
    }

    private static bool OnPath(string tool)
    {
        using var which = Process.Start(new ProcessStartInfo("sh", ["-c", $"command -v {tool}"]) { RedirectStandardOutput = true })!;
        which.WaitForExit();
        return which.ExitCode == 0 || Environment.GetEnvironmentVariable("CI") == "true";
    }

    private static async Task ExecuteAsync(TestDatabase on, string sql)
    {
        await using var connection = new NpgsqlConnection(on.ConnectionString + ";Pooling=false");
        await connection.OpenAsync(Ct);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Ct);
    }

    public async ValueTask DisposeAsync()
    {
        await scene.DisposeAsync();
        await database.DisposeAsync();
    }
}
