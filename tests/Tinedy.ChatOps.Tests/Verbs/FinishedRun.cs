using Dapper;
using Npgsql;
using Tinedy.ChatOps.Testing;
using Tinedy.ChatOps.Tests.Crashes;
using Tinedy.ChatOps.Tests.Scenes;

namespace Tinedy.ChatOps.Tests.Verbs;

/// <summary>A run that went through a service from start to signature, for verbs to look at afterwards.</summary>
public sealed class FinishedRun(PostgresServer server) : IAsyncLifetime
{
    internal Scene Scene { get; private set; } = null!;

    internal RunningService Service { get; private set; } = null!;

    public string Name { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        Scene = await Scene.CreateAsync(server);
        Service = await Scene.HostAsync();
        foreach (var click in Click.AWholeRun)
        {
            await click.UntilItsTurnAsync(Scene, Service);
            (await Service.SayAsync(click.Who, click.Text, click.Key)).Kind.ShouldBe("Done");
        }
        Name = "prod-1";
    }

    public ValueTask DisposeAsync() => Scene.DisposeAsync();

    /// <summary>Whoever owns the server can do anything. Does it, lets the test look, and puts everything back.</summary>
    internal async Task TamperAsync(string evil, Func<Task> look)
    {
        const string disarm = "set session_replication_role = replica; alter table chatops.run_event disable trigger append_only; alter table chatops.run disable trigger append_only";
        await using var connection = new NpgsqlConnection(Scene.ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await connection.ExecuteAsync($"{disarm}; create table kept as table chatops.run_event; create table kept_run as table chatops.run");
        (await connection.ExecuteAsync(evil)).ShouldBeGreaterThan(0, "nothing was tampered with");
        try
        {
            await look();
        }
        finally
        {
            await connection.ExecuteAsync("""
                delete from chatops.run_event; delete from chatops.run;
                insert into chatops.run table kept_run; insert into chatops.run_event table kept;
                drop table kept; drop table kept_run;
                """);
        }
    }
}
