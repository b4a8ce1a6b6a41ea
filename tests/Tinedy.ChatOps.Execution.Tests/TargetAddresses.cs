using System.Diagnostics;
using Npgsql;
using Tinedy.ChatOps.Execution.BuiltInSteps;
using Tinedy.ChatOps.Testing;

namespace Tinedy.ChatOps.Execution.Tests;

/// <summary>
/// A step that calls <c>psql</c> and a block of <c>sql</c> of the same run have the same address in the same variable. For each form of it the
/// real <c>psql</c> is asked where it is, and the block is either there as well or is refused.
/// </summary>
public sealed class TargetAddresses(PostgresServer server) : IAsyncLifetime
{
    private const string Where = "select current_database() || ' ' || current_user || ' ' || inet_server_port()";

    private TestDatabase database = null!;
    private TestDatabase decoy = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => (database, decoy) = (await server.CreateEmptyDatabaseAsync(), await server.CreateEmptyDatabaseAsync());

    [Theory]
    [InlineData("postgresql://{user}:{password}@{host}:{port}/{db}")]
    [InlineData("postgres://{user}:{password}@{host}:{port}/{decoy}?dbname={db}")]
    [InlineData("postgresql://{user}:{password}@{host}/{db}?port={port}")]
    [InlineData("postgresql://{user}:{password}@{host}:1/{db}?port={port}")]
    [InlineData("postgresql://nobody:wrong@{host}:{port}/{db}?user={user}&password={password}")]
    [InlineData("postgresql:///{db}?host={host}&port={port}&user={user}&password={password}")]
    [InlineData("postgresql://?host={host}&port={port}&user={user}&password={password}&dbname={decoy}&dbname={db}")]
    [InlineData("postgresql://{user}:{password}@{host}:1,{host}:{port}/{db}")]
    [InlineData("postgresql://{user}:{password}@/{db}?host={host},{host}&port=1,{port}")]
    [InlineData("postgresql://{user}:{password}@{host}:1,{host}:{port}/{db}?target_session_attrs=read-write")]
    [InlineData("postgresql://{user}:{password}@{host}:{port}/{db}?target_session_attrs=read-write&connect_timeout=5&sslmode=prefer&keepalives=1")]
    [InlineData("postgresql://{user}:{password}@{host}:{port}/{db}?ssl=true", "same refusal")]
    [InlineData("postgresql://{user}:{password}@{host}:{port}/{db}?options=-c%20search_path%3Dpg_catalog")]
    [InlineData("postgresql://{user}:{password}@{host}:{port}/%7Bnone%7D?dbname={db}")]
    [InlineData("host={host} port={port} dbname={db} user={user} password='{password}'")]
    [InlineData("host = {host}  port = {port} user={user} password={password} dbname = '{db}'")]
    [InlineData("postgresql://{user}:{password}@{host}/{db}", "", "PGPORT")]
    [InlineData("postgresql://{user}:{password}@/{db}", "", "PGHOST", "PGPORT")]
    [InlineData("postgresql://{user}:{password}@{host}:{port}", "", "PGDATABASE")]
    [InlineData("postgresql://{host}:{port}/{db}?password={password}", "", "PGUSER")]
    [InlineData("postgresql://{user}:{password}@127.0.0.9:1/{db}?port={port}", "ours refused", "PGHOSTADDR")]
    [InlineData("postgresql://{user}:{password}@{host}:{port},{host}/{db}?port={port}")]
    [InlineData("postgresql://{user}:{password}@{host}:{port}/{db}?port=1,2,{port}", "same refusal")]
    [InlineData("postgresql://{user}:{password}@{host}:{port}/{db}?sslmode=sure", "same refusal")]
    [InlineData("postgresql://{user}:{password}@{host}:{port}/{db}?sslmod=prefer", "same refusal")]
    public async Task A_block_of_sql_goes_where_psql_goes_or_is_refused(string form, string not = "", params string[] variables)
    {
        var address = Filled(form);
        var environment = variables.ToDictionary(name => name, name => Filled(name switch
        {
            "PGHOST" or "PGHOSTADDR" => "{host}",
            "PGPORT" => "{port}",
            "PGDATABASE" => "{db}",
            _ => "{user}",
        }));

        var (psql, complaint) = await PsqlAsync(address, environment);
        var ours = await BlockAsync(address, environment);

        if (not == "same refusal") (psql, ours).ShouldBe((null, null), complaint);
        else psql.ShouldBe(Filled("{db} {user} {port}"), complaint);
        if (not == "") ours.ShouldBe(psql);
        else ours.ShouldBeNull();
    }

    [Fact]
    public void The_folder_of_a_socket_is_a_host()
    {
        var read = new NpgsqlConnectionStringBuilder(TargetDatabase.Read("DATABASE_URL", "postgresql://app@%2Fvar%2Frun%2Fpostgresql:5433/crm", _ => null));
        (read.Host, read.Port, read.Database, read.Username).ShouldBe(("/var/run/postgresql", 5433, "crm", "app"));
    }

    [Theory]
    [InlineData("postgresql:///crm", "names no host")]
    [InlineData("postgresql://app@db/crm?service=prod", "a parameter 'service' that is not known here")]
    [InlineData("postgresql://app@/crm?host=/one,/two", "one of them is a folder of sockets")]
    public void What_cannot_be_read_as_psql_reads_it_is_refused_with_its_reason(string address, string why) =>
        Should.Throw<CannotRunException>(() => TargetDatabase.Read("DATABASE_URL", address, _ => null)).Message.ShouldContain(why);

    private string Filled(string form)
    {
        var at = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        return form.Replace("{user}", at.Username, StringComparison.Ordinal).Replace("{password}", at.Password ?? "none", StringComparison.Ordinal)
            .Replace("{host}", at.Host, StringComparison.Ordinal).Replace("{port}", FormattableString.Invariant($"{at.Port}"), StringComparison.Ordinal)
            .Replace("{db}", at.Database, StringComparison.Ordinal).Replace("{decoy}", decoy.Name, StringComparison.Ordinal);
    }

    private static async Task<(string? Where, string Complaint)> PsqlAsync(string address, Dictionary<string, string> environment)
    {
        var how = new ProcessStartInfo("psql", ["-XAtw", "-c", Where, address]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment) how.Environment[name] = value;
        using var psql = Process.Start(how)!;
        var (said, complained) = (psql.StandardOutput.ReadToEndAsync(Ct), psql.StandardError.ReadToEndAsync(Ct));
        await psql.WaitForExitAsync(Ct);
        return (psql.ExitCode == 0 ? (await said).Trim() : null, await complained);
    }

    private static async Task<string?> BlockAsync(string address, Dictionary<string, string> environment)
    {
        try
        {
            await using var connection = new NpgsqlConnection(TargetDatabase.Read("DATABASE_URL", address, environment.GetValueOrDefault));
            await connection.OpenAsync(Ct);
            await using var command = new NpgsqlCommand(Where, connection);
            return (string?)await command.ExecuteScalarAsync(Ct);
        }
        catch (Exception refused) when (refused is CannotRunException or NpgsqlException)
        {
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        await decoy.DisposeAsync();
    }
}
