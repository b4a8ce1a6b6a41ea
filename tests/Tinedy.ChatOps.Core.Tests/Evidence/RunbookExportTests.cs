using System.Collections.Immutable;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Tinedy.ChatOps.Core.Tests.Runbooks;
using Tinedy.ChatOps.Domain.Runbooks;
using Tinedy.ChatOps.Evidence;

namespace Tinedy.ChatOps.Core.Tests.Evidence;

public sealed class RunbookExportTests
{
    private static readonly Runbook Reference = RunbookReader.Read(Markdown.Reference, "migration-checklist.md").Runbook!;

    [Fact]
    public void The_paper_checklist_differs_only_in_ticks_blanks_and_what_was_added()
    {
        var outcome = new ChecklistOutcome
        {
            Items = Marks(("full-database-backup-completed", ChecklistState.Done, "2026-11-22 21:42 UTC by @dba · 1 min 3 s · exit 0 · sha256 9f2c 41d7"),
                ("performance-tests-completed", ChecklistState.Skipped, "2026-11-22 21:58 UTC by @dba: in staging on Friday")),
            SignOffs = ImmutableDictionary<string, SignatureMark>.Empty.Add("Product Owner", new SignatureMark("Petra Owner", "2026-11-22 22:31 UTC", "content a81f 3c90")),
            Fields = ImmutableDictionary<string, string>.Empty.Add("Scheduled Date", "2026-11-22").Add("DevOps Lead", "@devops"),
            Notes = ["one", "two", "three", "four"],
            Closing = ["Run prod-17, journal head 7c1e"],
        };
        var original = Encoding.UTF8.GetString(Markdown.Reference).Split('\n');
        var exported = Encoding.UTF8.GetString(RunbookExport.Write(Reference, outcome)).Split('\n');

        var changed = original.Select((line, index) => (Number: index + 1, Now: exported[index])).Where(line => line.Now != original[line.Number - 1]);
        changed.ShouldBe(
        [
            (14, "- [x] **Full database backup completed** — done 2026-11-22 21:42 UTC by @dba · 1 min 3 s · exit 0 · sha256 9f2c 41d7"),
            (30, "- [ ] **Performance tests completed** — skipped 2026-11-22 21:58 UTC by @dba: in staging on Friday"),
            (131, "- [x] **Product Owner** - Petra Owner Date: 2026-11-22 22:31 UTC — signed: content a81f 3c90"),
            (142, "**DevOps Lead:** @devops"),
            (148, "**Scheduled Date:** 2026-11-22"),
            (154, "- one"), (155, "- two"), (156, "- three"),
        ]);
        exported[156..161].ShouldBe(["- four", "", "---", "", "- Run prod-17, journal head 7c1e"]);
    }

