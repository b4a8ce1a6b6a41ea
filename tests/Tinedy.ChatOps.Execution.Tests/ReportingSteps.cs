using Npgsql;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Testing;

namespace Tinedy.ChatOps.Execution.Tests;

/// <summary>What a step says of itself through <c>CHATOPS_OUTPUT</c>.</summary>
public sealed class ReportingSteps(PostgresServer server) : IAsyncDisposable
{
    private readonly Scene scene = new();

    [Fact]
    public async Task Ok_warning_and_failed_carry_a_sentence_and_a_failure_is_one_whatever_the_exit_code()
    {
        var ok = await scene.RunAsync("echo 'ok=12 of 12 tables are there.' >> $CHATOPS_OUTPUT");
        (ok.Outcome, ok.Known, ok.Warning).ShouldBe((Outcome.Succeeded, "12 of 12 tables are there.", null));
        var warning = await scene.RunAsync("echo 'warning=3 rows have no owner.' >> $CHATOPS_OUTPUT");
        (warning.Outcome, warning.Warning).ShouldBe((Outcome.Succeeded, "3 rows have no owner."));
        var failed = await scene.RunAsync("echo 'failed=The replica is 40 s behind.' >> $CHATOPS_OUTPUT");
        (failed.Outcome, failed.ExitCode, failed.Known).ShouldBe((Outcome.Failed, 0, "The replica is 40 s behind."));
    }

    [Fact]
    public async Task Errors_of_psql_are_a_failure_whatever_its_exit_code_unless_the_runbook_allows_them()
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        var address = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        const string command = "printf 'select 1;\\nselect * from nowhere;\\nselect 2;\\ndrop table nothing;\\n' > a.sql; psql -X -f a.sql";
        var launch = scene.A(command);
        launch = launch with
        {
            Variables = launch.Variables.Add("PGHOST", address.Host!).Add("PGPORT", $"{address.Port}").Add("PGUSER", address.Username!).Add("PGDATABASE", address.Database!),
            Secrets = launch.Secrets.Add("PGPASSWORD", address.Password ?? "none-needed"),
        };

        var failed = await scene.RunAsync(launch);
        (failed.Outcome, failed.ExitCode).ShouldBe((Outcome.Failed, 0));
        failed.Known.ShouldBe("psql went on behind 2 errors, the first: ERROR:  relation \"nowhere\" does not exist. Write psql -v ON_ERROR_STOP=1, or psql-errors=allowed at the block where this is right.");
        var again = scene.A(command) with { Variables = launch.Variables, Secrets = launch.Secrets };
        (await scene.RunAsync(again with { AllowsPsqlErrors = true })).Outcome.ShouldBe(Outcome.Succeeded);
        (await scene.RunAsync("echo 'ERROR:  of another program'; echo 'x ERROR:  y'")).Outcome.ShouldBe(Outcome.Succeeded);
    }

    [Fact]
    public async Task Values_are_handed_on_and_a_secret_among_them_is_masked()
    {
        var launch = scene.A("printf 'rows=42\nkey=%s\nrows=43\n' \"$KEY\" >> $CHATOPS_OUTPUT");
        var ending = await scene.RunAsync(launch with { Secrets = launch.Secrets.Add("KEY", "planted-secret") });
        ending.Values.ShouldNotBeNull().ToDictionary().ShouldBe(new Dictionary<string, string> { ["rows"] = "43", ["key"] = "•••" }, ignoreOrder: true);
    }

    [Fact]
    public async Task A_file_in_a_folder_is_an_artefact_when_the_step_says_so_and_one_outside_never_is()
    {
        var ending = await scene.RunAsync("mkdir out; echo a > out/report.txt; echo b > ../outside; printf 'file=out/report.txt\nfile=../outside\nfile=/etc/passwd\n' >> $CHATOPS_OUTPUT");
        ending.Artefacts.Select(file => (file.Path, file.Bytes)).ShouldBe([("out/report.txt", 2L)]);
    }

    [Theory]
    [InlineData("head -c 300000 /dev/zero | tr '\\0' 'x' >> $CHATOPS_OUTPUT")]
    [InlineData("rm $CHATOPS_OUTPUT; mkfifo $CHATOPS_OUTPUT")]
    [InlineData("ln -sf /etc/passwd $CHATOPS_OUTPUT")]
    [InlineData("head -c 1000 /dev/urandom >> $CHATOPS_OUTPUT")]
    [InlineData("rm -rf $CHATOPS_OUTPUT")]
    public async Task Whatever_is_put_there_the_step_ends_as_it_ends(string command)
    {
        var ending = await scene.RunAsync(command);
        (ending.Outcome, ending.Values).ShouldBe((Outcome.Succeeded, null));
    }

    public ValueTask DisposeAsync() => scene.DisposeAsync();
}
