using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Npgsql;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Application.Watching;
using Tinedy.ChatOps.Domain.Decisions;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Execution.Orders;
using Tinedy.ChatOps.Testing;

namespace Tinedy.ChatOps.Execution.Tests;

/// <summary>What a watcher sees of real processes, a real database and a real server; also of those that behave badly.</summary>
public sealed class Watching(PostgresServer server) : IAsyncLifetime
{
    private static readonly WatchPlan Plain = new() { Timeout = TimeSpan.FromSeconds(60) };
    private static readonly WatchPlan Number = Plain with { Expect = new("<", 5) };
    private static readonly WatchPlan Duration = Plain with { Slower = 1.5, Samples = 7, WarmUp = 1 };

    private readonly Scene scene = new();
    private TestDatabase database = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        database = await server.CreateEmptyDatabaseAsync();
        await using var connection = new NpgsqlConnection(database.ConnectionString + ";Pooling=false");
        await connection.OpenAsync(Ct);
        await using var command = new NpgsqlCommand("create table orders (id integer primary key, customer text); insert into orders values (1, 'ann'), (2, null)", connection);
        await command.ExecuteNonQueryAsync(Ct);
    }

    [Theory]
    [InlineData("echo checking; echo 3", "3")]
    [InlineData("echo 3; echo; echo", "3")]
    [InlineData("awk 'BEGIN { print 0/1 }'", "0")]
    [InlineData("echo nan", "nan")]
    [InlineData("true", null)]
    public async Task The_last_line_that_a_command_prints_is_its_value(string command, string? value) =>
        (await LookAsync(Number, Shell(command))).ShouldSatisfyAllConditions(seen => seen.Value.ShouldBe(value), seen => seen.Trouble.ShouldBeNull());

    [Fact]
    public async Task A_division_by_zero_is_no_value_and_says_so() =>
        (await LookAsync(Number, Shell("echo $((1/0))"))).ShouldSatisfyAllConditions(
            seen => seen.Trouble.ShouldNotBeNull().ShouldContain("exit code"), seen => seen.Value.ShouldBeNull());

    [Theory]
    [InlineData("exit 0", null, null)]
    [InlineData("echo three orphans; exit 1", "three orphans", null)]
    [InlineData("exit 1", "the command ended with exit code 1", null)]
    [InlineData("echo no route; exit 7", null, "the command ended with exit code 7: no route")]
    [InlineData("kill -9 $$", null, "the command did not end by itself")]
    [InlineData("echo 'failed=the queue is full' >> \"$CHATOPS_OUTPUT\"", "the queue is full", null)]
    public async Task Of_a_command_without_a_number_the_exit_code_tells(string command, string? unmet, string? trouble)
    {
        var seen = await LookAsync(Plain, Shell(command));
        (seen.Unmet, seen.Trouble).ShouldBe((unmet, trouble));
    }

    [Fact]
    public async Task A_command_that_never_ends_is_stopped_and_leaves_nothing_behind()
    {
        var seen = await LookAsync(Plain with { Timeout = TimeSpan.FromSeconds(1) }, Shell("echo started; sleep 600"));
        seen.Trouble.ShouldBe("it had not ended after 1 s and was stopped");
        Directory.GetDirectories(scene.Attempts).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_printed_is_masked_before_anybody_reads_it()
    {
        var launch = Shell("echo \"$KEY\"; exit 1");
        (await LookAsync(Plain, launch with { Secrets = launch.Secrets.Add("KEY", "planted-hunter2") })).Unmet.ShouldBe("•••");
    }

    [Theory]
    [InlineData("select count(*) from orders", "2", null)]
    [InlineData("select 'NaN'::float8", "NaN", null)]
    [InlineData("select null::int", null, null)]
    [InlineData("select 1 where false", null, null)]
    [InlineData("select 1/0", null, "ERROR: division by zero (22012)")]
    [InlineData("select 1 from nowhere", null, "ERROR: relation \"nowhere\" does not exist (42P01)")]
    [InlineData("delete from orders", null, "ERROR: cannot execute DELETE in a read-only transaction (25006)")]
    public async Task The_first_value_of_a_query_is_its_value_and_nothing_can_be_changed(string sql, string? value, string? trouble)
    {
        var seen = await LookAsync(Number, Sql(sql));
        (seen.Value, seen.Trouble).ShouldBe((value, trouble));
    }

    [Fact]
    public async Task What_a_query_was_expected_to_give_and_did_not_is_no_error()
    {
        var seen = await LookAsync(Plain, Sql("-- expect: rows = 0\nselect * from orders where customer is null"));
        (seen.Unmet, seen.Trouble).ShouldBe(("expected rows = 0, found 1", null));
    }

    [Fact]
    public async Task A_database_that_is_not_there_is_an_error()
    {
        var launch = Sql("select 1");
        (await LookAsync(Number, launch with { Secrets = launch.Secrets.SetItem("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none") })).Trouble.ShouldNotBeNull();
        (await LookAsync(Number, launch with { Secrets = launch.Secrets.Remove("DATABASE_URL") })).Trouble.ShouldNotBeNull().ShouldStartWith("DATABASE_URL is not set");
    }

    [Theory]
    [InlineData(CommandKind.Sql, "select pg_sleep(0.05)")]
    [InlineData(CommandKind.Bash, "sleep 0.05")]
    public async Task Durations_are_measured_behind_the_warm_up_in_one_process(CommandKind kind, string text)
    {
        var seen = await LookAsync(Duration, kind == CommandKind.Sql ? Sql(text) : Shell(text));
        seen.Trouble.ShouldBeNull();
        seen.Samples.Length.ShouldBe(7);
        // A sleep is never shorter; the start of a process of our own would be in none of them.
        seen.Samples.ShouldAllBe(took => took >= TimeSpan.FromMilliseconds(50));
        seen.AtLeast.ShouldBeNull();
    }

    [Fact]
    public async Task What_does_not_come_back_in_time_says_how_long_it_was_waited_for()
    {
        var seen = await LookAsync(Duration with { Timeout = TimeSpan.FromSeconds(5) }, Sql("select pg_sleep(600)"));
        (seen.Trouble, seen.Samples.Length).ShouldBe((null, 0));
        seen.AtLeast.ShouldNotBeNull().ShouldBeInRange(TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(5 + BuiltInStep.Backstop.TotalSeconds));
    }

    [Fact]
    public void Whoever_measures_runs_out_of_time_before_whoever_would_end_it()
    {
        var look = new WatchJob(WatchPurpose.Check, Duration with { Timeout = TimeSpan.FromSeconds(5) }, Sql("select pg_sleep(600)"));
        var order = SupervisorOrder.ToWatch(look, new());
        (order.Timeout - order.Performance!.Sampling!.Budget).ShouldBe(BuiltInStep.Backstop);
        BuiltInStep.Backstop.ShouldBeGreaterThan(TimeSpan.FromSeconds(10), "longer than a start and a goodbye on a busy machine");
    }

    [Fact]
    public async Task Samples_of_a_command_that_fails_are_none()
    {
        (await LookAsync(Duration, Shell("exit 3"))).ShouldSatisfyAllConditions(seen => seen.Trouble.ShouldBe("The command ended with exit code 3"), seen => seen.Samples.ShouldBeEmpty());
        (await LookAsync(Duration, Shell("exit 1"))).Unmet.ShouldBe("the command ended with exit code 1");
    }

    [Fact]
    public async Task A_number_is_taken_out_of_a_Prometheus_answer_and_an_error_page_is_a_failure()
    {
        await using var app = await ServeAsync(context => context.Request.Path.StartsWithSegments("/down")
            ? Results.StatusCode((int)HttpStatusCode.ServiceUnavailable)
            : Results.Text("""{"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":[1764036000.1,"0.04"]}]}}"""));
        var host = new Uri(app.Urls.First());
        (await LookAsync(Number, Http($"# value: data.result.0.value.1\nGET {host}api/v1/query?query=errors", host))).Value.ShouldBe("0.04");
        (await LookAsync(Number, Http($"# value: data.result.1.value.1\nGET {host}api/v1/query?query=errors", host))).Value.ShouldBeNull();
        (await LookAsync(Duration, Http($"GET {host}down", host))).Unmet.ShouldBe("Expected a status of 200 to 299, found 503");
        (await LookAsync(Duration, Http($"GET {host}up", host))).Samples.Length.ShouldBe(7);
    }

    [Fact]
    public async Task An_answer_that_never_comes_and_a_server_that_is_gone_are_what_a_health_check_is_for()
    {
        await using var app = await ServeAsync(async context =>
        {
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
            return Results.Ok();
        });
        var host = new Uri(app.Urls.First());
        (await LookAsync(Plain with { Timeout = TimeSpan.FromSeconds(5) }, Http($"GET {host}", host))).Unmet.ShouldBe("no answer within 5 s");
        await app.StopAsync(Ct);
        (await LookAsync(Plain, Http($"GET {host}", host))).Unmet.ShouldNotBeNull().ShouldStartWith("no answer: ");
        (await LookAsync(Plain, Http($"GET {host}", new Uri("http://elsewhere.example")))).Trouble.ShouldNotBeNull().ShouldContain("not among the hosts");
    }

    private Task<WatchObservation> LookAsync(WatchPlan plan, Launch launch) => scene.LookAsync(new(WatchPurpose.Check, plan, launch with { Timeout = plan.Timeout }));

    private Launch Shell(string command) => scene.A(command);

    private Launch Sql(string text)
    {
        var launch = scene.A(text) with { Kind = CommandKind.Sql };
        return launch with { Secrets = launch.Secrets.Add("DATABASE_URL", database.ConnectionString) };
    }

    private Launch Http(string text, Uri host) => scene.A(text) with { Kind = CommandKind.Http, Hosts = [$"{host.Host}:{host.Port}", host.Host] };

    private static Task<WebApplication> ServeAsync(Func<HttpContext, IResult> answer) => ServeAsync(context => Task.FromResult(answer(context)));

    private static async Task<WebApplication> ServeAsync(Func<HttpContext, Task<IResult>> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Run(async context => await (await answer(context)).ExecuteAsync(context));
        await app.StartAsync(Ct);
        return app;
    }

    public async ValueTask DisposeAsync()
    {
        await scene.DisposeAsync();
        await database.DisposeAsync();
    }
}
