using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.RegularExpressions;
using Npgsql;
using Tinedy.ChatOps.Core.Evidence;
using Tinedy.ChatOps.Core.Runs;
using Tinedy.ChatOps.Testing;
using Tinedy.ChatOps.Tests.Scenes;

namespace Tinedy.ChatOps.Tests.Evidence;

/// <summary>The checklist that a real team uses on paper, run from its first item to its last signature, and what comes out.</summary>
public sealed class PaperRun(PostgresServer server)
{
    private static readonly (string Role, string Name)[] Signers =
    [
        ("Database Administrator", "dba"), ("Lead Developer", "dev"), ("DevOps Engineer", "devops"),
        ("Product Owner", "po"), ("Operations Manager", "ops"), ("Technical Lead", "lead"),
    ];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_exported_paper_checklist_differs_from_the_original_only_in_ticks_blanks_and_what_was_added_there()
    {
        var original = await File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "migration-checklist.md"), Ct);
        await using var scene = await Scene.CreateAsync(server);
        await PrepareAsync(scene, original);
        var service = await scene.StartAsync();

        var run = await CarryThroughAsync(scene, service);

        var export = await service.DownloadAsync($"/runs/{run}/report");
        RunbookExport.Strip(export).ShouldBe(original);
        LineByLine(Encoding.UTF8.GetString(original), Encoding.UTF8.GetString(export));
        ReadsBack(export);
        var verb = await Product.RunAsync(scene.Settings, "export", $"prod-{run}");
        verb.Said.ShouldBe(Encoding.UTF8.GetString(export));
    }

    private static async Task PrepareAsync(Scene scene, byte[] checklist)
    {
        await File.WriteAllBytesAsync(Path.Combine(scene.Runbooks, "migration.md"), checklist, Ct);
        var tools = scene.AFolder("tools");
        foreach (var tool in new[] { "npx", "node" }) await ToolAsync(Path.Combine(tools, tool), $"#!/bin/sh\necho \"{tool} $*\"\n");
        var address = new NpgsqlConnectionStringBuilder(scene.ConnectionString);
        scene.Settings["Environments:prod:Variables:PATH"] = $"{tools}:{Environment.GetEnvironmentVariable("PATH")}";
        scene.Settings["Environments:prod:Secrets:DATABASE_URL"] =
            $"postgresql://{address.Username}:{Uri.EscapeDataString(address.Password!)}@{address.Host}:{address.Port}/{address.Database}";
    }

    /// <summary>Stands in for what a machine that runs tests may not have.</summary>
    [SuppressMessage("Interoperability", "CA1416", Justification = "The runner needs bash: steps run on Linux and macOS only.")]
    private static async Task ToolAsync(string path, string script)
    {
        await File.WriteAllTextAsync(path, script, Ct);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static async Task<long> CarryThroughAsync(Scene scene, ServiceProcess service)
    {
        var run = (await service.SayAsync("devops", "/migrate start")).Run!.Value;
        foreach (var item in (await scene.RunAsync(run))!.Runbook.Items)
        {
            var runs = item.Command is { CanRun: true };
            var answer = await service.SayAsync("dba", $"/migrate {(runs ? "run" : "done")} {item.Number}{(runs || !item.IsStep ? "" : " nothing to switch off")}");
            answer.Kind.ShouldBe("Done", answer.Text);
            if (runs) (await scene.EndingAsync(run, item.Number)).Outcome.ShouldBe(Outcome.Succeeded, $"{item.Number} {item.Text}");
        }
        await service.SayAsync("po", "/migrate note The shop was *quiet* <!-- all night -->");
        await service.SayAsync("po", "/migrate fill Scheduled Date: 2026-11-22");
        foreach (var (role, name) in Signers)
        {
            var answer = await service.SayAsync(name, $"/migrate sign {role}");
            answer.Kind.ShouldBe("Done", answer.Text);
        }
        (await scene.RunAsync(run))!.Status.ShouldBe(RunStatus.Completed);
        return run;
    }

    /// <summary>Every line of the paper is still where it was, and reads the same outside its tick and its blanks.</summary>
    private static void LineByLine(string original, string export)
    {
        var (before, after) = (original.Split('\n'), export.Split('\n'));
        after.Length.ShouldBeGreaterThan(before.Length, "the closing part stands behind the paper");
        foreach (var (line, at) in before.Select((line, at) => (line, at)))
        {
            if (after[at] == line) continue;
            var room = Regex.Replace(Regex.Escape(line).Replace(@"\[\ ]", @"\[[ x]]", StringComparison.Ordinal), "_{3,}", ".+");
            (line.StartsWith("- [ ] ", StringComparison.Ordinal) || line.Contains("___", StringComparison.Ordinal)).ShouldBeTrue($"line {at + 1} has no room: {after[at]}");
            Regex.IsMatch(after[at], $"^{room}.*$").ShouldBeTrue($"line {at + 1}: {after[at]}");
        }
    }

    private static void ReadsBack(byte[] export)
    {
        var (runbook, outcome) = RunbookExport.ReadBack(export);
        foreach (var item in runbook.Items) outcome.Items[item.Key].State.ShouldBe(PaperState.Done, item.Number);
        outcome.Items.Count.ShouldBe(47);
        outcome.SignOffs.Select(mark => (mark.Key, mark.Value.Name)).ShouldBe(Signers, ignoreOrder: true);
        outcome.Fields["Scheduled Date"].ShouldBe("2026-11-22");
        outcome.Fields["Database Admin"].ShouldBe("@dba");
        outcome.Notes.ShouldHaveSingleItem().ShouldEndWith("@po: The shop was *quiet* <!-- all night -->");
        outcome.Closing[0].ShouldStartWith("Run prod-");
    }
}
