using System.Collections.Immutable;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Domain.Runbooks;

namespace Tinedy.ChatOps.Execution.Tests;

public sealed class RunningSteps : IAsyncDisposable
{
    private readonly Scene scene = new();

    [Fact]
    public async Task Exactly_the_text_that_was_shown_runs()
    {
        const string command = "echo \"a  'b'\" $((1+2)) \\\\ \"$0\"\nprintf '%s\\n' '`x` $y'";
        var launch = scene.A(command);
        var ending = await scene.RunAsync(launch);
        ending.Outcome.ShouldBe(Outcome.Succeeded);
        ending.ExitCode.ShouldBe(0);
        (await scene.OutputAsync(launch.Attempt)).ShouldBe("a  'b' 3 \\ bash\n`x` $y\n");
        ending.Tail.ShouldBe(["a  'b' 3 \\ bash", "`x` $y"]);
        (ending.Lines, ending.Known).ShouldBe((2, null));
    }

    [Fact]
    public async Task It_runs_in_the_workspace_with_closed_input()
    {
        var launch = scene.A("pwd; cat; tty || true");
        await scene.RunAsync(launch);
        (await scene.OutputAsync(launch.Attempt)).ShouldBe($"{scene.Workspace}\nnot a tty\n");
    }

    [Fact]
    public async Task Variables_and_secrets_are_in_the_environment_and_nothing_of_the_bot_is()
    {
        var launch = scene.A("env -0 | sort -z | tr '\\0' '\\n' > seen") with
        {
            Variables = ImmutableSortedDictionary<string, string>.Empty.Add("TARGET", "crm; rm -rf \"$HOME\""),
            Secrets = ImmutableSortedDictionary<string, string>.Empty.Add("PGPASSWORD", "s3cr3t word"),
        };
        scene.Gateway.Queue(launch);
        scene.StartBotProcess(null, ("ConnectionStrings__ChatOps", "Host=db;Password=hunter2"), ("SLACK_BOT_TOKEN", "xoxb-1"), ("DOTNET_EXTRA", "1"));
        (await scene.EndingAsync(launch.Attempt)).Outcome.ShouldBe(Outcome.Succeeded);
        var seen = await File.ReadAllLinesAsync(scene.InWorkspace("seen"), TestContext.Current.CancellationToken);
        seen.ShouldContain("TARGET=crm; rm -rf \"$HOME\"");
        seen.ShouldContain("PGPASSWORD=s3cr3t word");
        string[] allowed = ["PATH", "HOME", "LANG", "TMPDIR", "TZ", "CHATOPS_ATTEMPT", "CHATOPS_LAUNCH", "CHATOPS_OUTPUT", "TARGET", "PGPASSWORD", "PWD", "OLDPWD", "SHLVL", "_"];
        seen.Select(line => line.Split('=')[0]).Except(allowed).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_secret_is_in_no_argument_and_no_file_of_the_attempt_while_it_runs()
    {
        var launch = scene.A("echo $KEY; until [ -e go ]; do sleep 0.05; done") with
        {
            Secrets = ImmutableSortedDictionary<string, string>.Empty.Add("KEY", "planted-secret-value"),
        };
        scene.Gateway.Queue(launch);
        await scene.StartBotAsync();
        await scene.UntilAsync(() => scene.Gateway.ProgressOf(launch.Attempt) is { Lines: 1 }, "nothing was printed");
        foreach (var file in Directory.GetFiles(scene.Attempts, "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) != "lock"))
            (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).ShouldNotContain("planted-secret");
        var supervisor = scene.LaunchOf(launch.Attempt).Claim!.Supervisor!.Pid;
        (await File.ReadAllTextAsync($"/proc/{supervisor}/cmdline", TestContext.Current.CancellationToken)).ShouldNotContain("planted-secret");
        (await File.ReadAllTextAsync($"/proc/{supervisor}/environ", TestContext.Current.CancellationToken)).ShouldNotContain("planted-secret");
        await File.WriteAllTextAsync(scene.InWorkspace("go"), "", TestContext.Current.CancellationToken);
        (await scene.EndingAsync(launch.Attempt)).Tail.ShouldBe(["•••"]);
    }

    [Theory]
    [InlineData("false\necho on", 1, "")]
    [InlineData("echo $unset_name\necho on", 1, "bash: line 1: unset_name: unbound variable\n")]
    [InlineData("false | true\necho on", 1, "")]
    [InlineData("exit 7", 7, "")]
    [InlineData("no-such-command --now", 127, "bash: line 1: no-such-command: command not found\n")]
    public async Task A_failure_stops_it_and_keeps_its_exit_code(string command, int code, string printed)
    {
        var launch = scene.A(command);
        var ending = await scene.RunAsync(launch);
        (ending.Outcome, ending.ExitCode, ending.Signal).ShouldBe((Outcome.Failed, code, null));
        (await scene.OutputAsync(launch.Attempt)).ShouldBe(printed);
    }

    [Fact]
    public async Task Sh_runs_without_bash()
    {
        var launch = scene.A("echo ${BASH_VERSION:-none}; false; echo on") with { Kind = CommandKind.Sh };
        (await scene.RunAsync(launch)).ExitCode.ShouldBe(1);
        (await scene.OutputAsync(launch.Attempt)).TrimEnd().ShouldNotEndWith("on");
    }

    [Fact]
    public async Task An_end_by_a_signal_is_told_from_an_exit_code()
    {
        var killed = await scene.RunAsync("kill -KILL $$");
        (killed.Outcome, killed.ExitCode, killed.Signal).ShouldBe((Outcome.Failed, null, "SIGKILL"));
        var looksLikeIt = await scene.RunAsync("exit 137");
        (looksLikeIt.Outcome, looksLikeIt.ExitCode, looksLikeIt.Signal).ShouldBe((Outcome.Failed, 137, null));
    }

    [Fact]
    public async Task Signals_that_dotnet_ignores_are_back_to_normal_in_the_step()
    {
        var ending = await scene.RunAsync("set +o pipefail; yes | head -n 1");
        (ending.Outcome, ending.Tail.Single()).ShouldBe((Outcome.Succeeded, "y"));
    }

    [Fact]
    public async Task A_missing_workspace_is_a_failure_that_says_so_and_starts_nothing()
    {
        var gone = scene.InWorkspace("gone");
        var ending = await scene.RunAsync(scene.A("touch ../ran") with { Workspace = gone });
        (ending.Outcome, ending.ExitCode).ShouldBe((Outcome.Failed, null));
        ending.Known.ShouldBe($"The workspace {gone} does not exist on this host. Nothing was started.");
        File.Exists(scene.InWorkspace("ran")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_workspace_that_is_a_file_says_so()
    {
        await File.WriteAllTextAsync(scene.InWorkspace("file"), "", TestContext.Current.CancellationToken);
        (await scene.RunAsync(scene.A("true") with { Workspace = scene.InWorkspace("file") })).Known!.ShouldContain("is a file, not a folder");
    }

    [Fact]
    public async Task A_workspace_that_is_a_link_to_elsewhere_is_refused_and_names_where()
    {
        var link = Path.Combine(Path.GetDirectoryName(scene.Workspace)!, "link");
        Directory.CreateSymbolicLink(link, scene.Workspace);
        var ending = await scene.RunAsync(scene.A("touch ran") with { Workspace = link });
        ending.Known.ShouldBe($"The workspace {link} is a link to {scene.Workspace}, which could point elsewhere tomorrow: name the folder itself. Nothing was started.");
        File.Exists(scene.InWorkspace("ran")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_step_that_deletes_its_workspace_ends_as_it_ends()
    {
        var ending = await scene.RunAsync("echo gone; rm -rf \"$PWD\"");
        (ending.Outcome, ending.Tail.Single(), ending.Artefacts.Length).ShouldBe((Outcome.Succeeded, "gone", 0));
    }

    [Fact]
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Interoperability", "CA1416", Justification = "Skipped where it is not Linux.")]
    public async Task A_step_runs_as_the_user_of_its_environment_and_reports_as_that_user()
    {
        if (Environment.UserName != "root" || !OperatingSystem.IsLinux()) Assert.Skip("Only root can become somebody else.");
        File.SetUnixFileMode(Path.GetDirectoryName(scene.Workspace)!, (UnixFileMode)0b111_101_101);
        var launch = scene.A("id -un; echo \"$HOME\"; echo warning=look >> \"$CHATOPS_OUTPUT\"; cat /proc/$PPID/environ > /dev/null 2>&1 || echo hidden") with { User = "nobody" };
        var ending = await scene.RunAsync(launch);
        (ending.Outcome, ending.Warning).ShouldBe((Outcome.Succeeded, "look"), ending.Known);
        (ending.Tail[0], ending.Tail[^1]).ShouldBe(("nobody", "hidden"));
    }

    [Fact]
    public async Task A_user_that_is_not_there_is_a_failure_and_the_step_runs_as_nobody_else()
    {
        var ending = await scene.RunAsync(scene.A("touch ran") with { User = "no-such-user" });
        ending.Known.ShouldBe("There is no user no-such-user on this host, and the step may run as nobody else. Nothing was started.");
        File.Exists(scene.InWorkspace("ran")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("echo a\0; rm b", "NUL")]
    [InlineData(null, "longer than 128 KiB")]
    public async Task A_command_the_system_would_cut_is_refused_whole(string? command, string reason)
    {
        var ending = await scene.RunAsync(command ?? "echo " + new string('x', 200_000));
        (ending.Outcome, ending.ExitCode).ShouldBe((Outcome.Failed, null));
        ending.Known!.ShouldContain(reason);
    }

    [Fact]
    public async Task A_name_that_cannot_be_a_variable_is_named()
    {
        var ending = await scene.RunAsync(scene.A("true") with { Variables = ImmutableSortedDictionary<string, string>.Empty.Add("A=B", "c") });
        ending.Known!.ShouldStartWith("\"A=B\" cannot be an environment variable");
    }

    [Fact]
    public async Task A_kind_this_runner_does_not_know_is_refused()
    {
        (await scene.RunAsync(scene.A("all: it begins") with { Kind = CommandKind.Notify })).Known.ShouldBe("A step of the kind Notify cannot be run by this runner.");
    }

    public ValueTask DisposeAsync() => scene.DisposeAsync();
}
