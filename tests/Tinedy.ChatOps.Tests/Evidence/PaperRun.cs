using System.Text;
using System.Text.RegularExpressions;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Domain.Runs;
using Tinedy.ChatOps.Evidence;
using Tinedy.ChatOps.Testing;
using Tinedy.ChatOps.Tests.Scenes;

namespace Tinedy.ChatOps.Tests.Evidence;

/// <summary>The checklist that a real team uses on paper, run from its first item to its last signature, and what comes out.</summary>
public sealed class PaperRun(PostgresServer server)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_exported_paper_checklist_differs_from_the_original_only_in_ticks_blanks_and_what_was_added_there()
    {
        var original = await File.ReadAllBytesAsync(Checklist.Paper, Ct);
        await using var scene = await Scene.CreateAsync(server);
        await File.WriteAllBytesAsync(Path.Combine(scene.Runbooks, "migration.md"), original, Ct);
        await using var crm = await CrmProject.PrepareAsync(server, scene);
        var service = await scene.HostAsync();

        var run = await CarryThroughAsync(scene, service);

        var export = await service.DownloadAsync($"/runs/{run}/report");
        RunbookExport.Strip(export).ShouldBe(original);
        LineByLine(Encoding.UTF8.GetString(original), Encoding.UTF8.GetString(export));
        ReadsBack(export);
        var verb = await Product.RunAsync(scene.Settings, "export", $"prod-{run}");
        verb.Said.ShouldBe(Encoding.UTF8.GetString(export));
    }

    private static async Task<long> CarryThroughAsync(Scene scene, RunningService service)
    {
        var run = await Checklist.WorkAsync(scene, service);
        await service.SayAsync("po", "/migrate note The shop was *quiet* <!-- all night -->");
        await service.SayAsync("po", "/migrate fill Scheduled Date: 2026-11-22");
        await Checklist.SignAsync(service);
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
        foreach (var item in runbook.Items) outcome.Items[item.Key].State.ShouldBe(ChecklistState.Done, item.Number);
        outcome.Items.Count.ShouldBe(47);
        outcome.SignOffs.Select(mark => (mark.Key, mark.Value.Name)).ShouldBe(Checklist.Signers, ignoreOrder: true);
        outcome.Fields["Scheduled Date"].ShouldBe("2026-11-22");
        outcome.Fields["Database Admin"].ShouldBe("@dba");
        outcome.Notes.ShouldHaveSingleItem().ShouldEndWith("@po: The shop was *quiet* <!-- all night -->");
        outcome.Closing[0].ShouldStartWith("Run prod-");
    }
}
