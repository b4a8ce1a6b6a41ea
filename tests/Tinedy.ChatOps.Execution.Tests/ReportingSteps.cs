using Tinedy.ChatOps.Core.Runs;

namespace Tinedy.ChatOps.Execution.Tests;

/// <summary>What a step says of itself through <c>CHATOPS_OUTPUT</c>.</summary>
public sealed class ReportingSteps : IAsyncDisposable
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
