using System.Diagnostics;
using System.Globalization;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Execution.Native;

namespace Tinedy.ChatOps.Execution.Tests;

/// <summary>Steps that would take a careless runner down with them: each has its clear outcome, and the supervisor stays small.</summary>
public sealed class BadInputs : IAsyncDisposable
{
    /// <summary>Above what a step takes that prints one line. 16 MB is the aim, measured in the benchmarks; here every build must hold.</summary>
    private const long MostMore = 32_000_000;

    private readonly Scene scene = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("head -c 268435456 /dev/zero | tr '\\0' x | fold -w 99", 270_000_000)]
    [InlineData("head -c 268435456 /dev/zero | tr '\\0' x", 268_000_000)]
    [InlineData("head -c 268435456 /dev/zero", 268_000_000)]
    [InlineData("head -c 16777216 /dev/urandom", 16_000_000)]
    public async Task However_much_is_printed_in_lines_in_one_line_in_NULs_or_in_rubbish_the_supervisor_stays_small(string prints, long bytes)
    {
        if (!OperatingSystem.IsLinux()) Assert.Skip("Memory is read from /proc.");
        var (quiet, loud) = (Holding("true"), Holding(prints));
        await scene.StartBotAsync();
        foreach (var launch in new[] { quiet, loud })
            await scene.UntilAsync(() => scene.Gateway.ProgressOf(launch.Attempt) is { Tail: [.., "last"] }, "it never came to its end");
        var more = PeakMemory(loud) - PeakMemory(quiet);
        await File.WriteAllTextAsync(scene.InWorkspace("go"), "", Ct);

        var ending = await scene.EndingAsync(loud.Attempt);
        ending.Outcome.ShouldBe(Outcome.Succeeded);
        ending.Bytes.ShouldBeGreaterThan(bytes);
        more.ShouldBeLessThan(MostMore);
        var output = await scene.OutputAsync(loud.Attempt);
        output.ShouldStartWith("first\n");
        output.ShouldEndWith("last\n");
        output.ShouldNotContain("\0");
    }

    [Fact]
    public async Task A_command_that_needs_a_terminal_ends_at_once_and_says_so()
    {
        var ending = await scene.RunAsync("read -r answer < /dev/tty; echo \"$answer\"");
        (ending.Outcome, ending.ExitCode).ShouldBe((Outcome.Failed, 1));
        ending.Tail.Single().ShouldContain("/dev/tty: No such device or address");
    }

    [Fact]
    public async Task A_step_that_forks_and_goes_away_leaves_what_it_left_and_its_own_outcome()
    {
        var ending = await scene.RunAsync("setsid sh -c 'echo $$ > pid; exec sleep 600' > /dev/null 2>&1 & until [ -s pid ]; do sleep 0.02; done; exit 4");
        var pid = int.Parse(await File.ReadAllTextAsync(scene.InWorkspace("pid"), Ct), CultureInfo.InvariantCulture);
        (ending.Outcome, ending.ExitCode, ending.Known).ShouldBe((Outcome.Failed, 4, "One process that it started still runs in the background."));
        Posix.Signal(pid, Posix.Kill).ShouldBe(0);
    }

    [Fact]
    public async Task A_full_disk_of_the_attempts_loses_output_and_never_the_outcome()
    {
        Directory.CreateDirectory(scene.Attempts);
        if (!Mounts("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", scene.Attempts)) Assert.Skip("A small disk needs a user who may mount one.");
        try
        {
            var launch = scene.A("echo first; sleep 0.5; cat /dev/zero > \"$(dirname \"$CHATOPS_OUTPUT\")/hog\" || true; seq 40000; echo last; exit 3");
            var ending = await scene.RunAsync(launch);
            (ending.Outcome, ending.ExitCode).ShouldBe((Outcome.Failed, 3));
            ending.Known.ShouldBe("The disk is full: a part of the output was not kept.");
            (ending.Lines, ending.Tail[^1]).ShouldBe((40_003, "last"));
            (await scene.OutputAsync(launch.Attempt)).ShouldStartWith("first\n");
            await scene.StopBotAsync();
        }
        finally
        {
            // Lazily: the supervisor has told the end, and may still be on its way out of the folder.
            Mounts("umount", "--lazy", scene.Attempts).ShouldBeTrue();
        }
    }

    /// <summary>Prints, and then waits to be looked at.</summary>
    private Launch Holding(string prints)
    {
        var launch = scene.A($"echo first; {prints}; echo; echo last; until [ -e go ]; do sleep 0.05; done");
        scene.Gateway.Queue(launch);
        return launch;
    }

    private long PeakMemory(Launch launch)
    {
        var supervisor = scene.LaunchOf(launch.Attempt).Claim!.Supervisor!.Pid;
        var line = File.ReadLines($"/proc/{supervisor}/status").Single(one => one.StartsWith("VmHWM:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) * 1024;
    }

    private static bool Mounts(string program, params string[] arguments)
    {
        if (!OperatingSystem.IsLinux()) return false;
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    public ValueTask DisposeAsync() => scene.DisposeAsync();
}
