using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Tinedy.ChatOps.Postgres.Connections;
using Tinedy.ChatOps.Postgres.Schema;
using Tinedy.ChatOps.Testing;

namespace Tinedy.ChatOps.Postgres.Tests;

public sealed class SchemaTests(PostgresServer server) : IAsyncLifetime
{
    private TestDatabase? _database;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private SchemaMigrator Migrator => new(_database!.ConnectionString);

    public async ValueTask InitializeAsync() => _database = await server.CreateEmptyDatabaseAsync();

    public async ValueTask DisposeAsync()
    {
        if (_database is not null) await _database.DisposeAsync();
    }

    [Fact]
    public async Task An_empty_database_gets_every_migration_once()
    {
        (await Migrator.PendingAsync(Ct)).ShouldBe(Migration.All);

        (await Migrator.ApplyAsync(Ct)).ShouldBe(Migration.All);

        (await Migrator.ApplyAsync(Ct)).ShouldBeEmpty();
        (await Migrator.PendingAsync(Ct)).ShouldBeEmpty();
    }

    [Fact]
    public void Migrations_are_numbered_without_a_gap() =>
        Migration.All.Select(migration => migration.Number).ShouldBe(Enumerable.Range(1, Migration.All.Count));

    [Fact]
    public async Task Replicas_that_start_at_once_apply_each_migration_once()
    {
        var applied = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Task.Run(() => Migrator.ApplyAsync(Ct), Ct)));

        applied.SelectMany(migrations => migrations).Select(migration => migration.Number).Order()
            .ShouldBe(Migration.All.Select(migration => migration.Number));
    }

    [Fact]
    public async Task An_applied_migration_that_was_edited_stops_the_program_and_is_named()
    {
        await Migrator.ApplyAsync(Ct);
        var edited = Migration.Of("0003_sign_off", Migration.All[2].Sql + "-- a word more");
        var migrator = new SchemaMigrator(_database!.ConnectionString) { Known = [.. Migration.All.Take(2), edited, .. Migration.All.Skip(3)] };

        var refused = await Should.ThrowAsync<SchemaException>(() => migrator.ApplyAsync(Ct));

        refused.Message.ShouldStartWith("The migration 0003_sign_off was applied on ");
        refused.Message.ShouldContain(edited.Sha256);
    }

    [Fact]
    public async Task A_database_that_is_newer_than_the_program_stops_it()
    {
        await Migrator.ApplyAsync(Ct);
        var older = new SchemaMigrator(_database!.ConnectionString) { Known = [.. Migration.All.SkipLast(1)] };

        var refused = await Should.ThrowAsync<SchemaException>(() => older.PendingAsync(Ct));

        refused.Message.ShouldStartWith($"The database is newer than this program: it has {Migration.All[^1].Name}, and this program ends at {Migration.All[^2].Name}.");
    }

    [Fact]
    public async Task A_migration_that_fails_leaves_nothing_and_is_named()
    {
        var broken = Migration.Of("0002_broken", "create table chatops.half (id int); select 1 / 0;");
        var migrator = new SchemaMigrator(_database!.ConnectionString) { Known = [Migration.All[0], broken] };

        var failed = await Should.ThrowAsync<SchemaException>(() => migrator.ApplyAsync(Ct));

        failed.Message.ShouldBe("The migration 0002_broken failed and was undone: division by zero");
        await using var connection = new NpgsqlConnection(_database.ConnectionString + ";Pooling=false");
        (await connection.ExecuteScalarAsync<string?>("select to_regclass('chatops.half')::text")).ShouldBeNull();
        (await migrator.PendingAsync(Ct)).ShouldBe([broken]);
    }

    [Fact]
    public async Task Every_table_says_what_it_is_for()
    {
        const string sql = """
            select relname from pg_class
            where relnamespace = 'chatops'::regnamespace and relkind = 'r' and obj_description(oid, 'pg_class') is null
            """;
        await Migrator.ApplyAsync(Ct);
        await using var connection = new NpgsqlConnection(_database!.ConnectionString + ";Pooling=false");

        (await connection.QueryAsync<string>(sql)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_login_that_owns_nothing_and_is_only_a_member_of_the_role_can_run_the_program()
    {
        await Migrator.ApplyAsync(Ct);
        var login = $"plain_{_database!.Name}";
        await using var owner = new NpgsqlConnection(_database.ConnectionString + ";Pooling=false");
        await owner.ExecuteAsync($"create role {login} login password 'x' in role chatops_app");
        try
        {
            var plain = new NpgsqlConnectionStringBuilder(_database.ConnectionString) { Username = login, Password = "x" };

            (await new SchemaMigrator(plain.ConnectionString).ApplyAsync(Ct)).ShouldBeEmpty();

            await using var pool = new AppDataSource(plain.ConnectionString, NullLogger<AppDataSource>.Instance);
            (await new PostgresReady(pool, TimeProvider.System).CheckAsync(Ct)).ShouldBe(new Readiness(true, null));
        }
        finally
        {
            await owner.ExecuteAsync($"drop role {login}");
        }
    }

    [Fact]
    public async Task An_owner_who_may_not_grant_the_role_learns_what_a_dba_must_run()
    {
        var login = $"owner_{_database!.Name}";
        await using var dba = new NpgsqlConnection(_database.ConnectionString + ";Pooling=false");
        await dba.ExecuteAsync($"create role {login} login password 'x'; grant create on database {_database.Name} to {login}");
        try
        {
            var settings = new NpgsqlConnectionStringBuilder(_database.ConnectionString) { Username = login, Password = "x" };
            var owner = new SchemaMigrator(settings.ConnectionString);

            var refused = await Should.ThrowAsync<SchemaException>(() => owner.ApplyAsync(Ct));
            refused.Message.ShouldEndWith($"A DBA runs once: create role chatops_app nologin; grant chatops_app to {login};");

            await dba.ExecuteAsync($"grant chatops_app to {login}");
            (await owner.ApplyAsync(Ct)).Select(migration => migration.Name)
                .ShouldBe(Migration.All.Select(migration => migration.Name).SkipWhile(name => name != "0009_app_role"), "it goes on where it stopped");
        }
        finally
        {
            await dba.ExecuteAsync($"drop owned by {login} cascade; drop role {login}");
        }
    }

    [Fact]
    public async Task Printing_writes_what_would_be_applied()
    {
        await using var all = new StringWriter();
        await Migrator.PrintAsync(all, onlyPending: false, Ct);
        await Migrator.ApplyAsync(Ct);
        await using var pending = new StringWriter();
        await Migrator.PrintAsync(pending, onlyPending: true, Ct);

        all.ToString().ShouldStartWith($"-- 0001_journal  sha256:{Migration.All[0].Sha256}\n");
        pending.ToString().ShouldBeEmpty();
    }
}