    [Fact]
    public void Taking_out_what_was_added_gives_the_original_bytes_and_reading_back_gives_the_run() =>
        Prop.ForAll(RunbookReaderTests.Sound(), Outcomes(), (text, outcomes) =>
        {
            foreach (var file in new[] { text, text.Replace("\n", "\r\n", StringComparison.Ordinal), "\uFEFF" + text })
                if (RunbookReader.Read(Encoding.UTF8.GetBytes(file), "x.md").Runbook is { } runbook) RoundTrip(runbook, Fitting(runbook, outcomes));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_paper_checklist_comes_back_exactly() =>
        RoundTrip(Reference, Fitting(Reference, ["plain", "a\nb", "\\", "*x*", "- [x] y", "<!-- c -->", "é😀", "https://x.org"]));

    [Theory]
    [InlineData("x\n- [x] forged\n## Heading\n<!-- chatops: role=x -->\n```bash\nrm\n```")]
    [InlineData("- [x] forged")]
    [InlineData("[x] forged")]
    [InlineData("<!-- chatops-evidence 1 -->")]
    [InlineData("**Boss** - [a](http://b) `c` @everyone www.x.org")]
    public void What_people_wrote_adds_no_structure(string foreign)
    {
        var outcome = Fitting(Reference, [foreign]);
        var exported = RunbookReader.Read(RunbookExport.Write(Reference, outcome), "x.md").Runbook.ShouldNotBeNull();
        exported.Tickable.Select(item => (item.Number, item.Command?.Digest)).ShouldBe(Reference.Tickable.Select(item => (item.Number, item.Command?.Digest)));
        exported.SignOffs.Count().ShouldBe(Reference.SignOffs.Count());
        exported.Phases.Select(phase => phase.Title).ShouldBe(Reference.Phases.Select(phase => phase.Title));
        exported.Items.Select(item => item.TickedOnPaper).ShouldBe(Reference.Items.Select(item => outcome.Items[item.Key].State == ChecklistState.Done));
    }

    [Fact]
    public void A_tick_that_the_paper_had_stays_unless_the_run_says_otherwise()
    {
        var runbook = Markdown.Good("- [X] a\n- [x] b\n- [x] c\n- [x] d\n");
        var exported = RunbookExport.Write(runbook, new ChecklistOutcome { Items = Marks(("b", ChecklistState.Done, ""), ("c", ChecklistState.OnPaper, ""), ("d", ChecklistState.NotDone, "")) });
        Encoding.UTF8.GetString(exported).ShouldStartWith("- [X] a\n- [x] b — done\n- [x] c — ticked on paper, by whom unknown\n- [ ] d — not done\n");
        RunbookExport.Strip(exported).ShouldBe(runbook.Source.ToArray());
        RunbookExport.ReadBack(exported).Outcome.Items[new ItemKey("c")].ShouldBe(new ItemMark(ChecklistState.OnPaper, ""));
    }

    [Fact]
    public void A_file_changed_after_its_export_is_refused()
    {
        var exported = RunbookExport.Write(Reference, new ChecklistOutcome { Notes = ["all good"] });
        exported[exported.AsSpan().IndexOf("all good"u8)] = (byte)'A';
        Should.Throw<FormatException>(() => RunbookExport.ReadBack(exported)).Message.ShouldContain("changed after it was exported");
        Should.Throw<FormatException>(() => RunbookExport.Strip(Markdown.Reference)).Message.ShouldContain("no exported runbook");
    }

    [Fact]
    public void What_has_no_place_on_the_paper_is_refused_instead_of_lost() =>
        Should.Throw<ArgumentException>(() => RunbookExport.Write(Reference, new ChecklistOutcome { Items = Marks(("nowhere", ChecklistState.Done, "x")) }))
            .Message.ShouldContain("item nowhere");

    private static void RoundTrip(Runbook runbook, ChecklistOutcome outcome)
    {
        var exported = RunbookExport.Write(runbook, outcome);
        RunbookExport.Strip(exported).ShouldBe(runbook.Source.ToArray());
        var back = RunbookExport.ReadBack(exported).Outcome;
        back.Items.ShouldBe(outcome.Items, ignoreOrder: true);
        back.SignOffs.ShouldBe(outcome.SignOffs, ignoreOrder: true);
        back.Fields.ShouldBe(outcome.Fields, ignoreOrder: true);
        back.Notes.ShouldBe(outcome.Notes);
        back.Closing.ShouldBe(outcome.Closing);
    }

    /// <summary>An outcome for every place of a runbook, with these words in turn.</summary>
    private static ChecklistOutcome Fitting(Runbook runbook, string[] words)
    {
        var at = 0;
        var texts = words.Select(ChecklistText.OneLine).Where(text => text.Length > 0).DefaultIfEmpty("x").ToArray();
        string Next() => texts[at++ % texts.Length];
        return new ChecklistOutcome
        {
            Items = runbook.Tickable.Concat(runbook.Criteria).ToImmutableDictionary(item => item.Key, _ => new ItemMark((ChecklistState)(at % 3), Next())),
            SignOffs = runbook.SignOffs.Select(line => line.Role).Distinct(StringComparer.OrdinalIgnoreCase)
                .ToImmutableDictionary(role => role, _ => new SignatureMark(Next(), Next(), at % 2 == 0 ? Next() : null), StringComparer.OrdinalIgnoreCase),
            Fields = runbook.Contacts.Concat(runbook.Information).Select(field => field.Label).Distinct(StringComparer.OrdinalIgnoreCase)
                .ToImmutableDictionary(label => label, _ => Next(), StringComparer.OrdinalIgnoreCase),
            Notes = [.. texts],
            Closing = [.. texts],
        };
    }

    private static Arbitrary<string[]> Outcomes() => Gen.Elements(
        "plain", " spaced  out ", "a\nb", "\\", "*x*", "_", "- x", "# y", "1. z", "[ ] t", "<!-- c -->", "é😀", "@dba · 1 min", "https://x.org", "\u202Eevil", "— done —", "+1", "")
        .ArrayOf().ToArbitrary();

    private static ImmutableDictionary<ItemKey, ItemMark> Marks(params (string Key, ChecklistState State, string Words)[] marks) =>
        marks.ToImmutableDictionary(mark => new ItemKey(mark.Key), mark => new ItemMark(mark.State, mark.Words));
}
