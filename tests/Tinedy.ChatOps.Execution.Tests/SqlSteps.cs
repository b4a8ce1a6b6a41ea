using System.Diagnostics;
using Npgsql;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Testing;

namespace Tinedy.ChatOps.Execution.Tests;

public sealed class SqlSteps(PostgresServer server) : IAsyncLifetime
{
    private readonly Scene scene = new();
    private TestDatabase database = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        database = await server.CreateEmptyDatabaseAsync();
        await ExecuteAsync("create table orders (id integer primary key, customer text); insert into orders values (1, 'ann'), (2, null)");
    }

    [Fact]
    public async Task Statements_run_in_one_transaction_and_print_what_they_gave()
    {
        var launch = Sql("insert into orders values (3, 'bob');\n-- expect: rows = 2\nselect id, customer from orders where customer is not null order by id;");
        var ending = await scene.RunAsync(launch);
        (ending.Outcome, ending.Known).ShouldBe((Outcome.Succeeded, "As expected: rows = 2."));
        (await scene.OutputAsync(launch.Attempt)).ShouldBe("INSERT: 1 row\nid | customer\n1 | ann\n3 | bob\n(2 rows)\n");
        (await CountAsync()).ShouldBe(3);
    }

    [Fact]
    public async Task An_expectation_that_is_not_met_takes_everything_back_and_says_what_was_found()
    {
        var ending = await scene.RunAsync(Sql("delete from orders where id = 1;\n-- expect: rows = 0\nselect * from orders where customer is null;\ndelete from orders;"));
        (ending.Outcome, ending.ExitCode, ending.Known).ShouldBe((Outcome.Failed, 1, "Line 3: expected rows = 0, found 1."));
        ending.Tail[^1].ShouldBe("Rolled back: nothing of this block has happened.");
        (await CountAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task A_warning_lets_it_go_on()
    {
        var ending = await scene.RunAsync(Sql("-- warn: value = 0\nselect count(*) from orders where customer is null;\ninsert into orders values (9, 'eve')"));
        (ending.Outcome, ending.Warning).ShouldBe((Outcome.Succeeded, "Line 2: expected value = 0, found 1."));
        (await CountAsync()).ShouldBe(3);
    }

    [Fact]
    public async Task An_error_of_the_server_is_its_own_words_and_nothing_has_happened()
    {
        var ending = await scene.RunAsync(Sql("insert into orders values (5, 'x');\ninsert into orders values (1, 'twice');"));
        ending.Outcome.ShouldBe(Outcome.Failed);
        ending.Known!.ShouldBe("ERROR: duplicate key value violates unique constraint \"orders_pkey\" (23505) Key (id)=(1) already exists.");
        (await CountAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task Without_a_transaction_what_cannot_run_in_one_runs()
    {
        var launch = Sql("create index concurrently orders_customer on orders (customer)");
        (await scene.RunAsync(launch)).Outcome.ShouldBe(Outcome.Failed);
        (await scene.RunAsync(Sql(launch.Command) with { InOneTransaction = false })).Outcome.ShouldBe(Outcome.Succeeded);
    }

    [Theory]
    [InlineData("insert into orders values (8, 'x');\ncopy orders from stdin;\n9\tbob\n\\.", "Line 2: COPY with STDIN or STDOUT needs a client that sends or takes the rows, and an sql block has none. Write insert, or psql in a bash block. Nothing was executed.")]
    [InlineData("COPY (select 'from stdin')\n  TO\n STDOUT", "Line 1: COPY with STDIN or STDOUT needs a client that sends or takes the rows, and an sql block has none. Write insert, or psql in a bash block. Nothing was executed.")]
    public async Task A_copy_through_the_client_is_refused_in_a_sentence_before_anything_is_executed(string text, string why)
    {
        var launch = Sql(text);
        var ending = await scene.RunAsync(launch);
        (ending.Outcome, ending.Known).ShouldBe((Outcome.Failed, why));
        (await scene.OutputAsync(launch.Attempt)).ShouldBe(why + "\n");
        (await CountAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task Words_of_a_copy_inside_quotes_and_comments_are_no_copy() =>
        (await scene.RunAsync(Sql("-- copy orders from stdin\nselect 'copy orders from stdin', $$copy x to stdout$$"))).Outcome.ShouldBe(Outcome.Succeeded);

    [Fact]
    public async Task Cancelling_ends_the_statement_on_the_server_and_takes_it_back()
    {
        var launch = await SleepingAsync();
        scene.Gateway.AskCancel(launch.Attempt);
        (await scene.EndingAsync(launch.Attempt)).Outcome.ShouldBe(Outcome.Cancelled);
        await EndsOnTheServerAsync();
    }

    [Fact]
    public async Task A_step_that_is_killed_leaves_no_statement_behind_on_the_server()
    {
        var launch = await SleepingAsync();
        using (var step = Process.GetProcessById(scene.LaunchOf(launch.Attempt).Child!.Pid)) step.Kill();
        (await scene.EndingAsync(launch.Attempt)).Outcome.ShouldBe(Outcome.Failed);
        await EndsOnTheServerAsync();
    }

    [Fact]
    public async Task An_address_that_is_none_is_named_by_its_variable_and_never_repeated()
    {
        var launch = Sql("select 1");
        var ending = await scene.RunAsync(launch with { Secrets = launch.Secrets.SetItem("DATABASE_URL", "mysql://root:planted-hunter2@db") });
        ending.Known.ShouldBe("DATABASE_URL is no address of a database. Write postgresql://user:password@host:5432/database.");
        (await scene.OutputAsync(launch.Attempt)).ShouldNotContain("planted-hunter2");
    }

    /// <summary>A step that has written a row and will be busy for ten minutes.</summary>
    private async Task<Launch> SleepingAsync()
    {
        var launch = Sql("insert into orders values (7, 'x'); select 'ready'; select pg_sleep(600)");
        scene.Gateway.Queue(launch);
        await scene.StartBotAsync();
        await scene.UntilAsync(() => scene.Gateway.ProgressOf(launch.Attempt) is { Tail: [.., "(1 row)"] }, "it never got ready");
        await scene.UntilAsync(async () => await BusyAsync() == 1, "it never slept");
        return launch;
    }

    /// <summary>The connection goes a moment after the step; the statement would go after ten minutes.</summary>
    private async Task EndsOnTheServerAsync()
    {
        await scene.UntilAsync(async () => await BusyAsync() == 0, "the server goes on with the statement");
        (await CountAsync()).ShouldBe(2);
    }

    private async Task<long> BusyAsync() =>
        await ScalarAsync("select count(*) from pg_stat_activity where datname = current_database() and state = 'active' and query like '%pg_sleep(600)%' and pid <> pg_backend_pid()");

    private Launch Sql(string text)
    {
        var launch = scene.A(text) with { Kind = CommandKind.Sql };
        return launch with { Secrets = launch.Secrets.Add("DATABASE_URL", database.ConnectionString) };
    }

    private async Task<long> CountAsync() => await ScalarAsync("select count(*) from orders");

    private async Task<long> ScalarAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString + ";Pooling=false");
        await connection.OpenAsync(Ct);
        await using var command = new NpgsqlCommand(sql, connection);
        return (long)(await command.ExecuteScalarAsync(Ct))!;
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString + ";Pooling=false");
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
