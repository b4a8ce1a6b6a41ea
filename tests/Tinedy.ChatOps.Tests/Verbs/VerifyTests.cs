using System.Text;
using Tinedy.ChatOps.Application.Ports;
using Tinedy.ChatOps.Evidence;
using Tinedy.ChatOps.Tests.Crashes;
using Tinedy.ChatOps.Tests.Scenes;

namespace Tinedy.ChatOps.Tests.Verbs;

/// <summary><c>verify</c> and <c>export</c> as an auditor runs them, beside the running service.</summary>
public sealed class VerifyTests(FinishedRun finished) : IClassFixture<FinishedRun>, IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("chatops-verify-").FullName;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_untouched_journal_is_intact_and_its_head_is_named()
    {
        var verdict = await Product.RunAsync(finished.Scene.Settings, "verify", finished.Name);
        verdict.Code.ShouldBe(0, verdict.Said + verdict.Complained);
        verdict.Said.ShouldMatch($"intact, {Click.WholeJournal.Count} entries, head [0-9a-f]{{64}}");
    }

    [Theory]
    [InlineData("update chatops.run_event set body = replace(body, 'quiet', 'loud') where seq = 3", "Entry 3 does not match its hash")]
    [InlineData("update chatops.run_event set at = at - interval '1 hour' where seq = 7", "Entry 7: its columns say")]
    [InlineData("delete from chatops.run_event where seq = 3", "Entry 3 is missing")]
    [InlineData("delete from chatops.run_event where seq >= 7", "The journal ends at entry 6")]
    [InlineData("delete from chatops.run_event", "The journal is empty")]
    [InlineData("update chatops.run set runbook = 'other'::bytea", "The stored runbook is not the one")]
    public async Task What_the_owner_of_the_server_changes_or_cuts_is_named_and_exits_1(string evil, string says) =>
        await finished.TamperAsync(evil, async () =>
        {
            var verdict = await Product.RunAsync(finished.Scene.Settings, "verify", finished.Name);
            verdict.Code.ShouldBe(1, verdict.Said + verdict.Complained);
            verdict.Said.ShouldContain(says);
            verdict.Complained.ShouldNotContain("   at ");
        });

    [Theory]
    [InlineData("--evidence", "quiet", "loud")]
    [InlineData(null, "[x] **Agree**", "[ ] **Agree**")]
    public async Task An_exported_file_is_intact_until_somebody_changes_it(string? option, string old, string forged)
    {
        var path = Path.Combine(folder, "exported");
        var export = await Product.RunAsync(finished.Scene.Settings, ["export", finished.Name, "--output", path, .. option is null ? [] : new[] { option }]);
        export.Code.ShouldBe(0, export.Complained);
        var fresh = await Product.RunAsync(finished.Scene.Settings, "verify", path);
        fresh.Code.ShouldBe(0, fresh.Said);
        fresh.Said.ShouldStartWith($"{path}: intact: agrees with itself and with run 1 in database ");

        var text = await File.ReadAllTextAsync(path, Ct);
        text.ShouldContain(old);
        await File.WriteAllTextAsync(path, text.Replace(old, forged, StringComparison.Ordinal), Ct);
        var verdict = await Product.RunAsync("verify", path);

        verdict.Code.ShouldBe(1);
        verdict.Said.ShouldContain("NOT intact");
    }

    [Fact]
    public async Task An_edited_report_with_renewed_hashes_only_agrees_with_itself_and_the_journal_gives_it_away()
    {
        var path = await ExportAsync();
        var back = RunbookExport.ReadBack(await File.ReadAllBytesAsync(path, Ct));
        var (item, mark) = back.Outcome.Items.First(pair => pair.Value.State == ChecklistState.Done);
        var forged = back.Outcome with { Items = back.Outcome.Items.SetItem(item, mark with { Words = mark.Words.Replace("@", "@not-", StringComparison.Ordinal) }) };
        await File.WriteAllBytesAsync(path, RunbookExport.Write(back.Runbook, forged), Ct);
        await ForgeryIsFoundAsync(path, "Line ");
    }

    [Fact]
    public async Task An_edited_evidence_file_with_renewed_hashes_only_agrees_with_itself_and_the_journal_gives_it_away()
    {
        var path = await ExportAsync("--evidence");
        var journal = finished.Scene.Journal;
        var pin = (await journal.FindAsync(new(1), Ct))!;
        var forged = new List<StoredEntry>();
        foreach (var entry in await journal.ReadAsync(new(1), 0, Ct))
        {
            var body = entry.Body.Replace("quiet", "loud", StringComparison.Ordinal);
            var before = forged.Count == 0 ? JournalFormat.Origin.ToArray() : forged[^1].Hash.ToArray();
            forged.Add(entry with { Body = body, Hash = JournalFormat.Chain(before, body) });
        }
        await File.WriteAllBytesAsync(path, EvidenceFile.Write(pin, forged), Ct);
        await ForgeryIsFoundAsync(path, "Entry 3 is another one in the journal.");
    }

    private async Task ForgeryIsFoundAsync(string path, string says)
    {
        var alone = await Product.RunAsync("verify", path, $"--Embedded:DataDirectory={folder}/none");
        (alone.Code, alone.Said).ShouldBe((0, $"{path}: agrees with itself; not compared with a journal, because the embedded database in {folder}/none does not run.\n"));
        var compared = await Product.RunAsync(finished.Scene.Settings, "verify", path);
        compared.Code.ShouldBe(1, compared.Said);
        compared.Said.ShouldStartWith(says);
        compared.Said.ShouldContain("does not agree with run 1 in database ");
        compared.Said.ShouldNotContain(": intact");
    }

    [Fact]
    public async Task The_export_on_the_output_stream_is_the_file_that_the_service_gives()
    {
        var export = await Product.RunAsync(finished.Scene.Settings, "export", finished.Name);
        export.Code.ShouldBe(0, export.Complained);
        export.Said.ShouldBe(Encoding.UTF8.GetString(await finished.Service.DownloadAsync("/runs/1/report")));
    }

    [Theory]
    [InlineData("verify", "prod-99", "There is no run prod-99 in database ")]
    [InlineData("export", "99", "There is no run 99 in database ")]
    [InlineData("verify", "nothing", "nothing is neither a file nor a run.")]
    [InlineData("export", "nothing", "There is no run nothing in database ")]
    public async Task A_run_that_is_not_there_is_said_so(string verb, string run, string says)
    {
        var verdict = await Product.RunAsync(finished.Scene.Settings, verb, run);
        verdict.Code.ShouldBe(1);
        verdict.Complained.ShouldStartWith(says);
    }

    private async Task<string> ExportAsync(params string[] options)
    {
        var path = Path.Combine(folder, "exported");
        (await Product.RunAsync(finished.Scene.Settings, ["export", finished.Name, "--output", path, .. options])).Code.ShouldBe(0);
        return path;
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
