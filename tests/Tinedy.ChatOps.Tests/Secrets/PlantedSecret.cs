using System.Diagnostics;
using System.Globalization;
using System.Text;
using Npgsql;
using Tinedy.ChatOps.Domain.Events;
using Tinedy.ChatOps.Testing;
using Tinedy.ChatOps.Tests.Scenes;

namespace Tinedy.ChatOps.Tests.Secrets;

/// <summary>Invariant 9: secrets are put into a step's environment and nowhere else, even when the step prints them.</summary>
public sealed class PlantedSecret(PostgresServer server)
{
    private const string Secret = "planted-hunter2-Zq8!x";

    /// <summary>As it is, in base64, and as pg_dump prints bytes.</summary>
    private static readonly string[] Forms =
        [Secret, Convert.ToBase64String(Encoding.UTF8.GetBytes(Secret)), Convert.ToHexStringLower(Encoding.UTF8.GetBytes(Secret))];

    private static readonly string Leaky = SmallRunbook.With(
        "echo ran >> starts\necho \"key=$API_KEY\"\nprintf %s \"$API_KEY\" | base64\necho \"err=$API_KEY\" >&2\nuntil [ -e go ]; do sleep 0.05; done\necho \"ok=used $API_KEY\" >> $CHATOPS_OUTPUT\necho \"key=$API_KEY\" >> $CHATOPS_OUTPUT\ntouch \"made-$API_KEY\"\necho \"${#API_KEY} letters\"");

    [Fact]
    public async Task A_secret_that_a_step_prints_plain_and_in_base64_is_found_nowhere()
    {
        await using var scene = await Scene.CreateAsync(server, Leaky);
        scene.Settings["Environments:prod:Secrets:API_KEY"] = Secret;
        var service = await scene.StartAsync();
        var run = (await service.SayAsync("devops", "/migrate start")).Run!.Value;
        await service.SayAsync("dba", "/migrate done 1.1.1");
        await service.SayAsync("dba", $"/migrate run {SmallRunbook.Step}");
        await Poll.UntilAsync(() => scene.Starts() == 1, "The step did not start.");

        NotIn("a command line", CommandLines());
        NotIn("the execution directory", FilesIn(scene.Attempts));
        await File.WriteAllTextAsync(scene.InWorkspace("go"), "", TestContext.Current.CancellationToken);
        var ending = await scene.EndingAsync(run, SmallRunbook.Step);
        ending.Outcome.ShouldBe(Outcome.Succeeded);
        // It did get the secret and did print it: only so does the rest prove anything.
        ending.Tail.ShouldContain("key=•••");
        ending.Tail[^1].ShouldBe($"{Secret.Length} letters");
        await FoundNowhereAsync(scene, service, run);
    }

    [Fact]
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Interoperability", "CA1416", Justification = "Skipped where it is not Linux.")]
    public async Task A_step_that_runs_as_another_user_shows_its_secret_to_no_third_one()
    {
        if (Environment.UserName != "root" || !OperatingSystem.IsLinux()) Assert.Skip("Only root on Linux can become somebody else.");
        await using var scene = await Scene.CreateAsync(server, Leaky);
        scene.Settings["Environments:prod:Secrets:API_KEY"] = Secret;
        scene.Settings["Environments:prod:User"] = "daemon";
        File.SetUnixFileMode(Path.GetDirectoryName(scene.Workspace)!, (UnixFileMode)0b111_101_101);
        File.SetUnixFileMode(scene.Workspace, (UnixFileMode)0b111_111_111);
        var service = await scene.StartAsync();
        var run = (await service.SayAsync("devops", "/migrate start")).Run!.Value;
        await service.SayAsync("dba", "/migrate done 1.1.1");
        await service.SayAsync("dba", $"/migrate run {SmallRunbook.Step}");
        await Poll.UntilAsync(() => scene.Starts() == 1, "The step did not start.");

        // Whoever is root sees it, so it is there to be seen; a third user looks at the same files.
        (await ProcAsync("root")).ShouldContain(Secret);
        NotIn("/proc of other users", await ProcAsync("nobody"));
        await File.WriteAllTextAsync(scene.InWorkspace("go"), "", TestContext.Current.CancellationToken);
        var ending = await scene.EndingAsync(run, SmallRunbook.Step);
        (ending.Outcome, ending.Tail[^1]).ShouldBe((Outcome.Succeeded, $"{Secret.Length} letters"), ending.Known);
        await FoundNowhereAsync(scene, service, run);
    }

    /// <summary>The environment and the arguments of every process, as far as this user may read them.</summary>
    private static async Task<string> ProcAsync(string user)
    {
        string[] who = user == "root" ? [] : ["setpriv", $"--reuid={user}", "--clear-groups", "--no-new-privs", "--"];
        string[] look = [.. who, "sh", "-c", "cat /proc/[0-9]*/environ /proc/[0-9]*/cmdline 2> /dev/null || true"];
        using var process = Process.Start(new ProcessStartInfo(look[0], look[1..]) { RedirectStandardOutput = true })!;
        var text = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return text;
    }

    private async Task FoundNowhereAsync(Scene scene, ServiceProcess service, long run)
    {
        NotIn("the database", await DumpAsync(scene));
        NotIn("the logs", service.Everything);
        NotIn("the execution directory", FilesIn(scene.Attempts));
        NotIn("the filled-in checklist", Encoding.UTF8.GetString(await service.DownloadAsync($"/runs/{run}/report")));
        NotIn("the evidence", Encoding.UTF8.GetString(await service.DownloadAsync($"/runs/{run}/evidence")));
        NotIn("the page", Encoding.UTF8.GetString(await service.DownloadAsync($"/runs/{run}")));
    }

    private static void NotIn(string where, string text)
    {
        text.ShouldNotBeEmpty(where);
        foreach (var form in Forms) text.Contains(form, StringComparison.Ordinal).ShouldBeFalse($"{form} is in {where}");
    }

    private static string CommandLines() => string.Join('\n', Directory.EnumerateDirectories("/proc")
        .Where(folder => int.TryParse(Path.GetFileName(folder), out _)).Select(folder => ReadOrNothing(Path.Combine(folder, "cmdline"))));

    private static string FilesIn(string folder) => string.Join('\n', Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Select(path => $"{path}: {ReadOrNothing(path)}").Prepend(folder));

    private static string ReadOrNothing(string path)
    {
        try
        {
            return Encoding.UTF8.GetString(File.ReadAllBytes(path));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private async Task<string> DumpAsync(Scene scene)
    {
        var address = new NpgsqlConnectionStringBuilder(scene.ConnectionString);
        var how = new ProcessStartInfo(
            Path.Combine(await server.BinDirectoryAsync() ?? "", "pg_dump"),
            ["-h", address.Host!, "-p", address.Port.ToString(CultureInfo.InvariantCulture), "-U", address.Username!, address.Database!])
        { RedirectStandardOutput = true };
        how.Environment["PGPASSWORD"] = address.Password;
        using var dump = Process.Start(how)!;
        var text = await dump.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await dump.WaitForExitAsync(TestContext.Current.CancellationToken);
        text.ShouldContain("step-ended");
        return text;
    }
}
