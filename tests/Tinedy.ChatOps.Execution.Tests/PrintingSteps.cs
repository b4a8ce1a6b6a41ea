using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Domain.Events;

namespace Tinedy.ChatOps.Execution.Tests;

public sealed class PrintingSteps : IAsyncDisposable
{
    private const int Cap = 256 * 1024;

    private readonly Scene scene = new();

    [Fact]
    public async Task Two_hundred_megabytes_are_counted_kept_at_both_ends_and_never_held_in_memory()
    {
        var launch = scene.A("echo first; head -c 200000000 /dev/zero | tr '\\0' 'x' | fold -w 99; echo; echo last; until [ -e go ]; do sleep 0.05; done");
        scene.Gateway.Queue(launch);
        await scene.StartBotAsync();
        await scene.UntilAsync(() => scene.Gateway.ProgressOf(launch.Attempt) is { Tail: [.., "last"] }, "it never came to its end");
        var peak = PeakMemory(scene.LaunchOf(launch.Attempt).Claim!.Supervisor!.Pid);
        await File.WriteAllTextAsync(scene.InWorkspace("go"), "", TestContext.Current.CancellationToken);

        var ending = await scene.EndingAsync(launch.Attempt);
        ending.Outcome.ShouldBe(Outcome.Succeeded);
        ending.Bytes.ShouldBeInRange(200_000_000, 205_000_000);
        peak.ShouldBeLessThan(160_000_000);
        var output = await scene.OutputAsync(launch.Attempt);
        output.ShouldStartWith("first\nxxx");
        output.ShouldEndWith("x\nlast\n");
        output.Length.ShouldBeLessThan(Cap + 200);
        var leftOut = output.Split('\n').Single(line => line.StartsWith('…'));
        var missing = long.Parse(leftOut.Split(' ')[1].Replace(",", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
        (missing + Encoding.UTF8.GetByteCount(output) - Encoding.UTF8.GetByteCount(leftOut + "\n")).ShouldBe(ending.Bytes);
        ending.OutputDigest.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(output))));
    }

    [Fact]
    public async Task One_line_of_fifty_megabytes_is_cut_with_a_count()
    {
        var launch = scene.A("head -c 50000000 /dev/zero | tr '\\0' 'x'; echo; echo end");
        var ending = await scene.RunAsync(launch);
        (ending.Bytes, ending.Lines).ShouldBe((50_000_005, 2));
        var lines = (await scene.OutputAsync(launch.Attempt)).Split('\n');
        lines[0].ShouldBe(new string('x', 16 * 1024) + " … 49,983,616 more bytes on this line");
        lines[1].ShouldBe("end");
    }

    [Fact]
    public async Task Binary_output_is_survived()
    {
        var launch = scene.A("head -c 3000000 /dev/urandom; echo; printf 'a\\xff\\xc3b\\0c\\n'");
        var ending = await scene.RunAsync(launch);
        (ending.Outcome, ending.Bytes).ShouldBe((Outcome.Succeeded, 3_000_008));
        ending.Tail[^1].ShouldBe("a\uFFFD\uFFFDbc");
        (await scene.OutputAsync(launch.Attempt)).Any(one => char.IsControl(one) && one is not ('\n' or '\t')).ShouldBeFalse();
    }

    [Fact]
    public async Task A_progress_bar_shows_its_last_state_even_while_it_runs()
    {
        var launch = scene.A("""printf 'fetching\n 10%%\r 50%%'; until [ -e go ]; do sleep 0.05; done; printf '\r\033[32m100%%\033[0m\033[K\nall\r\n'""");
        scene.Gateway.Queue(launch);
        await scene.StartBotAsync();
        await scene.UntilAsync(() => scene.Gateway.ProgressOf(launch.Attempt) is { Tail: ["fetching", " 50%"] }, "the bar was not shown");
        await File.WriteAllTextAsync(scene.InWorkspace("go"), "", TestContext.Current.CancellationToken);
        await scene.EndingAsync(launch.Attempt);
        (await scene.OutputAsync(launch.Attempt)).ShouldBe("fetching\n100%\nall\n");
    }

    [Fact]
    public async Task A_secret_is_masked_across_reads_in_lines_and_in_the_usual_encodings()
    {
        const string command =
            """
            printf 'tok-1f+2'; sleep 0.3; printf '9/abc=\n'
            printf %s "$TOKEN" | base64
            printf %s "user:$TOKEN" | base64
            echo 'tok-1f%2B29%2Fabc%3D tok-1f%2b29%2fabc%3d'
            sed -n 2p <<< "$KEY"
            printf %s "$LONG" | base64
            psql_says="connection to $URL failed"; echo "$psql_says"
            echo "password authentication for p@ss-w0rd"
            echo "$EMPTY$TINY"
            """;
        var longSecret = string.Concat(Enumerable.Range(100, 60));
        var launch = scene.A(command) with
        {
            Secrets = new Dictionary<string, string>
            {
                ["TOKEN"] = "tok-1f+29/abc=",
                ["KEY"] = "-----BEGIN\nMIIEpAIBAAKCAQ\n-----END",
                ["LONG"] = longSecret,
                ["EMPTY"] = "",
                ["TINY"] = "abc",
            }.ToImmutableSortedDictionary(),
            Variables = ImmutableSortedDictionary<string, string>.Empty.Add("URL", "postgres://crm:p%40ss-w0rd@db:5432/crm"),
        };
        await scene.RunAsync(launch);
        var output = await scene.OutputAsync(launch.Attempt);
        foreach (var trace in (string[])["tok-1f", "dG9rLTFm", "b2stMW", "MIIEpAI", "p%40ss", "p@ss", "MTAwMTAx", "MTAyMTAz"]) output.ShouldNotContain(trace);
        output.ShouldContain("connection to postgres://crm:•••@db:5432/crm failed");
        output.ShouldEndWith("abc\n");
    }

    [Fact]
    public async Task Nothing_printed_is_no_output_and_no_digest()
    {
        var launch = scene.A("true");
        var ending = await scene.RunAsync(launch);
        (ending.Lines, ending.Bytes, ending.OutputDigest, ending.Tail.Length).ShouldBe((0, 0, null, 0));
    }

    [Fact]
    public async Task A_full_disk_of_the_workspace_fails_the_step_and_not_the_bot()
    {
        var ending = await scene.RunAsync("echo data > /dev/full");
        (ending.Outcome, ending.ExitCode).ShouldBe((Outcome.Failed, 1));
        ending.Tail.Single().ShouldContain("No space left on device");
    }

    private static long PeakMemory(int pid)
    {
        var line = File.ReadLines($"/proc/{pid}/status").Single(one => one.StartsWith("VmHWM:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) * 1024;
    }

    public ValueTask DisposeAsync() => scene.DisposeAsync();
}
